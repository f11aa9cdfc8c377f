import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import { sendJson } from '../gateway/tiny-subgraph.ts';
import { asJson, errorsOf, openEngineRoom, plain, type EngineRoom } from './engine-room.ts';

// What a gateway easily gets wrong; each test is one rule.
const county = { id: 'c1', name: 'Fulton', code: 'F', size: 7 };
let room: EngineRoom;
const compiled = openCompiledEngine({ gatewayKey: 'a-gateway-key-for-tests-0123456789abcdef' });

beforeAll(async () => {
  room = await openEngineRoom({
    places: {
      sdl: `type Query { county(id: ID): County counties: [County] things: [Thing] big: Big echo(text: String!): String }
        type Mutation { add(n: Int!): Int strict(fail: Boolean!): Int! }
        scalar Long
        type Big { long: Long longs: [Long] id: ID! float: Float int: Int text: String flag: Boolean kind: Kind }
        enum Kind { ONE TWO }
        type County @key(fields: "id") { id: ID! name: String code: String size(unit: Int = 1): Int }
        interface Thing { id: ID! }
        type Road implements Thing @key(fields: "id") { id: ID! }
        type Bridge implements Thing { id: ID! }`,
      resolvers: {
        Query: {
          county: () => county,
          counties: () => [county, { ...county, id: 'c2', name: 'Cobb' }, { ...county, id: 'c3' }],
          things: () => [
            { __typename: 'Bridge', id: 'b' },
            { __typename: 'Road', id: 'r1' },
            { __typename: 'Bridge', id: 'b2' },
            { __typename: 'Road', id: 'r2' },
          ],
          big: () => ({ id: '1' }),
          echo: (_: unknown, { text }: { text: string }) => text,
        },
        Mutation: {
          add: (_: unknown, { n }: { n: number }) => n,
          strict: (_: unknown, { fail }: { fail: boolean }) => {
            if (fail) throw new Error('no');
            return 1;
          },
        },
        County: {
          __resolveReference: ({ id }: { id: string }) => ({ ...county, id }),
          size: (_: unknown, { unit }: { unit: number }) => 7 * unit,
        },
        Road: { __resolveReference: (given: object) => given },
      },
    },
    risks: {
      sdl: `type County @key(fields: "id") {
          id: ID! code: String @external size(unit: Int = 1): Int @external
          risk: Int label: String @requires(fields: "code") area: String @requires(fields: "size(unit: 100)")
          level: Int! notes(of: String): [String!]
        }
        type Road @key(fields: "id") { id: ID! length: Int }`,
      resolvers: {
        County: {
          __resolveReference: (given: object) => given,
          risk: () => 3,
          label: ({ code }: { code: string }) => `L-${code}`,
          area: ({ size }: { size: number }) => `A-${size}`,
          level: () => 1,
          notes: (_: unknown, { of }: { of: string }) => [of],
        },
        Road: {
          __resolveReference: (given: object) => given,
          length: ({ id }: { id: string }) => {
            if (id === 'r2') throw new Error('unknown');
            return 5;
          },
        },
      },
    },
  });
  await compiled.load(room.supergraph);
});
afterAll(async () => {
  await compiled.stop();
  await room.close();
});

const misbehaving = async (name: string, body: string, query: string): Promise<string> => {
  const subgraph = room.subgraphs[name];
  subgraph?.misbehave((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  try {
    return await asJson(compiled, query);
  } finally {
    subgraph?.misbehave(undefined);
  }
};

describe('the caller’s names', () => {
  test.each<{ rule: string; query: string; data: unknown }>([
    {
      rule: 'an alias equal to a key stays the caller’s',
      query: '{ county { id: name key: id risk } }',
      data: { county: { id: 'Fulton', key: 'c1', risk: 3 } },
    },
    {
      rule: 'an alias equal to an input of @requires stays the caller’s',
      query: '{ county { code: name label } }',
      data: { county: { code: 'Fulton', label: 'L-F' } },
    },
    {
      rule: 'arguments inside @requires are not the caller’s',
      query: '{ county { size area other: size(unit: 2) } }',
      data: { county: { size: 7, area: 'A-700', other: 14 } },
    },
    {
      rule: 'one field asked for twice with different arguments gives two values',
      query: '{ county { a: notes(of: "x") b: notes(of: "y") } }',
      data: { county: { a: ['x'], b: ['y'] } },
    },
    {
      rule: 'names of Object.prototype are keys like any other',
      query: '{ county { constructor: name toString: risk hasOwnProperty: level } }',
      data: { county: { constructor: 'Fulton', toString: 3, hasOwnProperty: 1 } },
    },
    {
      rule: '__typename under any name at any place',
      query: '{ root: __typename county { kind: __typename __typename } things { t: __typename } }',
      data: {
        root: 'Query',
        county: { kind: 'County', __typename: 'County' },
        things: [{ t: 'Bridge' }, { t: 'Road' }, { t: 'Bridge' }, { t: 'Road' }],
      },
    },
  ])('$rule', async ({ query, data }) => {
    const answer = await room.ask(query);
    expect(plain(answer.data)).toEqual(data);
    expect(answer.errors).toBeUndefined();
  });

  test('an alias `__proto__` is a key of the answer and changes no object', async () => {
    const body = await asJson(compiled, '{ county { __proto__: risk } }');
    expect(body).toBe('{"data":{"county":{"__proto__":3}}}');
    const { data } = await room.ask('{ county { __proto__: risk } }');
    expect(JSON.stringify(data)).toBe('{"county":{"__proto__":3}}');
  });

  test('a variable of the caller may be called like the planner’s own', async () => {
    const query =
      'query($representations: String, $contextualArgument_1_0: String) { county { risk notes(of: $representations) other: notes(of: $contextualArgument_1_0) } }';
    const { data } = await room.ask(query, { representations: 'a', contextualArgument_1_0: 'b' });
    expect(plain(data)).toEqual({ county: { risk: 3, notes: ['a'], other: ['b'] } });
  });
});

describe('errors', () => {
  test('have the true index when objects of other types lie between', async () => {
    const answer = await room.ask('{ things { id ... on Road { length } } }');
    expect(plain(answer.data)).toEqual({
      things: [{ id: 'b' }, { id: 'r1', length: 5 }, { id: 'b2' }, { id: 'r2', length: null }],
    });
    expect(errorsOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE things.3.length']);
  });

  test('of a whole fetch stand at every place that it left empty', async () => {
    room.subgraphs['risks']?.misbehave((response) => response.destroy());
    const answer = await room.ask('{ a: counties { b: risk id } }');
    room.subgraphs['risks']?.misbehave(undefined);
    expect(errorsOf(answer)).toEqual([0, 1, 2].map((index) => `SUBGRAPH_UNAVAILABLE a.${index}.b`));
  });

  test('of entities that are fewer than asked for: all are dropped, none is shifted', async () => {
    const body = '{"data":{"_entities":[{"risk":1},{"risk":2}]}}';
    const answer = JSON.parse(await misbehaving('risks', body, '{ counties { id risk } }'));
    expect(answer.data.counties.map(({ risk }: { risk: unknown }) => risk)).toEqual([null, null, null]);
    expect(answer.errors).toHaveLength(3);
  });

  test('of a null where none may be bubble up and name the field itself', async () => {
    const body = '{"data":{"_entities":[{"level":1},{"level":null},{"level":"x"}]}}';
    const answer = JSON.parse(await misbehaving('risks', body, '{ counties { level } }'));
    expect(answer.data).toEqual({ counties: [{ level: 1 }, null, null] });
    expect(answer.errors).toMatchObject([
      { path: ['counties', 1, 'level'], extensions: { code: 'SUBGRAPH_MALFORMED', agency: 'risks' } },
      { path: ['counties', 2, 'level'], extensions: { code: 'SUBGRAPH_MALFORMED', agency: 'risks' } },
    ]);
  });

  test('what another agency slips in about a field is not believed when its own agency is gone', async () => {
    room.subgraphs['risks']?.misbehave((response) => response.destroy());
    const body = '{"data":{"county":{"__typename":"County","id":"c1","risk":99}}}';
    const answer = JSON.parse(await misbehaving('places', body, '{ county { id risk } }'));
    room.subgraphs['risks']?.misbehave(undefined);
    expect(answer.data).toEqual({ county: { id: 'c1', risk: null } });
  });
});

describe('values', () => {
  test.each([
    { field: 'long', sent: '12345678901234567890', written: '12345678901234567890' },
    { field: 'longs', sent: '[9007199254740993, 1]', written: '[9007199254740993,1]' },
    { field: 'id', sent: '9007199254740993', written: '"9007199254740993"' },
    { field: 'id', sent: '7', written: '"7"' },
    { field: 'float', sent: '1.5e3', written: '1500' },
    { field: 'float', sent: '12345678901234567890', written: '12345678901234567890' },
    { field: 'float', sent: '1e999', written: 'null' },
    { field: 'int', sent: '2147483648', written: 'null' },
    { field: 'int', sent: '1.5', written: 'null' },
    { field: 'int', sent: '"1"', written: 'null' },
    { field: 'text', sent: '1', written: 'null' },
    { field: 'text', sent: '"\\ud800 \\u0000 \\" \\\\ ü"', written: '"\\ud800 \\u0000 \\" \\\\ ü"' },
    { field: 'flag', sent: '0', written: 'null' },
    { field: 'kind', sent: '"TWO"', written: '"TWO"' },
    { field: 'kind', sent: '"THREE"', written: 'null' },
  ])('`$sent` as `$field` is written as $written', async ({ field, sent, written }) => {
    const body = await misbehaving('places', `{"data":{"big":{"${field}":${sent}}}}`, `{ big { ${field} } }`);
    expect(body).toContain(`"data":{"big":{"${field}":${written}}}`);
    expect(body.includes('errors')).toBe(written === 'null');
  });
});

describe('@skip and @include', () => {
  const query = `query($a: Boolean!, $b: Boolean! = true) {
    county @skip(if: $a) { name @include(if: $b) ... on County @skip(if: $b) { risk } ...F @include(if: $b) }
    echo(text: "x") @include(if: $a)
  }
  fragment F on County { level @skip(if: $a) }`;
  test.each([
    { variables: { a: false }, data: { county: { name: 'Fulton', level: 1 } } },
    { variables: { a: false, b: false }, data: { county: { risk: 3 } } },
    { variables: { a: true }, data: { echo: 'x' } },
  ])('are decided by the variables $variables', async ({ variables, data }) => {
    expect(plain((await room.ask(query, variables)).data)).toEqual(data);
  });

  test('may leave an object with nothing in it, or an answer', async () => {
    const asked = '{ county { name @skip(if: true) } }';
    expect(plain((await room.ask(asked)).data)).toEqual({ county: {} });
    expect(plain((await room.ask('{ county @skip(if: true) { name } }')).data)).toEqual({});
  });
});

test('introspection is answered beside fields, from what callers see', async () => {
  const { data } = await room.ask(
    'query($n: String!) { county { name } __type(name: $n) { ...T } s: __schema { queryType { name } } } fragment T on __Type { name fields { name } }',
    { n: 'Road' },
  );
  expect(plain(data)).toEqual({
    county: { name: 'Fulton' },
    __type: { name: 'Road', fields: [{ name: 'id' }, { name: 'length' }] },
    s: { queryType: { name: 'Query' } },
  });
});

test('a mutation whose field may not be null ends with it', async () => {
  const answer = await room.ask('mutation { a: strict(fail: true) b: add(n: 1) }');
  expect(answer.data).toBeNull();
  expect(errorsOf(answer)[0]).toBe('SUBGRAPH_UNAVAILABLE a');
});

test('a document of several operations without the name of one is refused in words', async () => {
  const answer = await room.ask('query A { county { id } } query B { county { id } }');
  expect(errorsOf(answer)).toEqual(['BAD_USER_INPUT ']);
});

test('an entity that stands in many places is asked for once', async () => {
  room.subgraphs['risks']?.received.splice(0);
  await room.ask('{ a: county { risk } b: county(id: 1) { risk } counties { risk } }');
  const received = room.subgraphs['risks']?.received ?? [];
  expect(received).toHaveLength(1);
  expect(received[0]?.body.variables['representations']).toHaveLength(3);
});

test('the JSON answer and the answer as objects are the same', async () => {
  for (const query of ['{ counties { id risk label } }', '{ things { id ... on Road { length } } }']) {
    const [json, objects] = [JSON.parse(await asJson(compiled, query)), plain(await room.ask(query))];
    expect(withoutTrace(json)).toEqual(withoutTrace(objects));
  }
});

function withoutTrace(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replace(/"traceId":"[^"]*"/g, '"traceId":""'));
}

test('when the caller goes away the agencies are left, too', async () => {
  const controller = new AbortController();
  room.subgraphs['places']?.misbehave(() => controller.abort());
  const answer = await room.ask('{ county { name risk } }', {}, { signal: controller.signal });
  room.subgraphs['places']?.misbehave(undefined);
  expect(plain(answer.data)).toEqual({ county: null });
});

test('an agency that answers nothing of use leaves the rest of the answer', async () => {
  room.subgraphs['risks']?.misbehave((response) => sendJson(response, { data: null }));
  const answer = await room.ask('{ county { name risk } }');
  room.subgraphs['risks']?.misbehave(undefined);
  expect(plain(answer.data)).toEqual({ county: { name: 'Fulton', risk: null } });
  expect(errorsOf(answer)).toEqual(['SUBGRAPH_MALFORMED county.risk']);
});
