import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedOperation, openWholeRoom, operationNames } from './whole-room.ts';
import type { WholeRoom } from './whole-room.ts';

let small: WholeRoom;
let large: WholeRoom;
beforeAll(async () => {
  small = await openWholeRoom();
  large = await openWholeRoom({ scale: 10 });
}, 60_000);
afterAll(async () => {
  await small.close();
  await large.close();
});

test.each(operationNames())('%s costs as many SQL statements on ten times the exercise', async (name) => {
  const variables = onTenTimes(namedOperation(name).variables);
  const [one, ten] = [await small.ask(name), await large.ask(name, { variables })];
  expect([...one.errors, ...ten.errors]).toEqual([]);
  expect(ten.statements).toBe(one.statements);
  expect(one.statements).toBeLessThanOrEqual(30);
});

test('a longer page costs no more statements than a short one', async () => {
  const query = (first: number): string => `{ incidents(first: ${first}) { nodes {
    id accountable { agency { name } } operationalImpact { places { place { name address } } }
    lawEnforcement { credibility } cyber { indicators { name sightings { count } } }
    attribution { tearline judgments { agency { name } } } relatedNarratives { title } inject { number } } } }`;
  const [few, many] = [await large.ask(query(2)), await large.ask(query(200))];
  expect(many.errors).toEqual([]);
  expect(many.data.incidents.nodes).toHaveLength(200);
  // A page of two may lack a relation that then needs no statement; a page of 200 lacks none.
  expect(many.statements).toBeLessThanOrEqual(30);
  expect(few.statements).toBeLessThanOrEqual(many.statements);
});

/** The variables of a question with the numbers that the incidents of the story have on ten times the exercise. */
function onTenTimes(variables: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]: readonly [string, unknown]) => {
      const named = small.scenario.incidents.find(({ id }) => id === value);
      if (named === undefined) return [name, value];
      if (named.story === null) throw new Error(`\`${named.id}\` is no incident of the story`);
      return [name, large.scenario.story(named.story).id];
    }),
  );
}
