import fc from 'fast-check';
import { expect, it } from 'vitest';
import { connection, connectionBy } from './all-rows.ts';
import type { Connection, ConnectionArguments } from '../../../subgraphs/kit/connection.ts';
import { sql, value } from '../../../subgraphs/kit/fragment.ts';
import type { Store } from '../../../subgraphs/kit/store.ts';
import { upsert } from '../../../subgraphs/kit/upsert.ts';
import { onBothEngines } from './engines.ts';
import { bytewise, createSightings, lists, orders, sighting, sightings, someSightings } from './sighting.ts';
import type { Sighting } from './sighting.ts';

const visible = sql`"tlp" = ${value('AMBER')} and "is_open" = ${value(1)}`;
const isVisible = ({ marking, isOpen }: Sighting): boolean => marking.tlp === 'AMBER' && isOpen;

type OrderArgument = NonNullable<ConnectionArguments['orderBy']> & { readonly field: keyof typeof orders };
const someOrder: fc.Arbitrary<OrderArgument> = fc.record({
  field: fc.constantFrom('SEEN_AT', 'NAME', 'SCORE', 'TIMES', 'OPEN', 'ID'),
  direction: fc.constantFrom('ASC', 'DESC'),
});

/** What the list must be: the rows that match, in order, null last, ties by key in the same direction. */
function model(rows: readonly Sighting[], { field, direction }: OrderArgument): Sighting[] {
  const compare = (a: string | number | boolean, b: string | number | boolean): number =>
    typeof a === 'string' && typeof b === 'string' ? bytewise(a, b) : Number(a) - Number(b);
  const way = direction === 'ASC' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [one[orders[field]], other[orders[field]]];
    if (a === null || b === null) return a === b ? way * bytewise(one.id, other.id) : a === null ? 1 : -1;
    return way * (compare(a, b) || bytewise(one.id, other.id));
  });
}

async function throughAllPages(
  page: (given: ConnectionArguments) => Promise<Connection<Sighting>>,
  given: ConnectionArguments & { readonly first: number },
): Promise<Sighting[]> {
  const found: Sighting[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, edges, pageInfo, totalCount } = await page({ ...given, after });
    expect(nodes.length).toBeLessThanOrEqual(given.first);
    expect(nodes.length > 0 || after === null).toBe(true);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      edges[0]?.cursor ?? null,
      edges.at(-1)?.cursor ?? null,
    ]);
    found.push(...nodes);
    if (!pageInfo.hasNextPage) {
      expect(await totalCount()).toBe(found.length);
      return found;
    }
    after = pageInfo.endCursor;
  }
}

onBothEngines('a connection', (engine) => {
  async function filled(rows: readonly Sighting[]): Promise<Store> {
    const store = await engine.open();
    await createSightings(store);
    await upsert(store, sightings, rows);
    return store;
  }

  it('gives, in pages of any size, exactly the rows of the filter in order', async () => {
    const store = await filled([]);
    const filters: readonly (readonly [object | null, (row: Sighting) => boolean])[] = [
      [null, () => true],
      [{ open: true, name: null }, ({ isOpen }) => isOpen],
      [{ times: [0, 10] }, ({ times }) => times === 0 || times === 10],
      [{ since: '2024' }, ({ seenAt }) => seenAt !== null && seenAt >= '2024'],
      [{ text: 'A' }, ({ name, id }) => [name, id].some((text) => /[aA]/u.test(text))],
      [{ text: '%' }, ({ name, id }) => [name, id].some((text) => text.includes('%'))],
    ];
    await fc.assert(
      fc.asyncProperty(
        someSightings,
        someOrder,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...filters),
        fc.boolean(),
        async (rows, orderBy, first, [filter, matches], restricted) => {
          await store.query('delete from sighting');
          await upsert(store, sightings, rows);
          const seen = rows.filter((row) => matches(row) && (!restricted || isVisible(row)));
          const reading = restricted ? { ...lists, visible } : lists;
          const given = { first, filter, orderBy };
          const list = await throughAllPages(connection(store, sightings, reading), given);
          expect(list).toEqual(model(seen, orderBy));
          for (const parent of ['p', 'P']) {
            const byParent = connectionBy(store, sightings, 'parent', reading);
            const own = await throughAllPages((page) => byParent(parent, page), given);
            expect(own).toEqual(
              model(
                seen.filter((row) => row.parent === parent),
                orderBy,
              ),
            );
          }
        },
      ),
      { numRuns: engine.name === 'sqlite' ? 100 : 40 },
    );
  });

  it.each([
    [{ name: ['a/b', "'; drop table sighting; --"] }, ['a/b']],
    [{ name: "' or '1'='1" }, []],
    [{ name: [] }, []],
    [{ within: 'a' }, ['a', 'a/B', 'a/b', 'a/b/c']],
    [{ within: 'a/b' }, ['a/b', 'a/b/c']],
    [{ within: 'a%' }, ['a%']],
    [{ within: '' }, []],
    [{ text: 'A/B' }, ['a/B', 'a/b', 'a/b/c']],
    [{ text: '_' }, ['a_x']],
    [{ text: '\\' }, ['a\\']],
    [{ text: 'É' }, ['É']],
    [{ text: '%' }, ['a%']],
    [{ open: true }, ['a0']],
    [{ since: '2024-01-02', until: new Date('2024-01-04T00:00:00Z') }, ['a/b']],
    [{ seen: true }, ['a/b', 'a0']],
    [{ seen: false, open: false, text: 'A_' }, ['a_x']],
  ])('filters by %j', async (filter, expected) => {
    const names = ['a', 'a/b', 'a/B', 'a/b/c', 'a0', 'a_x', 'a%', 'a\\', 'É', 'é', 'A-'];
    const seen: Record<string, string> = { 'a/b': '2024-01-03', a0: '2024-01-04T00:00:00.000Z' };
    const store = await filled(
      names.map((name) => sighting(name, { isOpen: name === 'a0', seenAt: seen[name] ?? null })),
    );
    const { nodes, totalCount } = await connection(
      store,
      sightings,
      lists,
    )({
      filter,
      orderBy: { field: 'ID', direction: 'ASC' },
    });
    expect(nodes.map(({ id }) => id)).toEqual(expected);
    expect(await totalCount()).toBe(expected.length);
  });

  it('costs one statement a page, and one more for the count', async () => {
    const store = await filled([sighting('a'), sighting('b')]);
    const start = store.statements();
    const page = await connection(store, sightings, lists)({});
    expect(store.statements() - start).toBe(1);
    expect(await Promise.all([page.totalCount(), page.totalCount()])).toEqual([2, 2]);
    expect(store.statements() - start).toBe(2);
  });

  it('costs one statement for all parents, and one more for all their counts', async () => {
    const rows = Array.from({ length: 60 }, (_, n) =>
      sighting(`id-${n}`, { parent: `p${n % 20}`, times: n }),
    );
    const store = await filled(rows);
    const byParent = connectionBy(store, sightings, 'parent', lists);
    const start = store.statements();
    const parents = Array.from({ length: 21 }, (_, n) => `p${n}`);
    const pages = await Promise.all(
      parents.map((parent) => byParent(parent, { first: 2, filter: { open: false } })),
    );
    expect(store.statements() - start).toBe(1);
    expect(pages.map(({ nodes }) => nodes.length)).toEqual([...Array.from({ length: 20 }, () => 2), 0]);
    const counts = await Promise.all(pages.map(({ totalCount }) => totalCount()));
    expect(counts).toEqual([...Array.from({ length: 20 }, () => 3), 0]);
    expect(store.statements() - start).toBe(2);
  });

  it('neither repeats nor skips old rows while rows come and go', async () => {
    const rows = Array.from({ length: 10 }, (_, n) => sighting(`id-${n}`, { times: n * 10 }));
    const store = await filled(rows);
    const orderBy = { field: 'TIMES', direction: 'ASC' } as const;
    const found: Sighting[] = [];
    for (let after: string | null = null, n = 0; ; n += 1) {
      const { nodes, pageInfo } = await connection(store, sightings, lists)({ first: 3, after, orderBy });
      found.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
      await upsert(store, sightings, [
        sighting(`early-${n}`, { times: -n }),
        sighting(`late-${n}`, { times: 35 + n }),
      ]);
      await store.query('delete from sighting where id = $1', [nodes.at(-1)?.id ?? '']);
    }
    expect(found.filter(({ id }) => id.startsWith('id-'))).toEqual(rows);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  it('answers counts, pages and cursors as if rows that are not visible did not exist', async () => {
    const shown = Array.from({ length: 5 }, (_, n) =>
      sighting(`id-${n}`, { isOpen: true, seenAt: `${n % 2}` }),
    );
    const hidden = Array.from({ length: 5 }, (_, n) =>
      sighting(`ie-${n}`, { isOpen: false, seenAt: `${n % 2}` }),
    );
    const bare = await filled(shown);
    const full = await filled([...shown, ...hidden]);
    for (const after of [null, (await connection(bare, sightings, lists)({ first: 1 })).pageInfo.endCursor]) {
      const given = { first: 2, after };
      const answers = await Promise.all([
        connection(bare, sightings, lists)(given),
        connection(full, sightings, { ...lists, visible })(given),
        connectionBy(bare, sightings, 'parent', lists)('p', given),
        connectionBy(full, sightings, 'parent', { ...lists, visible })('p', given),
      ]);
      const texts = await Promise.all(
        answers.map(async ({ totalCount, ...page }) => JSON.stringify([page, await totalCount()])),
      );
      expect(new Set(texts).size).toBe(1);
    }
  });

  it('shows a page of none, its default and its maximum', async () => {
    const store = await filled(Array.from({ length: 51 }, (_, n) => sighting(`id-${n}`)));
    const none = await connection(store, sightings, lists)({ first: 0 });
    expect([none.nodes, none.pageInfo.hasNextPage, none.pageInfo.endCursor]).toEqual([[], true, null]);
    expect((await connection(store, sightings, lists)({})).nodes).toHaveLength(30);
    expect((await connection(store, sightings, { ...lists, maximum: 200 })({})).nodes).toHaveLength(50);
  });
});
