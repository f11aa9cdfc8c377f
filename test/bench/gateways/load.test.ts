import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLoadGenerator, tokenPlace, type LoadGenerator, type LoadJob } from './load.ts';
import { openSubgraphServer, type SubgraphServer } from './subgraph-server.ts';

// What a gateway under load may do wrong; `token` is the one of the caller.
type Answer = (response: ServerResponse, token: string) => void;
const expected = { data: { user: `who ${tokenPlace} is`, list: [1, 2] } };
const bodyFor = (token: string): string => JSON.stringify(expected).replaceAll(tokenPlace, token);

let load: LoadGenerator;
let subgraphs: SubgraphServer;
beforeAll(async () => {
  load = openLoadGenerator(() => undefined);
  subgraphs = await openSubgraphServer(() => undefined);
});
afterAll(async () => {
  await load.stop();
  await subgraphs.stop();
});

async function underLoad(answer: Answer, more: Partial<LoadJob> = {}) {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume().on('end', () => answer(response, (request.headers.authorization ?? '').slice(7)));
  };
  const server = createServer(handle).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  try {
    return await load.run({
      port: (server.address() as AddressInfo).port,
      path: '/graphql',
      connections: 3,
      distinct: true,
      questions: [{ body: '{"query":"{ user }"}', answer: JSON.stringify(expected) }],
      until: { requests: 12 },
      ...more,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

let first: string | undefined;
let broken: ServerResponse | undefined;
test.each<[string, number, Answer]>([
  ['the answer of the caller is right', 0, (response, token) => response.end(bodyFor(token))],
  [
    'an answer in chunks is read whole',
    0,
    (response, token) => {
      const body = bodyFor(token);
      response.write(body.slice(0, 20));
      setImmediate(() => response.end(body.slice(20)));
    },
  ],
  [
    'an answer with its keys in another order is right',
    0,
    (response, token) => response.end(`{"data":{"list":[1,2],"user":"who ${token} is"}}`),
  ],
  [
    'an answer that was made for another caller is wrong',
    11,
    (response, token) => {
      first ??= token;
      response.end(bodyFor(first));
    },
  ],
  ['a status that is not 200 is wrong', 12, (response, token) => response.writeHead(500).end(bodyFor(token))],
  [
    'data with errors beside it is wrong',
    12,
    (response, token) => response.end(`{"errors":[{"message":"no"}],${bodyFor(token).slice(1)}`),
  ],
  [
    'a connection that breaks is a wrong answer, and the next request has another',
    1,
    (response, token) => {
      broken ??= response;
      if (broken === response) response.destroy();
      else response.end(bodyFor(token));
    },
  ],
  ['an answer that ends early is wrong', 12, (response, token) => response.end(bodyFor(token).slice(0, -1))],
])('%s', async (_rule, wrong, answer) => {
  expect(await underLoad(answer)).toMatchObject({ wrong });
});

test('without distinct callers every request is the same caller', async () => {
  const tokens = new Set<string>();
  const collect: Answer = (response, token) => {
    tokens.add(token);
    response.end(bodyFor(token));
  };
  await underLoad(collect, { distinct: false });
  expect(tokens.size).toBe(1);
  await underLoad(collect);
  expect(tokens.size).toBe(13);
});

async function askAccounts(token: string | undefined, session: string): Promise<unknown> {
  const response = await fetch(subgraphs.urlOf('accounts'), {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: 'query ($session: String) { users(session: $session) { name } }',
      variables: { session },
    }),
  });
  return response.json();
}

test('a subgraph writes the token of each caller into its answer, also when it answers from memory', async () => {
  const before = await subgraphs.calls();
  for (const token of ['t000000000000001', 't000000000000002', 't000000000000001']) {
    expect(await askAccounts(token, token)).toMatchObject({
      data: { users: expect.arrayContaining([{ name: `Table Maker ${token}` }]) },
    });
  }
  expect((await subgraphs.calls()) - before).toBe(3);
});

test('a subgraph refuses an argument of another caller, and a request without authorization', async () => {
  expect(await askAccounts('t000000000000001', 't000000000000002')).toMatchObject({
    errors: [{ message: 'the session is not that of the caller' }],
  });
  expect(await askAccounts(undefined, 't000000000000001')).toEqual({
    errors: [{ message: "the caller's authorization did not arrive" }],
  });
});
