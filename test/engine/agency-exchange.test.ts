import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openAgencyExchange } from '../../gateway/execute/compiled/agency-exchange.ts';
import { openCircuitBreaker } from '../../gateway/execute/compiled/circuit-breaker.ts';
import { shareExchange, type SharedRequest } from '../../gateway/execute/compiled/shared-exchange.ts';
import { gatewayKey } from './engine-room.ts';

type Answer = (response: ServerResponse, request: IncomingMessage, number: number) => void;

interface Agency {
  readonly url: string;
  readonly asked: () => number;
  readonly left: () => number;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function agency(answer: Answer): Promise<Agency> {
  let asked = 0;
  let left = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const number = asked;
    response.on('close', () => {
      if (!response.writableFinished) left += 1;
    });
    request.resume().on('end', () => answer(response, request, number));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/graphql`, asked: () => asked, left: () => left };
}

function exchange(failures = 100) {
  const opened = shareExchange(openAgencyExchange(gatewayKey, { timeoutMs: 500, maximumBytes: 1000 }), {
    failures,
    pauseMs: 200,
  });
  open.push(() => opened.close());
  return opened;
}

const request = (url: string, over: Partial<SharedRequest> = {}): SharedRequest => ({
  agency: 'elections',
  url,
  traceId: 'trace',
  body: '{"query":"{a}"}',
  repeatable: true,
  audience: 'caller',
  ...over,
});

const json = (response: ServerResponse, text = '{"data":{}}'): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text);
};

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

test.each(failures)('an agency that $name is told by $code', async ({ code, answer }) => {
  const { url } = await agency(answer);
  expect(await exchange().send(request(url))).toEqual({ kind: 'failed', code });
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

describe('a connection that broke before an answer', () => {
  const breaking: Answer = (response, { socket }, number) =>
    number === 1 ? socket.destroy() : json(response);

  test('is tried once more for a query', async () => {
    const { url, asked } = await agency(breaking);
    expect(await exchange().send(request(url))).toEqual({ kind: 'text', text: '{"data":{}}' });
    expect(asked()).toBe(2);
  });

  test('is not tried again for a mutation', async () => {
    const { url, asked } = await agency(breaking);
    expect((await exchange().send(request(url, { repeatable: false }))).kind).toBe('failed');
    expect(asked()).toBe(1);
  });
});

describe('the same question at the same time', () => {
  const slow: Answer = (response) => void setTimeout(() => json(response), 50);
  test.each([
    { rule: 'is asked once for one caller', over: {}, times: 1 },
    { rule: 'is asked for each caller', over: { audience: 'another' }, times: 2 },
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
    const reply = exchange().send(request(url, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect(await reply).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    await expect.poll(left).toBe(1);
  });

  test('leaves the answer to the others', async () => {
    const { url, asked } = await agency((response) => void setTimeout(() => json(response), 100));
    const shared = exchange();
    const controller = new AbortController();
    const gone = shared.send(request(url, { signal: controller.signal }));
    const other = shared.send(request(url, { signal: new AbortController().signal }));
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

test('a breaker lets one request through after each pause until one succeeds', () => {
  let now = 0;
  const breaker = openCircuitBreaker({ failures: 2, pauseMs: 10 }, () => now);
  breaker.note(false);
  expect(breaker.admits()).toBe(true);
  breaker.note(false);
  expect(breaker.admits()).toBe(false);
  now = 10;
  expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  breaker.note(false);
  now = 20;
  expect(breaker.admits()).toBe(true);
  breaker.note(true);
  expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
});
