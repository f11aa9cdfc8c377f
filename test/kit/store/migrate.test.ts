import { expect, it } from 'vitest';
import { migrate } from '../../../subgraphs/kit/migrate.ts';
import { onBothEngines } from './engines.ts';

onBothEngines('migrating', (engine) => {
  const first = 'create table a (x text); create index a_x on a (x collate "C")';
  const second = "alter table a add column y integer; insert into a (x, y) values ('1', 1)";

  it('applies each migration once, the later ones later', async () => {
    const store = await engine.open();
    await migrate(store, [first]);
    await migrate(store, [first, second]);
    await migrate(store, [first, second]);
    expect(await store.query('select x, y from a')).toEqual([{ x: '1', y: 1 }]);
    expect(await store.query('select number from migration order by number')).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    const store = await engine.open();
    await migrate(store, [first]);
    await expect(migrate(store, [`${first} `, second])).rejects.toThrow('migration 1 of `test-');
    await expect(migrate(store, [`${first} `, second])).rejects.toThrow(
      'was changed after it was applied; put its text back',
    );
    await expect(store.query('select y from a')).rejects.toThrow('y');
  });

  it('refuses a store that a later version made', async () => {
    const store = await engine.open();
    await migrate(store, [first, second]);
    await expect(migrate(store, [first])).rejects.toThrow(
      'has migration 2, which this version does not know',
    );
  });

  it('keeps nothing of a migration that fails, and all before it', async () => {
    const store = await engine.open();
    const failing = 'create table b (x text); insert into nowhere values (1)';
    await expect(migrate(store, [first, failing])).rejects.toThrow(
      /migration 2 of `test-.*` fails: .*nowhere/u,
    );
    await expect(store.query('select x from b')).rejects.toThrow('b');
    await migrate(store, [first, second]);
    expect(await store.query('select x from a')).toHaveLength(1);
  });

  it('is done once however many do it at once', async () => {
    const agency = engine.agency();
    const stores = await Promise.all(Array.from({ length: 5 }, () => engine.open(agency)));
    await Promise.all(stores.map((store) => migrate(store, [first, second])));
    expect(await stores[0]?.query('select x from a')).toHaveLength(1);
  });
});
