import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsForwarding } from '../../gateway/http/call-of.ts';
import { identifyAnybody } from '../../gateway/http/caller.ts';
import { openFrontDoor } from '../../gateway/http/front-door.ts';
import type { LeanRoute } from '../../gateway/http/lean-route.ts';
import { countApolloCalls, openBothRoutes, type BothRoutes } from './both-routes.ts';
import { openRoom, type TinyRoom } from './tiny-room.ts';

const origin = 'https://room.example';
const graphql = 'application/graphql-response+json';
const fulton = '{ jurisdiction(fips: "13121") { name } }';

let room: TinyRoom;
let routes: BothRoutes;
let authorization: string;
beforeAll(async () => {
  room = await openRoom({ allowedOrigins: [origin] });
  authorization = `Bearer ${await room.token()}`;
  routes = openBothRoutes(room.url, authorization);
  await routes.send({ headers: { accept: graphql }, body: { query: fulton } });
});
afterAll(async () => {
  await routes.close();
  await room.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends the pieces of a body with a pause before each. */
async function sendPieces(pieces: readonly string[], headers: OutgoingHttpHeaders): Promise<Answer> {
  const sent = httpRequest(`${room.url}/graphql`, {
    method: 'POST',
    headers: { authorization, accept: graphql, 'content-type': 'application/json', ...headers },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.on('error', () => undefined);
  sent.flushHeaders();
  for (const piece of pieces) {
    await sleep(20);
    sent.write(piece);
  }
  sent.end();
  const [response] = await answered;
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const pieces = (body: string): readonly string[] => body.match(/[^]{1,9}/g) ?? [];
const sized = (body: string): OutgoingHttpHeaders => ({ 'content-length': Buffer.byteLength(body) });

test('the router sees what is not the usual request, and nothing else', async () => {
  let seen = 0;
  const count = (): void => void (seen += 1);
  const channel = 'tracing:fastify.request.handler:start';
  subscribe(channel, count);
  try {
    const ask = { headers: { accept: graphql }, body: { query: fulton } };
    for (const _ of [1, 2, 3]) await routes.send(ask);
    expect(seen).toBe(0);
    await routes.send({ ...ask, headers: { ...ask.headers, origin } });
    await routes.send({ ...ask, search: '?a=1' });
    await routes.send({ ...ask, body: { query: '{ __typename } # new' } });
    expect(seen).toBe(3);
  } finally {
    unsubscribe(channel, count);
  }
});

describe('a lean route that fails', () => {
  const asking = async (answer: LeanRoute['answer']): Promise<string> => {
    const app = fastify();
    const principal = identifyAnybody();
    openFrontDoor({
      lean: { admits: () => true, answer },
      identify: () => principal,
      callOf: callsForwarding([]),
      headers: {},
      answersOrigins: false,
      bodyLimit: 1000,
    }).standBefore(app);
    app.post('/graphql', ({ body }) => ({ router: body }));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    try {
      const headers = { 'content-type': 'application/json' };
      const answered = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"a":1}' });
      return await answered.text();
    } finally {
      await app.close();
    }
  };

  test('before it has begun leaves the request to the router', async () => {
    const failing = (): never => {
      throw new Error('the rules cannot be read');
    };
    expect(await asking(failing)).toBe('{"router":{"a":1}}');
  });

  test('later ends the connection', async () => {
    await expect(asking(() => Promise.reject(new Error('no words')))).rejects.toThrow('fetch failed');
  });
});

describe('where pages of other origins may read answers', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['nobody’s page', {}],
    ['an allowed page', { origin }],
    ['another page', { origin: 'https://elsewhere.example' }],
  ])('%s is answered alike by both routes', async (_, headers) => {
    const answer = await routes.same({ headers: { accept: graphql, ...headers }, body: { query: fulton } });
    expect(answer).toMatchObject({ status: 200, headers: { vary: 'Origin' } });
    expect(answer.headers['access-control-allow-origin']).toBe(
      headers['origin'] === origin ? origin : undefined,
    );
  });
});

describe('a body', () => {
  const known = JSON.stringify({ query: fulton, operationName: null });
  const expected = async (query: string): Promise<string> =>
    (await routes.send({ headers: { accept: graphql }, body: { query } })).text;

  test.each<[string, OutgoingHttpHeaders]>([
    ['of a said length', sized(known)],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('%s may come slowly', async (_, headers) => {
    const answer = await sendPieces(pieces(known), headers);
    expect(answer).toMatchObject({ status: 200, body: await expected(fulton) });
  });

  test('that came in pieces is handed on whole', async () => {
    const query = '{ jurisdiction(fips: "13121") { name level } } # Bögen ⚑';
    const body = JSON.stringify({ query });
    const apollo = countApolloCalls();
    try {
      const answer = await sendPieces(pieces(body), { ...sized(body), ...apollo.headers });
      expect(answer.status).toBe(200);
      expect(apollo.calls()).toBe(1);
      expect(answer.body).toBe(await expected(query));
    } finally {
      apollo.restore();
    }
  });

  test('of no bytes is refused', async () => {
    expect(await sendPieces([], { 'content-length': 0 })).toMatchObject({
      status: 400,
      body: expect.stringContaining('it is empty'),
    });
  });

  test.each<[string, string]>([
    ['as it is', '__proto__'],
    ['in disguise', '\\u005f_proto__'],
  ])('with the key of a prototype is refused, written %s', async (_, key) => {
    const body = `{"query":${JSON.stringify(fulton)},"variables":{"${key}":{"a":1}}}`;
    const answer = await routes.send({ headers: { accept: graphql }, body });
    expect(answer).toMatchObject({
      status: 400,
      byApollo: false,
      text: expect.stringContaining('__proto__'),
    });
  });

  test('that says `constructor` in a harmless place is answered', async () => {
    const answer = await routes.same({
      headers: { accept: graphql },
      body: { query: fulton, variables: { note: 'constructor \\u005f' } },
    });
    expect(answer).toMatchObject({ status: 200, text: await expected(fulton) });
  });

  test('of somebody who is not let in is not waited for', async () => {
    for (const refused of ['Bearer nobody', 'Basic YTpi', '']) {
      const sent = httpRequest(`${room.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: refused,
          accept: graphql,
          'content-type': 'application/json',
          'content-length': 1000,
        },
      });
      sent.on('error', () => undefined).flushHeaders();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toBe('Bearer');
      sent.destroy();
    }
  });

  test('that breaks off does no harm', async () => {
    for (let time = 0; time < 5; time += 1) {
      const sent = httpRequest(`${room.url}/graphql`, {
        method: 'POST',
        headers: { authorization, accept: graphql, 'content-type': 'application/json', 'content-length': 50 },
      });
      sent.on('error', () => undefined).write('{"query"');
      await sleep(20);
      sent.destroy();
    }
    expect((await routes.send({ headers: { accept: graphql }, body: { query: fulton } })).status).toBe(200);
  });
});

test('every answer has a trace id of its own', async () => {
  const body = JSON.stringify({ query: fulton });
  const answers = await Promise.all([1, 2, 3].map(() => sendPieces([body], sized(body))));
  const traces = answers.map(({ headers }) => headers['x-trace-id']);
  expect(new Set(traces).size).toBe(3);
  for (const trace of traces) expect(trace).toMatch(/^[\da-f-]{36}$/);
});
