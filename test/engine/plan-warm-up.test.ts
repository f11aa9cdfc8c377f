import { parse, type OperationDefinitionNode } from 'graphql';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { asAsked } from '../../gateway/execute/compiled/authorized-operation.ts';
import {
  beginCompiledGeneration,
  type CompiledGeneration,
} from '../../gateway/execute/compiled/compiled-generation.ts';
import { warmUp } from '../../gateway/execute/compiled/warm-up.ts';
import { openPlanningPool, type PlanningPool } from '../../gateway/plan/planning-pool.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { supergraphSdl } from './plan-room.ts';

const pool = openPlanningPool();
afterAll(() => pool.stop());

let planned: string[];
beforeEach(() => {
  planned = [];
});

const counting: PlanningPool = {
  ...pool,
  plan(id, order) {
    planned.push(order.text.replaceAll(/\s+/g, ' '));
    return pool.plan(id, order);
  },
};

const a =
  'type Query { item: Item } type Item @key(fields: "id") { id: ID! one: Int hidden: Int @inaccessible }';

function generationOf(b: string, planning: PlanningPool = counting): Promise<CompiledGeneration> {
  const sdl = supergraphSdl({ a, b: `type Item @key(fields: "id") { id: ID! ${b} }` });
  return beginCompiledGeneration(supergraphOf(sdl, []), planning);
}

async function ask({ operations }: CompiledGeneration, text: string): Promise<void> {
  const document = parse(text);
  const [operation] = document.definitions as [OperationDefinitionNode];
  await operations.of(asAsked(document, operation), {}, { labels: [], assertPlan: undefined });
}

test('what is in use is not planned when it is asked on a new supergraph', async () => {
  const before = await generationOf('two: Int');
  await ask(before, '{ item { one two } }');
  const next = await generationOf('two: Int three: Int');
  await warmUp(next, before);
  expect(planned).toEqual(['{ item { one two } }', '{ item { one two } }']);
  await ask(next, '{ item { one two } }');
  expect(planned).toHaveLength(2);
});

test('what was asked last comes first, and what is no longer valid is left out', async () => {
  const before = await generationOf('two: Int');
  await ask(before, '{ item { one } }');
  await ask(before, '{ item { two } }');
  await ask(before, '{ item { id } }');
  const next = await generationOf('three: Int');
  planned = [];
  await warmUp(next, before);
  expect(planned).toEqual(['{ item { id } }', '{ item { one } }']);
});

test('what selects fields that callers never see is planned anew as well', async () => {
  const before = await generationOf('two: Int');
  await before.planner.plan({ text: '{ item { hidden } }', labels: [] });
  const next = await generationOf('three: Int');
  planned = [];
  await warmUp(next, before);
  expect(planned).toEqual(['{ item { hidden } }']);
});

test('a new supergraph does not wait for a plan that is not made', async () => {
  const before = await generationOf('two: Int');
  await ask(before, '{ item { one } }');
  const never: PlanningPool = { ...pool, plan: () => new Promise(() => undefined) };
  const next = await generationOf('three: Int', never);
  const keep = setTimeout(() => undefined, 60_000);
  await warmUp(next, before, { operations: 10, waitMs: 1, timeMs: 60_000 });
  clearTimeout(keep);
  expect(next.planner.recent(10)).toEqual([{ text: expect.stringContaining('one') as unknown, labels: [] }]);
});
