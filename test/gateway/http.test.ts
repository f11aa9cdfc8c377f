import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, ask, openRoom, type Answer, type TinyRoom } from './tiny-room.ts';

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

/** Node's fetch does not let a test choose `Host`. */
function withHost(
  host: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<number> {
  return new Promise((done, fail) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = httpRequest(`${room.url}${path}`, { method, headers: { ...headers, host } }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

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

  test('a GET that a page could make without a preflight is refused', async () => {
    expect((await get(query)).status).toBe(400);
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
  expect(received?.headers.authorization).toBe('Bearer a-gateway-key-for-tests-0123456789abcdef');
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

describe('the demonstration’s sign-in', () => {
  const login = (headers: Record<string, string> = {}, persona = 'player'): Promise<Answer> =>
    post('/dev/login', JSON.stringify({ persona }), { ...json, ...headers });
  const cookieOf = (answer: Answer): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const own = { 'sec-fetch-site': 'same-origin' };

  test('offers every persona as a card, marked as a demonstration, and runs no script', async () => {
    const page = await get('/dev/login', {});
    expect(page.text.match(/<button name="persona"/g)).toHaveLength(13);
    expect(page.text).toContain('Demo identities');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.text).not.toContain('<script');
  });

  test('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await login();
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie');
    expect(cookie).toMatch(/^watchfloor_session=[\w.-]+; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.text).not.toContain(cookieOf(answer).split('=')[1]);
  });

  test('a form leads on to the playground', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: room.url, ...own };
    const answer = await post('/dev/login', 'persona=auditor', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/playground/']);
    expect(cookieOf(answer)).not.toBe('');
  });

  test('the cookie is a session: who am I, ask, sign out', async () => {
    const cookie = cookieOf(await login());
    const session = await get('/dev/session', { cookie, ...own });
    expect(JSON.parse(session.text)).toMatchObject({
      persona: 'player',
      agency: 'elections',
      exercise: true,
      demo: true,
    });
    const asked = await ask(room.url, { query: '{ viewer { roles } }' }, { cookie, ...own });
    expect(asked.data).toEqual({ viewer: { roles: ['PLAYER'] } });
    const out = await post('/dev/logout', '{}', { ...json, cookie, ...own });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^watchfloor_session=;/);
    expect((await get('/dev/session', own)).status).toBe(401);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that is hidden', { origin: 'null' }],
    [
      'another origin that claims to be the same site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['nobody knows which page', {}],
  ])('a cookie sent by %s counts for nothing', async (_, headers) => {
    const cookie = cookieOf(await login());
    expect((await ask(room.url, { query: '{ __typename }' }, { cookie, ...headers })).status).toBe(401);
    expect((await get('/dev/session', { cookie, ...headers })).status).toBe(401);
  });

  test('a name of somebody else that leads here gets no session', async () => {
    const cookie = cookieOf(await login());
    const rebound = { ...json, cookie, origin: 'http://evil.example', ...own };
    expect(await withHost('evil.example', '/graphql', rebound, '{"query":"{ __typename }"}')).toBe(401);
    expect(await withHost('evil.example', '/dev/login', { ...json, ...own }, '{"persona":"auditor"}')).toBe(
      403,
    );
    expect(await withHost('evil.example', '/dev/login', json, '{"persona":"auditor"}')).toBe(403);
    expect(await withHost('localhost', '/dev/login', json, '{"persona":"auditor"}')).toBe(200);
  });

  test('a page of another origin signs nobody in', async () => {
    const answer = await login({ origin: 'https://evil.example' });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test.each(['nobody', '', '__proto__'])('persona `%s` is refused', async (persona) => {
    expect((await login({}, persona)).status).toBe(400);
  });

  test('a token that is refused is not rescued by a good cookie', async () => {
    const cookie = cookieOf(await login());
    const answer = await ask(
      room.url,
      { query: '{ __typename }' },
      { cookie, ...own, authorization: 'Bearer x.y.z' },
    );
    expect(answer.status).toBe(401);
  });

  test('where the demo is off there is no sign-in and no cookie counts', async () => {
    const cookie = cookieOf(await login());
    const strict = await openRoom({}, { demo: false });
    try {
      expect((await fetch(`${strict.url}/dev/login`)).status).toBe(404);
      expect((await fetch(`${strict.url}/dev/session`, { headers: { cookie, ...own } })).status).toBe(404);
      expect((await ask(strict.url, { query: '{ __typename }' }, { cookie, ...own })).status).toBe(401);
    } finally {
      await strict.close();
    }
  });
});

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('may read nothing unless the operator allows their origin', async () => {
    const answer = await preflight(room.url, 'https://board.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('that are allowed may ask with a token of their own, never with the cookie', async () => {
    const open = await openRoom({ allowedOrigins: ['https://board.example'] });
    try {
      const allowed = await preflight(open.url, 'https://board.example');
      expect(allowed.headers.get('access-control-allow-origin')).toBe('https://board.example');
      expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
      const other = await preflight(open.url, 'https://other.example');
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await open.close();
    }
  });
});

describe('the playground', () => {
  test('that is not built says how to build it', async () => {
    const page = await get('/playground/', {});
    expect(page.text).toContain('npm run prepare');
    expect((await get('/', {})).headers.get('location')).toBe('/playground/');
  });

  test('that is built comes with its strict policy and nothing beside its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'index.html'), '<title>Watchfloor</title>');
    await writeFile(join(folder, 'dist', '.build'), 'hidden');
    await writeFile(join(folder, 'secret.txt'), 'secret');
    const built = await openRoom({ consoleFolder: join(folder, 'dist') });
    try {
      const page = await fetch(`${built.url}/playground/`);
      expect(await page.text()).toContain('Watchfloor');
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      for (const path of [
        '/playground/..%2fsecret.txt',
        '/playground/.build',
        '/playground/%2e%2e/secret.txt',
      ]) {
        expect((await fetch(`${built.url}${path}`)).status).not.toBe(200);
      }
    } finally {
      await built.close();
      await rm(folder, { recursive: true });
    }
  });
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
