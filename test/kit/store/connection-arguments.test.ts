import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { opened, sealed } from '../../../subgraphs/kit/cursor-seal.ts';
import { everyRight } from '../../../subgraphs/kit/guard/caller-rights.ts';
import { connection, connectionBy } from './all-rows.ts';
import type { Store } from '../../../subgraphs/kit/store.ts';
import { upsert } from '../../../subgraphs/kit/upsert.ts';
import { onBothEngines } from './engines.ts';
import { createSightings, lists, sighting, sightings } from './sighting.ts';
import type { Sighting } from './sighting.ts';

const seal = everyRight({ types: new Map(), reveals: new Map() });

onBothEngines('the arguments of a connection', (engine) => {
  async function filled(rows: readonly Sighting[]): Promise<Store> {
    const store = await engine.open();
    await createSightings(store);
    await upsert(store, sightings, rows);
    return store;
  }

  it.each([
    ['text that is no cursor', 'nonsense', 'malformed'],
    ['an empty text', '', 'malformed'],
    ['JSON of another shape', encode({ a: 1 }), 'malformed'],
    ['what is not sealed', Buffer.from(JSON.stringify([2, 'SEEN_AT'])).toString('base64url'), 'malformed'],
    [
      'what was sealed for other rights',
      encode([2, 'SEEN_AT', 'DESC', '', '', ['a']], 'others'),
      'malformed',
    ],
    ['another version', encode([1]), 'malformed'],
    ['another order', encode([2, 'NAME', 'DESC', '', '', ['a']]), 'another order'],
    ['another filter', encode([2, 'SEEN_AT', 'DESC', 'x', '', ['a']]), 'another list or filter'],
  ])('refuses %s as a cursor', async (_, after, message) => {
    const page = connection(await filled([]), sightings, lists);
    const error: unknown = await page({ after }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error).toMatchObject({
      message: expect.stringContaining(message),
      extensions: { code: 'BAD_USER_INPUT', exposed: true },
    });
  });

  it('refuses a cursor whose values are not of the columns', async () => {
    const page = connection(await filled([sighting('a', { seenAt: '2024' })]), sightings, lists);
    const good = (await page({})).pageInfo.endCursor ?? '';
    const content = JSON.parse(opened(good, seal)) as unknown[];
    expect(content).toEqual([2, 'SEEN_AT', 'DESC', expect.stringMatching(/^[\w-]{16}$/u), '2024', ['a']]);
    for (const [sort, key] of [
      [1, ['a']],
      [['x'], ['a']],
      ['x', 'a'],
      ['x', [1]],
      ['x', ['a', 'b']],
      ['\0', ['a']],
      ['x', [null]],
    ]) {
      await expect(page({ after: encode([...content.slice(0, 4), sort, key]) })).rejects.toThrow('malformed');
    }
    await expect(page({ after: encode([...content, 1]) })).rejects.toThrow('malformed');
    const injected = encode([...content.slice(0, 4), "' or 1=1; --", ["') or (1=1"]]);
    expect((await page({ after: injected })).nodes).toEqual([]);
  });

  it('refuses the cursor of another filter, order and table column, and takes one of an equal filter', async () => {
    const page = connection(
      await filled([sighting('a', { isOpen: true }), sighting('b', { isOpen: true })]),
      sightings,
      lists,
    );
    const { endCursor } = (await page({ first: 1, filter: { open: true } })).pageInfo;
    expect((await page({ after: endCursor, filter: { seen: null, open: true } })).nodes).toHaveLength(1);
    await expect(page({ after: endCursor })).rejects.toThrow('another list or filter');
    const orderBy = { field: 'SEEN_AT', direction: 'ASC' } as const;
    await expect(page({ after: endCursor, filter: { open: true }, orderBy })).rejects.toThrow(
      'another order',
    );
  });

  it.each([
    [{ first: 31 }, '`first` is `31`; ask for 0 to 30'],
    [{ first: -1 }, '`first` is `-1`'],
    [{ first: 1.5 }, '`first` is `1.5`'],
    [{ orderBy: { field: '__proto__', direction: 'ASC' } }, 'cannot be ordered by `__proto__`'],
    [
      { orderBy: { field: 'NAME', direction: 'asc; drop table sighting' as 'ASC' } },
      'cannot be ordered by `NAME`',
    ],
    [{ filter: { times: 'x' } }, 'a filter of `times` must be a valid integer'],
    [{ filter: { open: 1 } }, 'a filter of `isOpen` must be a valid boolean'],
    [{ filter: { text: 'a\0' } }, 'a filter of `name` must be a valid text'],
    [{ filter: { text: 'x'.repeat(1_001) } }, 'more than 1000 characters'],
    [{ filter: { name: Array.from({ length: 1_001 }, () => 'x') } }, 'more than 1000 values'],
  ] as const)("refuses %j as the caller's mistake", async (given, message) => {
    const store = await filled([]);
    for (const answer of [
      connection(store, sightings, lists)(given),
      connectionBy(store, sightings, 'parent', lists)('p', given),
    ]) {
      await expect(answer).rejects.toMatchObject({
        message: expect.stringContaining(message),
        extensions: { code: 'BAD_USER_INPUT', exposed: true },
      });
    }
  });

  it('throws on what its table or its filters do not have, instead of answering more', async () => {
    const store = await filled([]);
    await expect(connection(store, sightings, lists)({ filter: { constructor: 1 } })).rejects.toThrow(
      'no filter is declared',
    );
    const unknown = {
      ...lists,
      orders: { X: 'nothing' as 'name' },
      defaultOrder: { field: 'X', direction: 'ASC' },
    } as const;
    expect(() => connection(store, sightings, unknown)).toThrow('has no column for `nothing`');
    const json = {
      ...lists,
      orders: { X: 'order' },
      defaultOrder: { field: 'X', direction: 'ASC' },
    } as const;
    expect(() => connection(store, sightings, json)).toThrow('which is json');
  });
});

function encode(content: unknown, text: string = seal.text): string {
  return sealed(JSON.stringify(content), { ...seal, text });
}
