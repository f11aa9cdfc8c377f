import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cachedPlanner } from '../../gateway/plan/cached-planner.ts';
import { openPlanningPool, type PlanningPool } from '../../gateway/plan/planning-pool.ts';
import type { Planner } from '../../gateway/plan/planner.ts';
import type { QueryPlan } from '../../gateway/plan/query-plan.ts';
import { openThreadedPlanner } from '../../gateway/plan/threaded-planner.ts';
import { holdingLabels } from '../../gateway/execute/compiled/override-labels.ts';
import { composed, link } from './engine-room.ts';

const sdls = {
  a: `type Query { item: Item items: [Item] }
    type Item @key(fields: "id", resolvable: false) @key(fields: "code") { id: ID! code: ID! name: String }`,
  b: `type Item @key(fields: "id") @key(fields: "code") { id: ID! code: ID! price(in: String): Int moved: Int }`,
  c: `type Item @key(fields: "code") {
      code: ID! price(in: String): Int @external
      euros: Int @requires(fields: "price(in: \\"EUR\\")") pounds: Int @requires(fields: "price(in: \\"GBP\\")")
      moved: Int @override(from: "b", label: "percent(20)")
    }`,
};
const { sdl } = composed(
  Object.entries(sdls).map(([name, text]) => ({ name, sdl: link + text, url: `http://${name}.invalid` })),
);

let pool: PlanningPool;
let planner: Planner;
beforeAll(async () => {
  pool = openPlanningPool();
  planner = openThreadedPlanner(pool, sdl);
  await planner.ready();
});
afterAll(() => pool.stop());

/** A plan as one line a request: agency, what it waits for, what it asks for. */
function printed({ requests }: QueryPlan): string[] {
  return requests.map(({ agency, after, text }) => `${agency} [${after.join()}] ${text}`);
}

test('fetches of one step to one agency become one request', async () => {
  const plan = await planner.plan({ text: '{ item { moved } items { price moved } }', labels: [] });
  expect(printed(plan)).toMatchInlineSnapshot(`
    [
      "a [] {item{__typename id}items{__typename id}}",
      "b [0] query($representations_0:[_Any!]!$representations_1:[_Any!]!){_entities_0:_entities(representations:$representations_0){...on Item{moved}}_entities_1:_entities(representations:$representations_1){...on Item{price moved}}}",
    ]
  `);
});

test('inputs of one field with different arguments are sent apart, in one request', async () => {
  const plan = await planner.plan({ text: '{ item { euros pounds } }', labels: [] });
  expect(printed(plan)).toMatchInlineSnapshot(`
    [
      "a [] {item{__typename code}}",
      "b [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Item{_required_1_price:price(in:"GBP")_required_0_price:price(in:"EUR")}}}",
      "c [1] query($representations_0:[_Any!]!$representations_1:[_Any!]!){_entities_0:_entities(representations:$representations_0){...on Item{pounds}}_entities_1:_entities(representations:$representations_1){...on Item{euros}}}",
    ]
  `);
  expect(plan.requests[2]?.parts).toHaveLength(2);
});

test('what was added for the planner is not in the schema that callers see', async () => {
  const { apiSdl, labels } = await planner.ready();
  expect(apiSdl).not.toContain('_required');
  expect(labels).toEqual(['percent(20)']);
});

test('an @override label that holds moves the field', async () => {
  const agencies = async (labels: string[]) =>
    (await planner.plan({ text: '{ item { moved } }', labels })).requests.map(({ agency }) => agency);
  expect(await agencies([])).toEqual(['a', 'b']);
  expect(await agencies(['percent(20)'])).toEqual(['a', 'c']);
});

describe('holding labels', () => {
  test.each([
    { dice: 0.049, holding: ['percent(20)', 'percent(5)'] },
    { dice: 0.05, holding: ['percent(20)'] },
    { dice: 0.2, holding: [] },
  ])('of a throw of $dice are $holding', ({ dice, holding }) => {
    expect(holdingLabels(['percent(5)', 'percent(20)', 'percent(0)', 'beta'], dice)).toEqual(holding);
  });
});

describe('the planning thread', () => {
  test('rejects what is no supergraph and goes on', async () => {
    await expect(openThreadedPlanner(pool, 'type Query { a: Int }').ready()).rejects.toThrow();
    expect((await planner.plan({ text: '{ item { id } }', labels: [] })).requests).toHaveLength(1);
  });

  test('has no plan for nothing', async () => {
    await expect(planner.plan({ text: '{ nothing }', labels: [] })).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });
});

test('plans are remembered, by text and labels, and a failure is not', async () => {
  const asked: string[] = [];
  const counting: Planner = {
    ready: () => planner.ready(),
    stop: () => Promise.resolve(),
    plan: ({ text }) => {
      asked.push(text);
      return text === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve({ requests: [] });
    },
  };
  const cached = cachedPlanner(counting, 2);
  const order = (text: string, labels: string[] = []) => ({ text, labels });
  await Promise.all([cached.plan(order('one')), cached.plan(order('one'))]);
  await cached.plan(order('one', ['l']));
  await expect(cached.plan(order('bad'))).rejects.toThrow('no');
  await expect(cached.plan(order('bad'))).rejects.toThrow('no');
  expect(asked).toEqual(['one', 'one', 'bad', 'bad']);
  expect(cached.recent(1)).toEqual([order('one', ['l'])]);
});
