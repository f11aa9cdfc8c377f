import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWholeRoom, operationNames } from './whole-room.ts';
import type { RoomAnswer, WholeRoom } from './whole-room.ts';

describe('our engine answers as the stock one', () => {
  let stock: WholeRoom;
  let ours: WholeRoom;
  beforeAll(async () => {
    stock = await openWholeRoom({ engine: 'apollo' });
    ours = await openWholeRoom({ engine: 'compiled' });
  });
  afterAll(async () => {
    await stock.close();
    await ours.close();
  });

  /** What a client sees of an answer; each gateway has its own trace ids. */
  const seen = ({ status, data, errors }: RoomAnswer): object => ({
    status,
    data,
    errors: errors
      .map(({ message, path, extensions: { code, agency } }) =>
        JSON.stringify({ message, path, code, agency }),
      )
      .toSorted((a, b) => (a < b ? -1 : 1)),
  });

  test.each(operationNames())('%s, in the same bytes and with no more SQL', async (name) => {
    const [one, other] = [await stock.ask(name), await ours.ask(name)];
    expect(JSON.stringify(other.data)).toBe(JSON.stringify(one.data));
    expect(seen(other)).toEqual(seen(one));
    expect(other.statements).toBeLessThanOrEqual(one.statements);
  });

  test.each([
    ['an unknown field', '{ nothing }'],
    ['a bad variable', 'query ($id: OcdId!) { situation(jurisdiction: $id) { id } }'],
    ['an argument that the agency refuses', '{ jurisdictions(first: 500) { totalCount } }'],
    ['introspection', '{ __schema { queryType { name } types { name } } }'],
    ['the gateway’s own fields', '{ viewer { id agency roles } __typename }'],
  ])('%s', async (_, query) => {
    expect(seen(await ours.ask(query))).toEqual(seen(await stock.ask(query)));
  });

  test('an agency that is gone, for every question', async () => {
    await Promise.all([stock, ours].map((room) => room.end('law-enforcement')));
    for (const name of operationNames()) {
      expect(seen(await ours.ask(name)), name).toEqual(seen(await stock.ask(name)));
    }
  });
});
