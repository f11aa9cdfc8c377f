import { parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { connection, connectionBy } from '../../subgraphs/kit/connection.ts';
import type { Connection, ConnectionArguments } from '../../subgraphs/kit/connection.ts';
import { isPresent, oneOf } from '../../subgraphs/kit/filter.ts';
import { agencyRules } from '../../subgraphs/kit/guard/agency-rules.ts';
import { openAgencyGuard } from '../../subgraphs/kit/guard/caller-rights.ts';
import { guardedStore, type GuardedStore } from '../../subgraphs/kit/guard/guarded-rows.ts';
import { byKey, manyBy } from '../../subgraphs/kit/loaders.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import { MARKING_COLUMNS, table } from '../../subgraphs/kit/table.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { callerOf } from './fetch-tokens.ts';
import { onBothEngines } from './store/engines.ts';

interface Report {
  readonly id: string;
  readonly parent: string;
  readonly severity: number | null;
  readonly subject: string;
  readonly office: string | null;
  readonly marking: Marking;
}

const reports = table<Report>({
  name: 'report',
  key: ['id'],
  columns: { id: 'text', parent: 'text', severity: 'integer?', subject: 'text', office: 'text?' },
  marked: true,
  type: 'Report',
  division: 'office',
});

const rules = agencyRules(
  parse(`
  type Report @key(fields: "id") @marked(by: "marking") {
    id: ID! severity: Int @access(action: "severity.read") subject: String marking: Marking
    where: String @access(action: "where.read") closed: String @access(action: "nobody")
  }
  input ReportFilter { severity: [Int!] office: String @reveals(coordinates: ["Report.where"]) closed: Boolean }
  enum ReportOrderField { SUBJECT SEVERITY OFFICE @reveals(coordinates: ["Report.where"]) }
`),
);

const attr = (of: string, name: string) => ({ '.': { left: { Var: of }, attr: name } });
const permit = (id: string, action: string, body: unknown) => ({
  id: `us.${id}`,
  custodian: 'us',
  file: '',
  line: 1,
  text: '',
  json: {
    effect: 'permit',
    principal: { op: 'All' },
    action: { op: '==', entity: { type: 'Action', id: action } },
    resource: { op: 'All' },
    conditions: [{ kind: 'when', body }],
    annotations: { id: `us.${id}` },
  },
});
const isReader = { contains: { left: attr('resource', 'releasableTo'), right: attr('principal', 'agency') } };
const isGreen = { '==': { left: attr('resource', 'tlp'), right: { Value: 'GREEN' } } };
const inState = {
  '&&': {
    left: { has: { left: { Var: 'resource' }, attr: 'state' } },
    right: {
      '==': { left: attr('resource', 'state'), right: { Value: 'ocd-division/country:us/state:ga' } },
    },
  },
};
const book = policyBookOf([
  permit('display', 'display', isReader),
  permit('severity', 'severity.read', isGreen),
  permit('where', 'where.read', inState),
]);
const guard = openAgencyGuard({ agency: 'us', rules, book, key: 'a key of an agency' });

const list = {
  orders: { SUBJECT: 'subject', SEVERITY: 'severity', OFFICE: 'office' },
  defaultOrder: { field: 'SUBJECT', direction: 'ASC' },
  filters: {
    severity: oneOf<Report>('severity'),
    office: oneOf<Report>('office'),
    hasOffice: isPresent<Report>('office'),
  },
} as const;

const georgia = 'ocd-division/country:us/state:ga';
const rows = Array.from({ length: 40 }, (_, index): Report => {
  const marking: Marking = {
    tlp: index % 3 === 0 ? 'GREEN' : 'AMBER',
    releasableTo: index % 4 === 0 ? [] : ['cyber'],
    originator: 'us',
    caveats: [],
    case: null,
    status: 'ACTUAL',
  };
  return {
    id: `r${String(index).padStart(2, '0')}`,
    parent: index % 2 === 0 ? 'p' : 'q',
    severity: index % 5 === 0 ? null : index % 7,
    subject: `subject ${index % 6}`,
    office:
      index % 4 === 3
        ? null
        : index % 2 === 0
          ? `${georgia}/county:fulton`
          : 'ocd-division/country:us/state:fl',
    marking,
  };
});

const isSeen = ({ marking }: Report): boolean => marking.releasableTo.includes('cyber');
const seen = rows.filter(isSeen);

onBothEngines('lists behind the guard', (engine) => {
  let whole: GuardedStore;
  let bare: GuardedStore;
  const caller = callerOf({ agency: 'cyber' });
  async function filled(given: readonly Report[]): Promise<Store> {
    const store = await engine.open();
    await store.script(
      `create table report (id text collate "C" primary key, parent text not null,
      severity integer, subject text collate "C" not null, office text collate "C", ${MARKING_COLUMNS})`.replaceAll(
        'collate "C"',
        engine.name === 'sqlite' ? '' : 'collate "C"',
      ),
    );
    await upsert(store, reports, given);
    return store;
  }
  beforeAll(async () => {
    const rights = guard.rightsOf(caller);
    whole = guardedStore(await filled(rows), rights);
    bare = guardedStore(await filled(seen), rights);
  });

  async function pages(store: GuardedStore, given: ConnectionArguments): Promise<unknown[]> {
    const all = connection(store, reports, list);
    const found: unknown[] = [];
    for (let after: string | null = null; ;) {
      const page: Connection<Report> | null = await all({ ...given, first: 4, after });
      if (page === null) return [null];
      found.push([page.nodes, page.edges, page.pageInfo, await page.totalCount()]);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage || after === null) return found;
    }
  }

  describe.each(['SUBJECT', 'SEVERITY', 'OFFICE'] as const)('in the order of %s', (field) => {
    test.each(['ASC', 'DESC'] as const)(
      '%s pages, counts and cursors are as if hidden rows were not there',
      async (direction) => {
        for (const filter of [undefined, { severity: [1, 2, 3] }, { office: [`${georgia}/county:fulton`] }]) {
          const given = { orderBy: { field, direction }, filter };
          const found = await pages(whole, given);
          expect(found.length).toBeGreaterThan(filter === undefined ? 4 : 0);
          expect(found).toEqual(await pages(bare, given));
        }
      },
    );

    test('each row is met once, whatever it shows of what it is ordered by', async () => {
      const found = (await pages(whole, { orderBy: { field, direction: 'DESC' } })) as [Report[]][];
      const ids = found.flatMap(([nodes]) => nodes.map(({ id }) => id));
      expect(ids.toSorted()).toEqual(seen.map(({ id }) => id));
    });
  });

  test('a row that may not show a value is not found by it and stands as if it had none', async () => {
    const all = connection(whole, reports, list);
    const bySeverity = await all({ filter: { severity: [1, 2, 3] } });
    const shown = seen.filter(
      ({ severity, marking }) => [1, 2, 3].includes(severity ?? 0) && marking.tlp === 'GREEN',
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(bySeverity?.nodes.map(({ id }) => id).toSorted()).toEqual(shown.map(({ id }) => id));
    expect(await bySeverity?.totalCount()).toBe(shown.length);
    const ordered = await all({ orderBy: { field: 'SEVERITY', direction: 'DESC' } });
    const values = ordered?.nodes.map(({ severity, marking }) => (marking.tlp === 'GREEN' ? severity : null));
    const right = seen.map(({ severity, marking }) => (marking.tlp === 'GREEN' ? severity : null));
    expect(values).toEqual(right.toSorted((a, b) => (b ?? -1) - (a ?? -1)));
  });

  test('a list that is filtered by what the caller may read of no row is null, in one word for any value', async () => {
    const closed = { ...list, filters: { closed: oneOf<Report>('subject'), ...list.filters } };
    const stated = agencyRules(
      parse(`
      type Report @marked(by: "marking") { id: ID! subject: String @access(action: "nobody") marking: Marking }
    `),
    );
    const rights = openAgencyGuard({ agency: 'us', rules: stated, book, key: 'k' }).rightsOf(caller);
    const store = guardedStore(whole, rights);
    for (const each of ['subject 1', 'nothing']) {
      expect(await connection(store, reports, closed)({ filter: { closed: each } })).toBeNull();
      expect(
        await connectionBy(store, reports, 'parent', closed)('p', { filter: { closed: each } }),
      ).toBeNull();
    }
    expect(await connection(store, reports, closed)({ filter: { closed: null } })).not.toBeNull();
  });

  test('lists of parents are those of the rows that may be known', async () => {
    for (const store of [whole, bare]) {
      const of = connectionBy(store, reports, 'parent', list);
      const [p, q] = await Promise.all([of('p', { first: 3 }), of('q', { first: 3 })]);
      expect(await p?.totalCount()).toBe(seen.filter(({ parent }) => parent === 'p').length);
      expect(await q?.totalCount()).toBe(seen.filter(({ parent }) => parent === 'q').length);
    }
    const order = { orderBy: { field: 'id', direction: 'ASC' } } as const;
    expect(await manyBy(whole, reports, 'parent', order).load('p')).toEqual(
      await manyBy(bare, reports, 'parent', order).load('p'),
    );
  });

  test('of an object that may not be known its key and marking are left, for the gateway to say so', async () => {
    const hidden = rows.find((row) => !isSeen(row))!;
    const { id, marking, office } = hidden;
    expect(await byKey(whole, reports).load(id)).toEqual({ id, marking: { ...marking, division: office } });
    expect(await byKey(whole, reports).load('nothing')).toBeNull();
    expect((await byKey(whole, reports).load(seen[0]!.id))?.subject).toBe(seen[0]!.subject);
  });

  test('a cursor opens for the same rights alone, and tells no value', async () => {
    const first = await connection(whole, reports, list)({ first: 1 });
    const after = first?.pageInfo.endCursor ?? '';
    expect(Buffer.from(after, 'base64url').toString('latin1')).not.toContain('subject');
    const same = guardedStore(whole, guard.rightsOf(callerOf({ agency: 'cyber', id: 'another' })));
    expect((await connection(same, reports, list)({ after }))?.nodes).toHaveLength(seen.length - 1);
    const other = guardedStore(whole, guard.rightsOf(callerOf({ agency: 'elections' })));
    await expect(connection(other, reports, list)({ after })).rejects.toThrow('malformed');
    const elsewhere = openAgencyGuard({ agency: 'us', rules, book, key: 'another key' }).rightsOf(caller);
    await expect(connection(guardedStore(whole, elsewhere), reports, list)({ after })).rejects.toThrow(
      'malformed',
    );
  });

  test('a table whose type the agency does not have shows no row', async () => {
    const none = openAgencyGuard({
      agency: 'us',
      rules: { types: new Map(), reveals: new Map() },
      book,
      key: 'k',
    });
    const store = guardedStore(whole, none.rightsOf(caller));
    expect((await connection(store, reports, list)({}))?.nodes).toEqual([]);
    expect(await byKey(store, reports).load(seen[0]!.id)).toBeNull();
  });
});
