import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countApolloCalls } from './both-routes.ts';
import { openRoom, type TinyRoom } from './tiny-room.ts';

let room: TinyRoom;
let authorization: string;
const apollo = countApolloCalls();
/** When and which audits Apollo Server had no part in. */
const lean: string[] = [];
beforeAll(async () => {
  room = await openRoom();
  authorization = `Bearer ${await room.token()}`;
});
afterAll(async () => {
  apollo.restore();
  await room.close();
});

const audits = serverAudits({
  url: () => `${room.url}/graphql`,
  fetchFn: (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...init.headers, authorization, ...apollo.headers } }),
});

// GraphQL over HTTP, as its working group audits servers; what a server MAY do holds here as well. The first time a
// document goes through Apollo Server, the second time the lean way.
describe.each(['first', 'second'])('asked for the %s time', (time) => {
  test.each(audits)('$id $name', async ({ id, fn }) => {
    const before = apollo.calls();
    expect(await fn()).toMatchObject({ status: 'ok' });
    if (apollo.calls() === before) lean.push(`${time} ${id}`);
  });
});

test('no audit is left out, and the lean way is among those audited', () => {
  expect(audits.length).toBeGreaterThanOrEqual(60);
  // Also what is refused: 7B9B and 86EE have a bad variable.
  expect(lean).toEqual(expect.arrayContaining(['second 22EB', 'second 4655', 'second 7B9B', 'second 86EE']));
});
