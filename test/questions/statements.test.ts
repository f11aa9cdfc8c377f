import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeRoom, operationNames } from './whole-room.ts';
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
  const [one, ten] = [await small.ask(name), await large.ask(name)];
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
