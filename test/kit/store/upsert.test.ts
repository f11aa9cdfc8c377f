import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byKey } from './all-rows.ts';
import { table } from '../../../subgraphs/kit/table.ts';
import { upsert } from '../../../subgraphs/kit/upsert.ts';
import { onBothEngines } from './engines.ts';
import { createSightings, marking, sighting, sightings, someSightings } from './sighting.ts';

onBothEngines('putting rows', (engine) => {
  async function fresh() {
    const store = await engine.open();
    await createSightings(store);
    return store;
  }

  it('tells new, changed and unchanged rows apart', async () => {
    const store = await fresh();
    expect(await upsert(store, sightings, [sighting('a'), sighting('b')])).toEqual({
      new: 2,
      changed: 0,
      unchanged: 0,
    });
    expect(
      await upsert(store, sightings, [sighting('a'), sighting('b', { times: 1 }), sighting('c')]),
    ).toEqual({ new: 1, changed: 1, unchanged: 1 });
    expect(await byKey(store, sightings).load('b')).toEqual(sighting('b', { times: 1 }));
  });

  it('takes a change of the marking alone for a change', async () => {
    const store = await fresh();
    await upsert(store, sightings, [sighting('a')]);
    const red = sighting('a', { marking: { ...marking, tlp: 'RED' } });
    expect(await upsert(store, sightings, [red])).toEqual({ new: 0, changed: 1, unchanged: 0 });
    expect(await byKey(store, sightings).load('a')).toEqual(red);
  });

  it('takes objects with their names in another order for equal', async () => {
    const store = await fresh();
    await upsert(store, sightings, [sighting('a', { order: { x: 1, y: { p: 1, q: 2 } } })]);
    const same = [sighting('a', { order: { y: { q: 2, p: 1 }, x: 1 } })];
    expect(await upsert(store, sightings, same)).toEqual({ new: 0, changed: 0, unchanged: 1 });
  });

  it('keeps the later of two rows with one key', async () => {
    const store = await fresh();
    const counts = await upsert(store, sightings, [
      sighting('a'),
      sighting('a', { times: 2 }),
      sighting('a', { times: 2 }),
    ]);
    expect(counts).toEqual({ new: 1, changed: 1, unchanged: 1 });
    expect((await byKey(store, sightings).load('a'))?.times).toBe(2);
  });

  it('changes nothing the second time, and gives back what it was given', async () => {
    const store = await fresh();
    await fc.assert(
      fc.asyncProperty(someSightings, async (rows) => {
        await store.query('delete from sighting');
        expect(await upsert(store, sightings, rows)).toEqual({ new: rows.length, changed: 0, unchanged: 0 });
        expect(await upsert(store, sightings, rows)).toEqual({ new: 0, changed: 0, unchanged: rows.length });
        expect(await byKey(store, sightings).loadMany(rows.map(({ id }) => id))).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it('costs two statements a batch, and one where nothing changed', async () => {
    const store = await fresh();
    const rows = Array.from({ length: 1_000 }, (_, n) => sighting(`id-${n}`));
    const batches = Math.ceil(rows.length / Math.floor(8_192 / sightings.columns.length));
    const started = store.statements();
    await upsert(store, sightings, rows);
    const written = store.statements();
    await upsert(store, sightings, rows);
    expect([written - started, store.statements() - written]).toEqual([2 * batches + 2, batches + 2]);
    expect(await upsert(store, sightings, [])).toEqual({ new: 0, changed: 0, unchanged: 0 });
  });

  it('writes nothing when one row cannot be stored', async () => {
    const store = await fresh();
    const cases: readonly [Partial<Record<keyof typeof marking | 'name' | 'times', unknown>>, string][] = [
      [{ name: 'a\0' }, '`name` cannot be stored: the text holds U+0000'],
      [{ name: null }, '`name` is missing'],
      [{ times: 1.5 }, '`times` cannot be stored: is no integer'],
    ];
    for (const [change, message] of cases) {
      const bad = { ...sighting('bad'), ...change } as ReturnType<typeof sighting>;
      await expect(upsert(store, sightings, [sighting('good'), bad])).rejects.toThrow(message);
    }
    const unmarked = { ...sighting('bad'), marking: undefined } as never;
    await expect(upsert(store, sightings, [unmarked])).rejects.toThrow('`marking` is missing');
    expect(await store.query('select count(*) as c from sighting')).toEqual([{ c: 0 }]);
  });

  it('is part of the transaction it is given', async () => {
    const store = await fresh();
    const refused = store.transaction(async (transaction) => {
      await Promise.all(['a', 'b'].map((id) => upsert(transaction, sightings, [sighting(id)])));
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await byKey(store, sightings).loadMany(['a', 'b'])).toEqual([null, null]);
  });

  it('serves keys of several columns and tables that are nothing but a key', async () => {
    const store = await engine.open();
    await store.script('create table link (source text, number integer, primary key (source, number))');
    interface Link {
      readonly source: string;
      readonly number: number;
    }
    const links = table<Link>({
      name: 'link',
      key: ['source', 'number'],
      columns: { source: 'text', number: 'integer' },
    });
    const rows = Array.from({ length: 1_200 }, (_, n) => ({ source: `s${n % 3}`, number: n }));
    expect(await upsert(store, links, rows)).toEqual({ new: 1_200, changed: 0, unchanged: 0 });
    expect(await upsert(store, links, [...rows, { source: 's', number: 1 }])).toEqual({
      new: 1,
      changed: 0,
      unchanged: 1_200,
    });
  });

  it('answers an error for a stored marking that cannot be read, never a row without it', async () => {
    const store = await fresh();
    await upsert(store, sightings, [sighting('a')]);
    for (const broken of ['null', '{}', '[1]', 'not json']) {
      await store.query('update sighting set releasable_to = $1', [broken]);
      await expect(byKey(store, sightings).load('a')).rejects.toThrow();
    }
  });
});
