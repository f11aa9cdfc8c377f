import { expect, it } from 'vitest';
import type { Store } from '../../../subgraphs/kit/store.ts';
import { onBothEngines } from './engines.ts';

onBothEngines('a store', (engine) => {
  async function numbers(): Promise<Store> {
    const store = await engine.open();
    await store.script('create table number (n integer primary key, word text)');
    return store;
  }
  const insert = (store: Store, n: number, word: string | null = null): Promise<unknown> =>
    store.query('insert into number (n, word) values ($1, $2)', [n, word]);
  const all = async (store: Store): Promise<unknown[]> =>
    (await store.query('select n from number order by n')).map(({ n }) => n);

  it('gives a row of text, numbers and null back as it was put', async () => {
    const store = await engine.open();
    await store.script('create table kept (a text, b integer, c double precision, d bigint, e text)');
    const values = ["'; drop table kept; --$1", -7, 0.1, 2 ** 53 - 1, null];
    await store.query('insert into kept values ($1, $2, $3, $4, $5)', values);
    expect(await store.query('select a, b, c, d, e from kept')).toEqual([
      { a: values[0], b: -7, c: 0.1, d: 2 ** 53 - 1, e: null },
    ]);
  });

  it('counts, sums and compares as numbers', async () => {
    const store = await numbers();
    await Promise.all([1, 2, 3].map((n) => insert(store, n)));
    const rows = await store.query(
      'select count(*) as c, sum(n) as s, max(n) = 3 as m from number where n > $1',
      [1],
    );
    expect(rows).toEqual([{ c: 2, s: 5, m: 1 }]);
  });

  it('uses a placeholder in several places and in any order', async () => {
    const store = await numbers();
    await insert(store, 1, 'one');
    expect(
      await store.query('select n from number where word = $2 and n = $1 and $2 = word', [1, 'one']),
    ).toEqual([{ n: 1 }]);
  });

  it('orders text bytewise', async () => {
    const store = await engine.open();
    await store.script('create table word (word text collate "C")');
    const words = ['Ärger', 'a', 'B', 'b', 'A', 'é', '_', '0', '\u{1F600}', '\uFF5E'];
    for (const word of words) await store.query('insert into word values ($1)', [word]);
    const rows = await store.query('select word from word order by word collate "C"');
    expect(rows.map(({ word }) => word)).toEqual(
      words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  it.each([
    [
      'too few parameters',
      'select n from number where n = $1 or n = $2',
      [1],
      'does not use exactly $1 to $1',
    ],
    ['too many parameters', 'select n from number where n = $1', [1, 2], 'does not use exactly $1 to $2'],
    ['a second statement', 'select 1 as a; delete from number', [], 'holds `;`'],
    ['a comment', 'select 1 as a -- and', [], 'holds `--`'],
    ['text with U+0000', 'select n from number where word = $1', ['a\0b'], 'holds U+0000'],
    ['half of a surrogate pair', 'select n from number where word = $1', ['\uD800'], 'surrogate'],
    ['a number that is none', 'select n from number where n = $1', [Number.NaN], 'not finite'],
  ])('refuses %s', async (_, sql, parameters, message) => {
    const store = await numbers();
    await expect(store.query(sql, parameters)).rejects.toThrow(message);
  });

  it('keeps what a transaction did when it returns, and nothing when it throws', async () => {
    const store = await numbers();
    await expect(
      store.transaction(async (transaction) => (await insert(transaction, 1), 'done')),
    ).resolves.toBe('done');
    await expect(
      store.transaction(async (transaction) => {
        await insert(transaction, 2);
        expect(await all(transaction)).toEqual([1, 2]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await all(store)).toEqual([1]);
  });

  it('keeps nothing of a script that fails', async () => {
    const store = await numbers();
    await expect(
      store.script('insert into number (n) values (1); insert into nowhere (n) values (1)'),
    ).rejects.toThrow('nowhere');
    expect(await all(store)).toEqual([]);
  });

  it('takes back a nested transaction alone', async () => {
    const store = await numbers();
    await store.transaction(async (outer) => {
      await insert(outer, 1);
      await outer.transaction(async (inner) => {
        await insert(inner, 2);
        await inner.transaction((innermost) => insert(innermost, 3));
        await expect(
          inner.transaction(async (innermost) => {
            await insert(innermost, 4);
            await insert(innermost, 1);
          }),
        ).rejects.toThrow(/unique/iu);
      });
      await expect(
        outer.transaction(async (inner) => (await insert(inner, 5), Promise.reject(new Error('no')))),
      ).rejects.toThrow('no');
    });
    expect(await all(store)).toEqual([1, 2, 3]);
  });

  it('runs nested transactions one after the other', async () => {
    const store = await numbers();
    await store.transaction(async (outer) => {
      const outcomes = await Promise.allSettled(
        [1, 1, 2].map((n) => outer.transaction(async (inner) => (await insert(inner, n), await all(inner)))),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    });
    expect(await all(store)).toEqual([1, 2]);
  });

  it('fails a transaction whose work caught the error of a statement, or did not wait for it', async () => {
    const store = await numbers();
    const careless = store.transaction(async (transaction) => {
      await insert(transaction, 1);
      await insert(transaction, 1).catch(() => 'ignored');
      return 'done';
    });
    await expect(careless).rejects.toThrow(/unique/iu);
    const hasty = store.transaction(async (transaction) => {
      insert(transaction, 2).catch(() => 'ignored');
      insert(transaction, 2).catch(() => 'ignored');
    });
    await expect(hasty).rejects.toThrow(/unique/iu);
    expect(await all(store)).toEqual([]);
    await insert(store, 3);
    expect(await all(store)).toEqual([3]);
  });

  it('shows nothing of a transaction outside before it commits', async () => {
    const store = await numbers();
    await store.transaction(async (transaction) => {
      await insert(transaction, 1);
      expect(await all(store)).toEqual([]);
    });
    expect(await all(store)).toEqual([1]);
  });

  it('keeps concurrent transactions and writes of one process apart', async () => {
    const store = await numbers();
    const work = Array.from({ length: 20 }, (_, n) =>
      store
        .transaction(async (transaction) => {
          await insert(transaction, n);
          await all(transaction);
          if (n % 3 === 0) throw new Error('no');
        })
        .catch(() => 'refused'),
    );
    await Promise.all([...work, insert(store, 100), insert(store, 101)]);
    const expected = Array.from({ length: 20 }, (_, n) => n).filter((n) => n % 3 !== 0);
    expect(await all(store)).toEqual([...expected, 100, 101]);
  });

  it('refuses to wait for itself inside a transaction', async () => {
    const store = await numbers();
    for (const wait of [
      () => insert(store, 1),
      () => store.script('delete from number'),
      () => store.transaction(() => insert(store, 1)),
    ]) {
      await expect(store.transaction(wait)).rejects.toThrow("use the transaction's store");
    }
    await expect(store.transaction((transaction) => transaction.close())).rejects.toThrow('cannot close');
  });

  it('refuses a transaction that has ended, and the outer one while a nested one is open', async () => {
    const store = await numbers();
    const ended = await store.transaction((transaction) => Promise.resolve([transaction] as const));
    await expect(insert(ended[0], 1)).rejects.toThrow('has ended');
    await expect(ended[0].transaction(() => Promise.resolve())).rejects.toThrow('has ended');
    const entangled = store.transaction((outer) => outer.transaction(() => insert(outer, 1)));
    await expect(entangled).rejects.toThrow('nested transaction is open');
  });

  it('counts its statements, those that begin and end included', async () => {
    const store = await numbers();
    const before = store.statements();
    await store.query('select 1 as a');
    await store.transaction((transaction) => insert(transaction, 1));
    expect(store.statements() - before).toBe(4);
  });

  it('has what another opening of it wrote', async () => {
    const agency = engine.agency();
    const [one, other] = [await engine.open(agency), await engine.open(agency)];
    await one.script('create table number (n integer primary key, word text)');
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? one : other).transaction(async (transaction) => {
          await insert(transaction, n);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }),
      ),
    );
    await one.close();
    expect(await all(other)).toHaveLength(20);
  });

  it('closes more than once', async () => {
    const store = await engine.open();
    await Promise.all([store.close(), store.close()]);
    await expect(store.query('select 1 as a')).rejects.toThrow();
  });

  it('does not share its tables with another agency', async () => {
    await numbers();
    const other = await engine.open();
    await expect(all(other)).rejects.toThrow('number');
  });
});
