import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBothRoutes, type BothRoutes, type Sent } from './both-routes.ts';
import { composed, openRoom, type TinyRoom } from './tiny-room.ts';

let room: TinyRoom;
let routes: BothRoutes;
beforeAll(async () => {
  room = await openRoom();
  routes = openBothRoutes(room.url, `Bearer ${await room.token()}`);
  // A header is known once it was answered.
  for (const accept of accepted)
    await routes.send({ headers: { accept }, body: { query: '{ __typename }' } });
});
afterAll(async () => {
  await routes.close();
  await room.close();
});

const graphql = 'application/graphql-response+json';
const accepted = [
  graphql,
  'application/json',
  '*/*',
  `${graphql}, application/json`,
  `application/json, ${graphql}`,
  `${graphql};q=0.5, application/json;q=0.9`,
  'application/json; charset=utf-8',
  'application/json, multipart/mixed',
  'multipart/mixed;deferSpec=20220824, application/json;q=0.1',
  'application/*',
];
const usual = { accept: graphql };
const fulton = '{ jurisdiction(fips: "13121") { name riskScore incidents { id } } }';
const byFips = 'query ByFips($f: ID!, $k: Kind) { jurisdiction(fips: $f) { name } echo(kind: $k) }';
const several = 'query A { __typename } query B { echo(text: "b") }';
const deep = `{ ${'incidents { victim { '.repeat(20)} fips ${'} }'.repeat(20)} }`;

describe('the lean route answers as Apollo Server does', () => {
  test.each<[string, unknown]>([
    ['a query', { query: fulton }],
    ['a query with variables', { query: byFips, variables: { f: '13089', k: 'STATE' } }],
    ['a query of the gateway’s own fields', { query: '{ viewer { id agency roles } }' }],
    [
      'introspection',
      { query: '{ __schema { types { name fields { name } } } __type(name: "Kind") { name } }' },
    ],
    [
      'null for what may be left out',
      { query: fulton, variables: null, operationName: null, extensions: null },
    ],
    ['extensions', { query: fulton, extensions: { some: 'value' } }],
    ['a variable that nobody declares', { query: fulton, variables: { nobody: 1 } }],
    ['an operation by its name', { query: several, operationName: 'B' }],
    ['an unknown operation name', { query: several, operationName: 'C' }],
    ['an empty operation name', { query: several, operationName: '' }],
    ['several operations and no name', { query: several }],
    ['a missing variable', { query: byFips }],
    ['a null variable', { query: byFips, variables: { f: null } }],
    ['variables of other types', { query: byFips, variables: { f: { a: 1 }, k: 'COUNTRY' } }],
    ['unknown fields', { query: '{ jurisdicton { name } nothing }' }],
    ['unknown fields and an unknown name', { query: 'query A { nothing naught }', operationName: 'B' }],
    ['a document without an operation', { query: 'fragment F on Query { __typename }' }],
    ['a subscription', { query: 'subscription { anything }' }],
    ['too deep an operation', { query: deep }],
    ['a mutation', { query: 'mutation { open(fips: "13121") { fips name } }' }],
    ['text beyond ASCII', { query: '{ echo(text: "Bögen ⚑ \\u00e9 🏃") }' }],
  ])('%s', async (_, body) => {
    for (const accept of [graphql, 'application/json']) {
      expect(await routes.same({ headers: { accept }, body })).toMatchObject({ lean: true });
    }
  });

  test.each(accepted)('accept: %s', async (accept) => {
    for (const query of [fulton, '{ nothing }']) {
      expect(await routes.same({ headers: { accept }, body: { query } })).toMatchObject({ lean: true });
    }
  });

  test('no accept header', async () => {
    await routes.send({ body: { query: fulton } });
    expect(await routes.same({ body: { query: fulton } })).toMatchObject({ lean: true });
  });

  test.each([1, 2, 3])('an agency that is gone (%i)', async () => {
    room.cyber.misbehave((response) => void response.destroy());
    try {
      for (const query of [
        fulton,
        '{ jurisdiction(fips: "13121") { name level } }',
        '{ incidents { id } }',
      ]) {
        const answer = await routes.same({ headers: usual, body: { query } });
        expect(answer).toMatchObject({ lean: true, status: 200 });
        expect(answer.text).toContain('SUBGRAPH_UNAVAILABLE');
      }
    } finally {
      room.cyber.misbehave(undefined);
    }
  });
});

describe('a request that is not the usual one is Apollo Server’s', () => {
  const query = encodeURIComponent('{ __typename }');
  test.each<[string, Sent, number]>([
    ['a GET', { method: 'GET', search: `?query=${query}`, headers: usual }, 200],
    [
      'a mutation by GET',
      {
        method: 'GET',
        search: `?query=${encodeURIComponent('mutation { open(fips: "13121") { fips } }')}`,
        headers: usual,
      },
      405,
    ],
    [
      'an accept header that allows neither',
      { headers: { accept: 'text/html' }, body: { query: fulton } },
      406,
    ],
    ['a batch', { headers: usual, body: [{ query: fulton }] }, 400],
    ['an empty object', { headers: usual, body: {} }, 400],
    ['no query', { headers: usual, body: { variables: {} } }, 400],
    ['an empty query', { headers: usual, body: { query: '' } }, 400],
    ['a query that is no text', { headers: usual, body: { query: { kind: 'Document' } } }, 400],
    ['variables that are a text', { headers: usual, body: { query: fulton, variables: '{}' } }, 400],
    ['variables that are a list', { headers: usual, body: { query: fulton, variables: [] } }, 400],
    ['extensions that are a list', { headers: usual, body: { query: fulton, extensions: [] } }, 400],
    ['an operation name that is none', { headers: usual, body: { query: fulton, operationName: 1 } }, 400],
    [
      'a persisted query',
      { headers: usual, body: { query: fulton, extensions: { persistedQuery: { version: 1 } } } },
      400,
    ],
    ['a null', { headers: usual, body: 'null' }, 400],
    ['a syntax error', { headers: usual, body: { query: '{ jurisdiction(' } }, 400],
    ['a syntax error for JSON', { headers: { accept: 'application/json' }, body: { query: '{' } }, 200],
    [
      'a document of too many tokens',
      { headers: usual, body: { query: `{ ${'__typename '.repeat(10_001)} }` } },
      400,
    ],
  ])('%s', async (_, sent, status) => {
    expect(await routes.same({ body: undefined, ...sent })).toMatchObject({ status, lean: false });
  });

  test('an accept header that allows neither is not learnt', async () => {
    const sent = { headers: { accept: 'text/html' }, body: { query: '{ nothing }' } };
    for (const _ of [1, 2, 3]) expect(await routes.send(sent)).toMatchObject({ status: 406, byApollo: true });
  });
});

describe('before any route', () => {
  test.each<[string, Sent, number]>([
    ['no JSON', { headers: usual, body: '{"query"' }, 400],
    ['a prototype in the body', { body: '{"query":"{ __typename }","__proto__":{"a":1}}' }, 400],
    ['a body over 1 MB', { body: { query: ' '.repeat(1024 * 1024) } }, 413],
    [
      'a form, which a page can send without asking',
      { headers: { 'content-type': 'text/plain' }, body: '{}' },
      415,
    ],
    ['no token', { headers: { authorization: 'Basic YTpi' }, body: { query: fulton } }, 401],
  ])('%s is refused', async (_, sent, status) => {
    expect(await routes.send(sent)).toMatchObject({ status, byApollo: false });
  });
});

test('a document goes through Apollo Server once, and the lean way from then on', async () => {
  const ask = { headers: usual, body: { query: '{ echo(text: "never asked before") }' } };
  const ways = [await routes.send(ask), await routes.send(ask), await routes.send(ask)];
  expect(ways.map(({ byApollo }) => byApollo)).toEqual([true, false, false]);
  expect(new Set(ways.map(({ text }) => text))).toEqual(new Set([ways[0]?.text]));
});

test('a document that was known is checked against the next supergraph before it is answered', async () => {
  const other = await openRoom();
  const ways = openBothRoutes(other.url, `Bearer ${await other.token()}`);
  try {
    const ask = { headers: usual, body: { query: '{ jurisdictions { voters } }' } };
    for (const byApollo of [true, false])
      expect(await ways.send(ask)).toMatchObject({ status: 200, byApollo });
    const { elections, cyber } = other;
    await other.announce(
      await composed([{ ...elections, sdl: elections.sdl.replace('voters: Int', '') }, cyber]),
    );
    expect(await ways.send(ask)).toMatchObject({ status: 400, text: expect.stringContaining('VALIDATION') });
  } finally {
    await ways.close();
    await other.close();
  }
});

test.each<[string, object, boolean]>([
  ['a plugin that looks at requests', { requestDidStart: () => Promise.resolve() }, true],
  ['a plugin that only looks at the start', { serverWillStart: () => Promise.resolve() }, false],
])('with %s', async (_, plugin, byApollo) => {
  const other = await openRoom({ plugins: [plugin] });
  const ways = openBothRoutes(other.url, `Bearer ${await other.token()}`);
  try {
    const ask = { headers: usual, body: { query: fulton } };
    for (const __ of [1, 2]) await ways.send(ask);
    expect(await ways.send(ask)).toMatchObject({ status: 200, byApollo });
  } finally {
    await ways.close();
    await other.close();
  }
});

test('the stock engine is asked through Apollo Server alone', async () => {
  const other = await openRoom({ engine: 'apollo' });
  const ways = openBothRoutes(other.url, `Bearer ${await other.token()}`);
  try {
    const ask = { headers: usual, body: { query: fulton } };
    for (const __ of [1, 2, 3]) expect(await ways.send(ask)).toMatchObject({ status: 200, byApollo: true });
  } finally {
    await ways.close();
    await other.close();
  }
});
