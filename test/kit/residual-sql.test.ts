import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Atom, Residual } from '../../schema/policy/residual.ts';
import { satisfies } from '../../schema/policy/residual.ts';
import { caveats, resourceOf, statuses, tlpLabels } from '../../schema/policy/resource.ts';
import { column } from '../../subgraphs/kit/column.ts';
import { sql, run } from '../../subgraphs/kit/fragment.ts';
import { residualPredicate, type MarkingColumns } from '../../subgraphs/kit/guard/residual-sql.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import { MARKING_COLUMNS, table } from '../../subgraphs/kit/table.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { onBothEngines } from './store/engines.ts';

interface Thing {
  readonly id: string;
  readonly place: string | null;
  readonly marking: Marking;
}

const things = table<Thing>({
  name: 'thing',
  key: ['id'],
  columns: { id: 'text', place: 'text?' },
  marked: true,
  type: 'Thing',
  division: 'place',
});

const plain = (name: string) => ({ sql: `"${name}"`, parameters: [] });
const columns: MarkingColumns = {
  tlp: plain('tlp'),
  releasableTo: plain('releasable_to'),
  originator: plain('originator'),
  caveats: plain('caveats'),
  case: plain('case_id'),
  status: plain('cap_status'),
  division: plain(column('place', 'text?').name),
};

// Texts that look alike once they are JSON, lie near the ends of a state, or differ in case alone.
const state = 'ocd-division/country:us/state:ga';
const texts = [
  'cyber',
  'CYBER',
  'cyb',
  'a"b',
  'a\\',
  '\\"',
  'a,b',
  '%',
  'é',
  '',
  ',x',
  state,
  `${state}/county:fulton`,
  `${state}b`,
  'ocd-division/country:us/state:',
  'ocd-division/country:us',
  'ocd-division/country:US/state:ga',
  'ocd-division/country:us/district:dc/ward:1',
] as const;
const text = fc.constantFrom(...texts);
const optional = ['case', 'jurisdiction'] as const;
const named = ['tlp', 'originator', 'status', ...optional] as const;
const list = fc.constantFrom('releasableTo' as const, 'caveats' as const);

const atom: fc.Arbitrary<Atom> = fc.oneof(
  fc.record({ op: fc.constant('has' as const), attribute: fc.constantFrom('case', 'jurisdiction', 'state') }),
  fc.record({
    op: fc.constant('equals' as const),
    attribute: fc.constantFrom(...named, 'state' as const),
    value: fc.oneof(text, fc.constantFrom(...tlpLabels)),
  }),
  fc.record({
    op: fc.constant('same' as const),
    attribute: fc.constantFrom(...named),
    other: fc.constantFrom(...named),
  }),
  fc.constant({ op: 'same', attribute: 'state', other: 'jurisdiction' } as const),
  fc.record({
    op: fc.constant('like' as const),
    attribute: fc.constantFrom(...named),
    pattern: fc.oneof(
      text.map((each) => [each, null]),
      text.map((each) => [null, each]),
      text.map((each) => [null, each, null]),
      text.map((each) => [each]),
      fc.constant([null]),
    ),
  }),
  fc.record({ op: fc.constant('contains' as const), attribute: list, value: text }),
  fc.record({
    op: fc.constant('containsAttribute' as const),
    attribute: list,
    other: fc.constantFrom(...named),
  }),
  fc.record({
    op: fc.constant('within' as const),
    attribute: list,
    values: fc.array(text, { maxLength: 3 }),
  }),
);

const { residual } = fc.letrec<{ residual: Residual }>((tie) => ({
  residual: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.constantFrom({ op: 'true' } as const, { op: 'false' } as const),
    fc.record({ op: fc.constant('not' as const), of: tie('residual') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('residual'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const marking: fc.Arbitrary<Marking> = fc.record({
  tlp: fc.constantFrom(...tlpLabels),
  releasableTo: fc.array(text, { maxLength: 3 }),
  originator: text,
  caveats: fc.subarray([...caveats]),
  case: fc.option(text, { nil: null }),
  status: fc.constantFrom(...statuses),
});

onBothEngines('a residual as SQL', (engine) => {
  async function filled(markings: readonly (readonly [Marking, string | null])[]): Promise<Store> {
    const store = await engine.open();
    await store.script(`create table thing (id text primary key, place text, ${MARKING_COLUMNS})`);
    await upsert(
      store,
      things,
      markings.map(([each, place], index) => ({ id: String(index), place, marking: each })),
    );
    return store;
  }

  test('finds exactly the rows whose objects satisfy it', { timeout: 120_000 }, async () => {
    const given = fc.sample(fc.tuple(marking, fc.option(text, { nil: null })), { numRuns: 300, seed: 7 });
    const store = await filled(given);
    await fc.assert(
      fc.asyncProperty(residual, async (each) => {
        const where = residualPredicate(each, columns);
        const rows = await run(store, sql`select ${things.select} from ${things.sql} where ${where}`);
        const right = given.flatMap(([of, place], index) => {
          const resource = resourceOf('Thing', { ...of, division: place });
          return resource !== undefined && satisfies(resource, each) ? [String(index)] : [];
        });
        expect(rows.map(({ id }) => String(id)).toSorted()).toEqual(right.toSorted());
      }),
      { numRuns: 400 },
    );
  });

  test('asks nothing of a division where a table has none', async () => {
    const store = await filled([[fc.sample(marking, { numRuns: 1, seed: 1 })[0]!, state]]);
    for (const of of [
      { op: 'has', attribute: 'state' },
      { op: 'equals', attribute: 'jurisdiction', value: state },
      { op: 'equals', attribute: 'state', value: state },
    ] as const) {
      const where = residualPredicate(of, { ...columns, division: undefined });
      expect(await run(store, sql`select ${things.select} from ${things.sql} where ${where}`)).toEqual([]);
      const other = residualPredicate({ op: 'not', of }, { ...columns, division: undefined });
      expect(await run(store, sql`select ${things.select} from ${things.sql} where ${other}`)).toHaveLength(
        1,
      );
    }
  });
});

test.each([
  { op: 'like', attribute: 'case', pattern: ['a', null, 'b'] },
  { op: 'like', attribute: 'state', pattern: ['a', null] },
  { op: 'containsAttribute', attribute: 'releasableTo', other: 'state' },
  { op: 'contains', attribute: 'releasableTo', value: ',' },
  { op: 'within', attribute: 'releasableTo', values: [',,'] },
] as const)('what SQL cannot ask exactly fails the read and is no near miss: %j', (each) => {
  expect(() => residualPredicate({ op: 'not', of: each }, columns)).toThrow();
});
