import { expect, it } from 'vitest';
import { value, sql } from '../../../subgraphs/kit/fragment.ts';
import { MAXIMUM_KEYS } from '../../../subgraphs/kit/loaders.ts';
import { byKey, manyBy } from './all-rows.ts';
import { upsert } from '../../../subgraphs/kit/upsert.ts';
import { onBothEngines } from './engines.ts';
import { createSightings, sighting, sightings } from './sighting.ts';

onBothEngines('a loader', (engine) => {
  async function filled() {
    const store = await engine.open();
    await createSightings(store);
    const rows = Array.from({ length: 12 }, (_, n) =>
      sighting(`id-${n}`, { parent: `p${n % 3}`, times: 100 - n, isOpen: n > 6 }),
    );
    await upsert(store, sightings, rows);
    return { store, rows };
  }
  const open = { visible: sql`"is_open" = ${value(1)}` };

  it('asks once for the keys of a tick and answers in their order', async () => {
    const { store, rows } = await filled();
    const before = store.statements();
    const found = await byKey(store, sightings).loadMany(['id-3', 'nobody', 'id-1', 'id-3', "' or 1=1 --"]);
    expect(found).toEqual([rows[3], null, rows[1], rows[3], null]);
    expect(store.statements() - before).toBe(1);
  });

  it('finds nothing for a key that no store keeps, and the others all the same', async () => {
    const { store, rows } = await filled();
    expect(await byKey(store, sightings).loadMany(['a\0b', 'id-0', '\uD800'])).toEqual([null, rows[0], null]);
    expect(await byKey(store, sightings).load('\0')).toBeNull();
  });

  it('looks up by another unique column', async () => {
    const { store, rows } = await filled();
    expect(await byKey(store, sightings, 'name').load('id-5')).toEqual(rows[5]);
    expect(() => byKey(store, sightings, 'times')).toThrow('use a text column');
  });

  it('asks for more keys than a statement takes in several', async () => {
    const { store, rows } = await filled();
    const before = store.statements();
    const keys = Array.from({ length: MAXIMUM_KEYS + 1 }, (_, n) => `id-${n}`);
    const found = await byKey(store, sightings).loadMany(keys);
    expect(found.filter((each) => each !== null)).toEqual(rows);
    expect(store.statements() - before).toBe(2);
  });

  it('groups the rows of each parent in order, in one statement', async () => {
    const { store, rows } = await filled();
    const before = store.statements();
    const many = manyBy(store, sightings, 'parent', { orderBy: { field: 'times', direction: 'ASC' } });
    const found = await many.loadMany(['p1', 'none', 'p0']);
    expect(found).toEqual([[rows[10], rows[7], rows[4], rows[1]], [], [rows[9], rows[6], rows[3], rows[0]]]);
    expect(store.statements() - before).toBe(1);
  });

  it('answers as if rows that are not visible did not exist', async () => {
    const { store, rows } = await filled();
    expect(await byKey(store, sightings, undefined, open).loadMany(['id-3', 'id-7'])).toEqual([
      null,
      rows[7],
    ]);
    const many = manyBy(store, sightings, 'parent', { orderBy: { field: 'id', direction: 'DESC' }, ...open });
    expect(await many.load('p1')).toEqual([rows[7], rows[10]]);
  });
});
