import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPlanningPool, type PlanningPool } from '../../gateway/plan/planning-pool.ts';
import type { Planner } from '../../gateway/plan/planner.ts';
import type { QueryPlan } from '../../gateway/plan/query-plan.ts';
import { openThreadedPlanner } from '../../gateway/plan/threaded-planner.ts';
import { heavyQuery, openHeavyRoom } from '../bench/heavy-room.ts';
import { namedOperation, operationNames } from '../questions/whole-room.ts';
import { plannerOn, printedPlan } from './plan-room.ts';

let pool: PlanningPool;
let planner: Planner;
beforeAll(async () => {
  pool = openPlanningPool();
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  planner = openThreadedPlanner(pool, sdl);
  await planner.ready();
});
afterAll(() => pool.stop());

/** Agencies that are asked on each step, one after the other; a step waits for the step before it. */
function steps({ requests }: QueryPlan): string[][] {
  const stepOf: number[] = [];
  const agencies: string[][] = [];
  for (const [index, { agency, after }] of requests.entries()) {
    const step = Math.max(-1, ...after.map((before) => stepOf[before] ?? 0)) + 1;
    stepOf[index] = step;
    (agencies[step] ??= []).push(agency);
  }
  return agencies;
}

test.each(operationNames())('%s asks no agency twice on one step', async (name) => {
  const plan = await planner.plan({ text: namedOperation(name).query, labels: [] });
  for (const agencies of steps(plan)) expect(agencies).toEqual([...new Set(agencies)]);
});

test('the query where everything leads to everything takes six requests on four steps', async () => {
  const heavy = openThreadedPlanner(pool, openHeavyRoom().supergraph.sdl);
  const plan = await heavy.plan({ text: heavyQuery, labels: [] });
  expect(steps(plan)).toEqual([
    ['accounts', 'products'],
    ['reviews'],
    ['products', 'accounts'],
    ['inventory'],
  ]);
});

test('root fields of one agency are one request, wherever they stand in the operation', async () => {
  const mixed = await plannerOn(pool, {
    a: `type Query { one: One two(of: Int): One } type One @key(fields: "id") { id: ID! x: Int }`,
    b: `type Query { three: One four: [One] } type One @key(fields: "id") { id: ID! y: Int }`,
  });
  const text = `query ($n: Int) { one { x } three { y } ... on Query { two(of: $n) { x y } } ...Last }
    fragment Last on Query { four { x y } again: two(of: 2) { x } }`;
  expect(printedPlan(await mixed.plan({ text, labels: [] }))).toMatchInlineSnapshot(`
    [
      "a [] query($n:Int){one{x}two(of:$n){__typename id x}again:two(of:2){x}}",
      "b [] {three{y}four{__typename id y}}",
      "b [0] query($representations:[_Any!]!){_entities(representations:$representations){...on One{y}}}",
      "a [1] query($representations:[_Any!]!){_entities(representations:$representations){...on One{x}}}",
    ]
  `);
});
