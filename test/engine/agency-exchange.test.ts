import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { AuthorizationOf } from '../../gateway/execute/compiled/agency-exchange.ts';
import { departureBy } from '../../gateway/execute/compiled/departure.ts';
import type { SharedRequest } from '../../gateway/execute/compiled/shared-exchange.ts';
import { agency, exchange, json, request, transports, type Answer } from './agency-server.ts';
import { callerWith, gatewayKey } from './engine-room.ts';

const failures: readonly { name: string; code: string; answer: Answer }[] = [
  { name: 'never answers', code: 'SUBGRAPH_TIMEOUT', answer: () => {} },
  {
    name: 'stops in the middle',
    code: 'SUBGRAPH_TIMEOUT',
    answer: (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  },
  {
    name: 'breaks the connection',
    code: 'SUBGRAPH_UNAVAILABLE',
    answer: (_, { socket }) => socket.destroy(),
  },
  { name: 'answers 503', code: 'SUBGRAPH_UNAVAILABLE', answer: (response) => response.writeHead(503).end() },
  { name: 'answers HTML', code: 'SUBGRAPH_MALFORMED', answer: (response) => response.end('<html>') },
  {
    name: 'redirects',
    code: 'SUBGRAPH_MALFORMED',
    answer: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
  },
  {
    name: 'answers packed',
    code: 'SUBGRAPH_MALFORMED',
    answer: (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync('{"data":{}}')),
  },
  {
    name: 'says too much',
    code: 'SUBGRAPH_MALFORMED',
    answer: (response) => json(response, `{"data":"${'x'.repeat(2000)}"}`),
  },
];

describe.each(transports)('by $way', ({ transportTo }) => {
  const asking = () => exchange(100, 64, undefined, transportTo);

  test.each(failures)('an agency that $name is told by $code', async ({ code, answer }) => {
    const { url } = await agency(answer);
    expect(await asking().send(request(url))).toEqual({ kind: 'failed', code });
  });

  test('an agency where nobody listens is told by SUBGRAPH_UNAVAILABLE', async () => {
    const reply = await asking().send(request('http://127.0.0.1:1/graphql'));
    expect(reply).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
  });

  test.each<[string, Answer]>([
    [
      'in pieces',
      (response) => {
        const headers = { 'content-type': 'application/json', 'content-length': 11 };
        response.writeHead(200, headers).write('{"data":');
        setTimeout(() => response.end('{}}'), 20);
      },
    ],
    [
      'until the connection ends',
      (_response, { socket }) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"data":{}}'),
    ],
    [
      'in chunks',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
        setTimeout(() => response.end('{}}'), 20);
      },
    ],
  ])('an answer that comes %s is whole', async (_, answer) => {
    const { url } = await agency(answer);
    expect(await asking().send(request(url))).toEqual({ kind: 'text', text: '{"data":{}}' });
  });

  test('texts beyond ASCII arrive, there and back', async () => {
    const { url, bodies } = await agency((response) => json(response, '{"data":{"a":"Bögen ⚑ 🏃"}}'));
    const body = '{"query":"{a}","variables":{"a":"Ärger ⚑ 🏃"}}';
    const text = '{"data":{"a":"Bögen ⚑ 🏃"}}';
    expect(await asking().send(request(url, { body }))).toEqual({ kind: 'text', text });
    expect(bodies).toEqual([body]);
  });

  test.each<[string, string, string]>([
    ['a value', 'x-tenant', 'a\r\nx-other: b'],
    ['a value beyond Latin-1', 'x-tenant', '⚑'],
    ['a name', 'x-tenant: a\r\nx-other', 'b'],
  ])('%s that would make another header keeps the request from being sent', async (_, name, value) => {
    const { url, asked } = await agency((response) => json(response));
    const reply = await asking().send(request(url, { forwarded: [[name, value]] }));
    expect(reply).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    expect(asked()).toBe(0);
  });

  test('a connection that broke before an answer is tried once more for a query, never for a mutation', async () => {
    const breaking: Answer = (response, { socket }, number) =>
      number === 1 ? socket.destroy() : json(response);
    const [query, mutation] = [await agency(breaking), await agency(breaking)];
    expect(await asking().send(request(query.url))).toEqual({ kind: 'text', text: '{"data":{}}' });
    expect((await asking().send(request(mutation.url, { repeatable: false }))).kind).toBe('failed');
    expect([query.asked(), mutation.asked()]).toEqual([2, 1]);
  });

  test('an exchange that is closed answers whoever waits, and nobody else', async () => {
    const { url } = await agency(() => {});
    const shared = exchange(100, 1, undefined, transportTo);
    const waiting = ['{"query":"{a}"}', '{"query":"{b}"}'].map((body) => shared.send(request(url, { body })));
    setTimeout(() => void shared.close(), 50);
    const late = Promise.all(waiting).then(() => shared.send(request(url, { body: '{"query":"{c}"}' })));
    for (const reply of [...waiting, late]) expect((await reply).kind).toBe('failed');
  });
});

test('an agency learns the gateway’s key and the trace, and nothing else of the request', async () => {
  let headers: IncomingMessage['headers'] = {};
  const { url } = await agency((response, { headers: got }) => {
    headers = got;
    json(response);
  });
  await exchange().send(request(url));
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'x-watchfloor-request',
  ]);
  expect(headers.authorization).toBe(`Bearer ${agencyKey(gatewayKey, 'elections')}`);
});

describe('what goes on from the caller to an agency', () => {
  const heard = async (
    forwarded: SharedRequest['forwarded'],
    authorizationOf?: AuthorizationOf,
  ): Promise<IncomingMessage['headers']> => {
    let headers: IncomingMessage['headers'] = {};
    const { url } = await agency((response, { headers: got }) => {
      headers = got;
      json(response);
    });
    await exchange(100, 64, authorizationOf).send(request(url, { forwarded }));
    return headers;
  };

  test('is what the request says, and never in the place of what the gateway says itself', async () => {
    const headers = await heard([
      ['x-tenant', 'a'],
      ['authorization', 'Bearer caller'],
      ['accept-encoding', 'gzip'],
      ['x-watchfloor-request', 'another'],
      ['host', 'elsewhere'],
    ]);
    expect(headers).toMatchObject({
      'x-tenant': 'a',
      authorization: `Bearer ${agencyKey(gatewayKey, 'elections')}`,
      'accept-encoding': 'identity',
      'x-watchfloor-request': 'trace',
    });
    expect(headers.host).toMatch(/^127\.0\.0\.1:/);
  });

  test('is its authorization where the gateway has none of its own', async () => {
    const forwarded = [['authorization', 'Bearer caller']] as const;
    expect((await heard(forwarded, () => undefined)).authorization).toBe('Bearer caller');
    expect(await heard([], () => undefined)).not.toHaveProperty('authorization');
  });

  test('is a signature that is made from agency, caller and body', async () => {
    const { authorization } = await heard(
      [],
      (name, { body, principal }) => `${name} ${principal.id} ${body.length}`,
    );
    expect(authorization).toBe('elections caller 15');
  });
});

test('equal questions share an answer though each would be signed anew', async () => {
  const { url, asked } = await agency((response) => void setTimeout(() => json(response), 50));
  let signatures = 0;
  const shared = exchange(100, 64, () => `Signature ${(signatures += 1)}`);
  await Promise.all([shared.send(request(url)), shared.send(request(url))]);
  expect([asked(), signatures]).toEqual([1, 1]);
});

test('a signature that cannot be made is a request that is not sent', async () => {
  const { url, asked } = await agency((response) => json(response));
  const shared = exchange(100, 64, () => {
    throw new Error('no key');
  });
  expect(await shared.send(request(url))).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
  expect(asked()).toBe(0);
});

describe('the same question at the same time', () => {
  const slow: Answer = (response) => void setTimeout(() => json(response), 50);
  test.each([
    { rule: 'is asked once for one caller', over: {}, times: 1 },
    {
      rule: 'is asked once for callers of whom the same is known',
      over: { principal: callerWith() },
      times: 1,
    },
    { rule: 'is asked for each caller', over: { principal: callerWith({ id: 'another' }) }, times: 2 },
    {
      rule: 'is asked for each forwarded header',
      over: { forwarded: [['x-tenant', 'b']] as const },
      times: 2,
    },
    { rule: 'is another question with other words', over: { body: '{"query":"{b}"}' }, times: 2 },
    { rule: 'is asked each time if it changes something', over: { repeatable: false }, times: 2 },
  ])('$rule', async ({ over, times }) => {
    const { url, asked } = await agency(slow);
    const shared = exchange();
    const first = request(url, 'repeatable' in over ? { repeatable: false } : {});
    const answers = await Promise.all([shared.send(first), shared.send(request(url, over))]);
    expect(answers.map(({ kind }) => kind)).toEqual(['text', 'text']);
    expect(asked()).toBe(times);
  });

  test('is asked anew when the answer has come', async () => {
    const { url, asked } = await agency(slow);
    const shared = exchange();
    await shared.send(request(url));
    await shared.send(request(url));
    expect(asked()).toBe(2);
  });
});

describe('a caller that goes away', () => {
  test('ends the exchange when nobody else waits for it', async () => {
    const { url, left } = await agency(() => {});
    const controller = new AbortController();
    const reply = exchange().send(request(url, { departure: departureBy(controller.signal) }));
    setTimeout(() => controller.abort(), 50);
    expect(await reply).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    await expect.poll(left).toBe(1);
  });

  test('leaves the answer to the others', async () => {
    const { url, asked } = await agency((response) => void setTimeout(() => json(response), 100));
    const shared = exchange();
    const controller = new AbortController();
    const gone = shared.send(request(url, { departure: departureBy(controller.signal) }));
    const other = shared.send(request(url, { departure: departureBy(new AbortController().signal) }));
    controller.abort();
    expect([(await gone).kind, (await other).kind, asked()]).toEqual(['failed', 'text', 1]);
  });
});

test('an agency that fails again and again is left alone, tried once after a pause, and then asked again', async () => {
  let healthy = false;
  const { url, asked } = await agency((response) =>
    healthy ? json(response) : response.writeHead(500).end(),
  );
  const shared = exchange(3);
  for (let time = 0; time < 5; time += 1) await shared.send(request(url));
  expect(asked()).toBe(3);
  healthy = true;
  await expect.poll(async () => (await shared.send(request(url))).kind).toBe('text');
  expect(asked()).toBe(4);
});
