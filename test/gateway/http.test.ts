import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, ask, composed, gatewayKey, openRoom, type Answer, type TinyRoom } from './tiny-room.ts';
import { startSubgraph } from './tiny-subgraph.ts';

let room: TinyRoom;
let bearer: Record<string, string>;
beforeAll(async () => {
  room = await openRoom();
  bearer = { authorization: `Bearer ${await room.token()}` };
});
afterAll(() => room.close());

const json = { 'content-type': 'application/json' };
const get = async (path: string, headers: Record<string, string> = bearer): Promise<Answer> =>
  answerOf(await fetch(`${room.url}${path}`, { headers, redirect: 'manual' }));
const post = async (path: string, body: string, headers: Record<string, string>): Promise<Answer> =>
  answerOf(await fetch(`${room.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' }));

test('a query is answered in the GraphQL media type, with a trace id, and is kept by nobody', async () => {
  const answer = await room.ask('{ jurisdiction(fips: "13121") { name riskScore } }');
  expect(answer.data).toEqual({ jurisdiction: { name: 'Fulton', riskScore: 7 } });
  expect(answer.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('who accepts only application/json gets it', async () => {
  const answer = await room.ask('{ __typename }', undefined, { accept: 'application/json' });
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.data).toEqual({ __typename: 'Query' });
});

test.each<[string, Record<string, string>]>([
  ['no token', {}],
  ['a token that is none', { authorization: 'Bearer x.y.z' }],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['a cookie that is no token', { cookie: 'watchfloor_session=x', 'sec-fetch-site': 'same-origin' }],
  [
    'identity claimed in headers',
    { 'x-user-id': 'auditor', 'x-gateway-context': '{"agency":"cyber"}', 'x-forwarded-user': 'auditor' },
  ],
])('a request with %s is refused before its body is read', async (_, headers) => {
  const answer = await ask(room.url, { query: 'not even GraphQL' }, headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/graphql-response+json');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(answer.errors?.[0]?.extensions.traceId).toBe(answer.headers.get('x-trace-id'));
  expect(answer).not.toHaveProperty('data');
});

test('identity that a client puts into extensions is not looked at', async () => {
  const extensions = { jwt: { claims: { agency: 'cyber', sub: 'root' } } };
  const answer = await ask(room.url, { query: '{ viewer { agency } }', extensions }, bearer);
  expect(answer.data).toEqual({ viewer: { agency: 'coordination' } });
});

test.each<[string, unknown, string]>([
  ['a document that is not GraphQL', { query: '{ a' }, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', { query: '{ jurisdicton { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown enum value', { query: '{ echo(kind: COUNTRY) }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an unknown enum value in a variable',
    { query: 'query ($k: Kind) { echo(kind: $k) }', variables: { k: 'COUNTRY' } },
    'BAD_USER_INPUT',
  ],
  [
    'a variable of another type',
    { query: 'query ($f: ID!) { jurisdiction(fips: $f) { name } }', variables: { f: { a: 1 } } },
    'BAD_USER_INPUT',
  ],
  ['a missing variable', { query: 'query ($f: ID!) { jurisdiction(fips: $f) { name } }' }, 'BAD_USER_INPUT'],
  ['an unknown operation name', { query: 'query A { __typename }', operationName: 'B' }, 'BAD_USER_INPUT'],
  ['no query', { variables: {} }, 'BAD_USER_INPUT'],
  ['a batch', [{ query: '{ __typename }' }], 'BAD_USER_INPUT'],
  ['a query that is no text', { query: { kind: 'Document' } }, 'BAD_USER_INPUT'],
  [
    'a persisted query',
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    'PERSISTED_QUERY_NOT_FOUND',
  ],
  ['a prototype in the body', JSON.parse('{"query":"{ __typename }","__proto__":{"a":1}}'), 'BAD_USER_INPUT'],
])('%s is the caller’s mistake: 400 with a code and no suggestion', async (_, body, code) => {
  const answer = await ask(room.url, body, bearer);
  expect(answer.status).toBe(400);
  expect(answer.errors?.[0]?.extensions).toEqual({ code, traceId: answer.headers.get('x-trace-id') });
  expect(answer.text).not.toMatch(/did you mean|jurisdictions|COUNTY|stack/i);
  expect(answer).not.toHaveProperty('data');
});

test('default values of variables decide what is skipped', async () => {
  const query =
    'query ($all: Boolean = false) { jurisdiction(fips: "13121") { name voters @include(if: $all) } }';
  expect((await room.ask(query)).data).toEqual({ jurisdiction: { name: 'Fulton' } });
  expect((await room.ask(query, { all: true })).data).toEqual({
    jurisdiction: { name: 'Fulton', voters: 1000 },
  });
});

describe('reading a request', () => {
  const query = '/graphql?query=%7B__typename%7D';

  test('GET asks queries and never mutates', async () => {
    const preflighted = { ...bearer, 'apollo-require-preflight': '1' };
    expect((await get(query, preflighted)).data).toEqual({ __typename: 'Query' });
    const before = room.elections.received.length;
    const mutation = await get(
      `/graphql?query=${encodeURIComponent('mutation { open(fips: "13121") { fips } }')}`,
      preflighted,
    );
    expect(mutation.status).toBe(405);
    expect(mutation.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(room.elections.received.length).toBe(before);
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', ''])(
    'a POST of %s is refused',
    async (type) => {
      const answer = await post('/graphql', '{"query":"{ __typename }"}', {
        ...bearer,
        ...(type ? { 'content-type': type } : {}),
      });
      expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([415, 'BAD_USER_INPUT']);
    },
  );

  test('the method is the one on the wire, whatever a header says', async () => {
    const body = JSON.stringify({ query: 'mutation { open(fips: "13121") { fips } }' });
    const answer = await post('/graphql', body, { ...bearer, ...json, 'x-http-method-override': 'DELETE' });
    expect(answer.data).toEqual({ open: { fips: '13121' } });
  });

  test('a body over 1 MB and one that is no JSON are refused in our words', async () => {
    const large = await post('/graphql', JSON.stringify({ query: ' '.repeat(1024 * 1024) }), {
      ...bearer,
      ...json,
    });
    expect([large.status, large.errors?.[0]?.message]).toEqual([
      413,
      'the body is too large, 1 MB is the limit',
    ]);
    const broken = await post('/graphql', '{"query"', { ...bearer, ...json });
    expect([broken.status, broken.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each<[string, string]>([
    ['cut off', '{"query":"{ secret'],
    ['in other quotes', "{'query':'{ secret }'}"],
    ['empty', ''],
  ])('a body that is no JSON, %s, is called so and not repeated', async (_, body) => {
    const answer = await post('/graphql', body, { ...bearer, ...json });
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([
      {
        message: expect.stringMatching(/^the body is not JSON: /),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(answer.text).not.toContain('secret');
  });

  test('an address that does not exist says where the graph is', async () => {
    const answer = await get('/nothing');
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([404, 'BAD_USER_INPUT']);
  });
});

test('an agency gets the gateway’s key, the trace id and nothing of the caller’s headers', async () => {
  const before = room.elections.received.length;
  const answer = await room.ask('{ jurisdictions { fips } }', undefined, {
    cookie: 'a=secret-cookie',
    'x-gateway-context': 'secret-context',
    'user-agent': 'secret-agent',
  });
  const [received] = room.elections.received.slice(before);
  expect(received?.headers.authorization).toBe(`Bearer ${agencyKey(gatewayKey, 'elections')}`);
  expect(received?.headers['x-watchfloor-request']).toBe(answer.headers.get('x-trace-id'));
  const text = JSON.stringify(received?.headers);
  for (const leak of ['secret', bearer['authorization'] ?? '', 'cookie']) expect(text).not.toContain(leak);
});

describe('probes', () => {
  test('a process that is up and can answer says so to anybody', async () => {
    expect([(await get('/health', {})).text, (await get('/ready', {})).text]).toEqual([
      '{"status":"up"}',
      '{"status":"ready"}',
    ]);
  });

  test('a gateway without the issuer’s keys is up and not ready', async () => {
    const early = await openRoom({
      verifier: { ready: () => false, verify: () => Promise.reject(new Error('no key')) },
    });
    try {
      expect((await fetch(`${early.url}/health`)).status).toBe(200);
      expect((await fetch(`${early.url}/ready`)).status).toBe(503);
    } finally {
      await early.close();
    }
  });
});

test('the schema as SDL is for who is signed in', async () => {
  expect((await get('/schema.graphql', {})).status).toBe(401);
  const { text, headers } = await get('/schema.graphql');
  expect(text).toContain('type Jurisdiction {');
  expect(text).not.toMatch(/join__|invalid\/graphql|@key/);
  expect(headers.get('content-type')).toContain('text/plain');
});

test('introspection is for who is signed in', async () => {
  const query = '{ __type(name: "Jurisdiction") { name } __schema { queryType { name } } }';
  expect((await room.ask(query)).data).toEqual({
    __type: { name: 'Jurisdiction' },
    __schema: { queryType: { name: 'Query' } },
  });
  expect((await ask(room.url, { query })).status).toBe(401);
});

test('introspection tells of every type whether it is an input of exactly one field', async () => {
  const sdl = 'type Query { a(by: By): Int } input By { id: ID }';
  const subgraph = await startSubgraph('elections', sdl, { Query: { a: () => 1 } });
  const supergraph = await composed([subgraph]);
  const other = await openRoom({ source: { current: () => supergraph, subscribe: () => () => undefined } });
  try {
    const { data } = await other.ask(
      '{ by: __type(name: "By") { isOneOf } id: __type(name: "ID") { isOneOf } }',
    );
    expect(data).toEqual({ by: { isOneOf: false }, id: { isOneOf: null } });
  } finally {
    await other.close();
    await subgraph.close();
  }
});

test.each<[string, object, string]>([
  [
    'with demo identities on an address that others reach',
    { host: '0.0.0.0' },
    'demo identities are refused',
  ],
  ['with demo identities on a name', { host: 'watchfloor.example' }, 'demo identities are refused'],
  ['without a gateway key', { gatewayKey: '' }, 'gateway key'],
  ['with a short gateway key', { gatewayKey: 'x'.repeat(31) }, 'gateway key'],
  ['with every origin allowed', { allowedOrigins: ['*'] }, 'not an origin'],
  ['with an origin that has a path', { allowedOrigins: ['https://a.example/b'] }, 'not an origin'],
  ['without a host', { host: '' }, 'host is missing'],
  ['with a port that is none', { port: 70_000 }, 'port `70000`'],
])('a gateway refuses to start %s', async (_, options, message) => {
  await expect(openRoom(options)).rejects.toThrow(message);
});

test('a taken port is an error and leaves nothing open', async () => {
  await expect(openRoom({ port: room.gateway.port })).rejects.toThrow('EADDRINUSE');
});

test('closing answers the request under way and accepts no other', async () => {
  const closing = await openRoom();
  let release = (): void => {};
  const arrived = new Promise<void>((arrive) => {
    closing.cyber.misbehave((response) => {
      release = () => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ data: { incidents: [{ id: 'late' }] } }));
      };
      arrive();
    });
  });
  const underWay = closing.ask('{ incidents { id } }');
  await arrived;
  const closed = closing.gateway.close();
  const refused = await new Promise((done) => {
    const socket = connect(closing.gateway.port, '127.0.0.1', () => done('connected'));
    socket.on('error', () => done('refused'));
  });
  release();
  expect((await underWay).data).toEqual({ incidents: [{ id: 'late' }] });
  await closed;
  expect(refused).toBe('refused');
  await closing.close();
});
