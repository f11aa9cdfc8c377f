import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openPlanningPool,
  type PlanningLimits,
  type PlanningPool,
} from '../../gateway/plan/planning-pool.ts';
import type { Planner } from '../../gateway/plan/planner.ts';
import { plannerOn, printedPlan } from './plan-room.ts';

// Four agencies share the field that leads on: every step down can be taken in each of them, so the ways multiply.
const sdls = Object.fromEntries(
  ['a', 'b', 'c', 'd'].map((name) => [
    name,
    `${name === 'a' ? 'type Query { item: Item }' : ''}
      type Item @key(fields: "id") {
        id: ID! shared: Int @shareable ${name}: Int next: Item @shareable items: [Item] @shareable
      }`,
  ]),
);

function deep(steps: number): string {
  const leaves = 'shared a b c d';
  return `{ item { ${`${leaves} next { `.repeat(steps)}${leaves}${' }'.repeat(steps)} } }`;
}

function forked(steps: number): string {
  let fields = 'a b c d';
  for (let step = 0; step < steps; step += 1) {
    const other = step % 2 === 0 ? 'd' : 'c';
    fields = `x${step}: next { a b c d ${fields} } y${step}: next { a b ${other} next { a } }`;
  }
  return `{ item { ${fields} } }`;
}

/** An operation of `count` times five fields. */
function broad(count: number): string {
  const fields = Array.from({ length: count }, (_, index) => `x${index}: next { a b c d }`);
  return `{ item { ${fields.join(' ')} } }`;
}

const small = { text: '{ item { a } }', labels: [] };
// Takes seconds; no test waits for its plan.
const slow = { text: broad(3900), labels: [] };

describe('an operation whose ways multiply', () => {
  let pool: PlanningPool;
  let planner: Planner;
  beforeAll(async () => {
    pool = openPlanningPool({ planMs: 60_000 });
    planner = await plannerOn(pool, sdls);
  });
  afterAll(() => pool.stop());

  test('is planned on one way down, and shared leaves are taken where they are at hand', async () => {
    const plan = await planner.plan({ text: deep(4), labels: [] });
    expect(printedPlan(plan)).toMatchInlineSnapshot(`
      [
        "a [] {item{__typename id shared a next{__typename id shared a next{__typename id shared a next{__typename id shared a next{__typename id shared a}}}}}}",
        "d [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Item{d}}}",
        "c [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Item{c}}}",
        "b [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Item{b}}}",
      ]
    `);
  });

  test.each([
    { shape: 'of some steps down', text: deep(14) },
    { shape: 'that forks at every step', text: forked(6) },
    { shape: 'of 24,000 characters', text: broad(900) },
  ])('$shape is planned', async ({ text }) => {
    expect((await planner.plan({ text, labels: [] })).requests.length).toBeGreaterThan(1);
  });

  test('is refused before it is planned when fragments multiply its fields', async () => {
    const fragments = Array.from(
      { length: 20 },
      (_, index) =>
        `fragment F${index} on Item { x: next { ...F${index + 1} } y: next { ...F${index + 1} } }`,
    );
    const text = `{ item { ...F0 } } ${fragments.join(' ')} fragment F20 on Item { a }`;
    await expect(planner.plan({ text, labels: [] })).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
  });
});

describe('while a plan is slow', () => {
  test('a small operation is planned', async () => {
    await using planning = await patient();
    const ended: string[] = [];
    void settled(planning.planner.plan(slow)).then(() => ended.push('slow'));
    await planning.planner.plan(small);
    expect(ended).toEqual([]);
  });

  test('and another as well, the one that has taken longest makes room', async () => {
    await using planning = await patient();
    const first = settled(planning.planner.plan(slow));
    const second = settled(planning.planner.plan({ ...slow, text: `${slow.text} ` }));
    await planning.planner.plan(small);
    expect(await Promise.race([first, second])).toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
  });

  test('only so many wait', async () => {
    await using planning = await patient({ threads: 1, waiting: 1 });
    void settled(planning.planner.plan(slow));
    const waiting = settled(planning.planner.plan(small));
    await expect(planning.planner.plan(small)).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
    expect(await waiting).toMatchObject({ requests: [{ agency: 'a' }] });
  });
});

test('a plan that takes too long is given up, and the next one is made', async () => {
  await using planning = await patient({ planMs: 1000 });
  await expect(planning.planner.plan(slow)).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
  expect((await planning.planner.plan(small)).requests).toHaveLength(1);
});

/** A planner of its own threads, which has all the time that it wants unless `limits` says otherwise. */
async function patient(
  limits: Partial<PlanningLimits> = {},
): Promise<AsyncDisposable & { readonly planner: Planner }> {
  const pool = openPlanningPool({ planMs: 600_000, ...limits });
  const planner = await plannerOn(pool, sdls);
  return { planner, [Symbol.asyncDispose]: () => pool.stop() };
}

/** What comes of some work, be it an error. */
async function settled(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}
