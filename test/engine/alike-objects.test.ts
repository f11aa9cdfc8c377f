import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinAlike } from '../../gateway/execute/compiled/alike-objects.ts';
import type { JsonObject } from '../../gateway/execute/compiled/json-value.ts';
import { shapeOf } from '../../gateway/execute/compiled/shape.ts';
import type { PlanSelection } from '../../gateway/plan/query-plan.ts';

const facts = { isA: (name: string, condition: string) => name === condition, isAbstract: () => false };

function field(key: string, ...selections: readonly PlanSelection[]): PlanSelection {
  return { kind: 'field', key, name: key, ...(selections.length > 0 ? { selections } : {}) };
}

const person = [field('__typename'), field('id'), field('constructor'), field('tags')];
const shape = shapeOf(
  [field('rows', field('id'), field('of', ...person), field('list', ...person, field('of', ...person)))],
  facts,
  '',
  () => true,
);

/** The answer once joined, and which objects of it stand for several. */
function joined<T extends JsonObject>(answer: T): { answer: T; shared: Set<object> } {
  const shared = new Set<object>();
  joinAlike(answer, shape, (object) => shared.add(object));
  return { answer, shared };
}

function rowsOf(...ofs: readonly unknown[]): { rows: { id: string; of: unknown }[] } {
  return { rows: ofs.map((of, index) => ({ id: String(index), of })) };
}

describe('objects at one place of an answer', () => {
  test('that say the same are one, which is told to be shared', () => {
    const { answer, shared } = joined(rowsOf({ id: 'a', tags: ['x'] }, { id: 'a', tags: ['x'] }));
    expect(answer.rows[0]?.of).toBe(answer.rows[1]?.of);
    expect(shared).toEqual(new Set([answer.rows[0]?.of]));
  });

  test.each<{ rule: string; one: JsonObject; other: JsonObject }>([
    { rule: 'differ in a value', one: { id: 'a', tags: ['x'] }, other: { id: 'a', tags: ['y'] } },
    { rule: 'differ in their label', one: { id: 'a' }, other: { id: 'b' } },
    { rule: 'differ in the kind of a value', one: { id: '1' }, other: { id: 1 } },
    { rule: 'differ in type', one: { __typename: 'A', id: '1' }, other: { __typename: 'B', id: '1' } },
    { rule: 'differ in length', one: { id: 'a', tags: ['x'] }, other: { id: 'a', tags: ['x', 'x'] } },
    { rule: 'differ in what is null', one: { id: 'a', tags: null }, other: { id: 'a' } },
    {
      rule: 'have a key of every object only once as their own',
      one: { id: 'a' },
      other: { id: 'a', constructor: Object },
    },
    {
      rule: 'hold numbers kept as text',
      one: { id: 'a', tags: JSON.rawJSON('99999999999999999999') },
      other: { id: 'a', tags: JSON.rawJSON('99999999999999999998') },
    },
  ])('that $rule stay two', ({ one, other }) => {
    const { answer, shared } = joined(rowsOf(one, other));
    expect([answer.rows[0]?.of, answer.rows[1]?.of]).toEqual([one, other]);
    expect(answer.rows[0]?.of).toBe(one);
    expect(answer.rows[1]?.of).toBe(other);
    expect(shared.size).toBe(0);
  });

  test('that differ in a type which was not asked for stay two', () => {
    const { answer, shared } = joined({ rows: [{ __typename: 'A' }, { __typename: 'B' }] });
    expect(answer.rows.map((row) => row.__typename)).toEqual(['A', 'B']);
    expect(shared.size).toBe(0);
  });

  test('are joined from the inside out', () => {
    const row = () => ({ id: 'r', list: [{ id: 'a', of: { id: 'b' } }, { id: 'c' }] });
    const { answer } = joined({ rows: [row(), row()] });
    expect(answer.rows[0]).toBe(answer.rows[1]);
  });

  test('are not those of another place', () => {
    const { answer, shared } = joined({ rows: [{ id: '1', of: { id: 'a' }, list: [{ id: 'a' }] }] });
    expect(answer.rows[0]?.of).not.toBe(answer.rows[0]?.list[0]);
    expect(shared.size).toBe(0);
  });

  test('that are all different are soon compared no more', () => {
    const different = Array.from({ length: 100 }, (_, index) => ({ id: String(index) }));
    const { shared } = joined(rowsOf(...different, { id: '0' }));
    expect(shared.size).toBe(0);
  });
});

test('entities themselves are never joined: each is merged into objects of its own', () => {
  const entities = [{ rows: [{ id: '1' }] }, { rows: [{ id: '1' }] }];
  joinAlike(entities, shape, () => undefined);
  expect(entities[0]).not.toBe(entities[1]);
  expect(entities[0]?.rows[0]).toBe(entities[1]?.rows[0]);
});

const leaf = fc.constantFrom(null, 1, '1', 'a', true);
const anybody = fc.record(
  {
    __typename: fc.constantFrom('A', 'B'),
    id: leaf,
    constructor: leaf,
    tags: fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })),
  },
  { requiredKeys: [] },
);
const anyRow = fc.record(
  {
    id: leaf,
    of: fc.oneof(anybody, fc.constant(null), fc.array(fc.oneof(anybody, fc.constant(null)))),
    list: fc.array(fc.tuple(anybody, anybody).map(([outer, of]) => ({ ...outer, of }))),
  },
  { requiredKeys: [] },
);

test('no answer says anything else once its objects are joined', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 90 }), (rows) => {
      const before = JSON.stringify({ rows });
      expect(JSON.stringify(joined({ rows }).answer.rows)).toBe(JSON.stringify(JSON.parse(before).rows));
    }),
    { seed: 20_261_123, numRuns: 300 },
  );
});
