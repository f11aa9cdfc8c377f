import { readdir, readFile } from 'node:fs/promises';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationLimitsRule } from '../../gateway/operation/operation-limits.ts';
import { ask, composed, openRoom, type Answer, type TinyRoom } from './tiny-room.ts';
import { startSubgraph } from './tiny-subgraph.ts';

let room: TinyRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
/** Incidents within jurisdictions within incidents: `depth` fields one in the other. */
const nested = (depth: number): string => {
  const names = Array.from({ length: depth - 1 }, (_, index) => (index % 2 === 0 ? 'incidents' : 'victim'));
  return `{ ${names.map((name) => `${name} {`).join(' ')} __typename ${'}'.repeat(depth)}`;
};
/** A document of a few kilobytes that expands to 2 to the power of `count` fields. */
const doubling = (count: number): string =>
  `{ incidents { ...F0 } } ${times(count, (i) => `fragment F${i} on Incident { victim { incidents { ...F${i + 1} } } ...F${i + 1} ...F${i + 1} }`)} fragment F${count} on Incident { id }`;
const wide = (count: number): string =>
  `{ ...F0 } ${times(count, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${count} on Query { __typename }`;
const first = ({ status, errors }: Answer): unknown => [
  status,
  errors?.[0]?.extensions.code,
  errors?.[0]?.message,
];

test.each<[string, string, string]>([
  ['51 root fields', `{ ${times(51, (i) => `a${i}: __typename`)} }`, 'more than 50 root fields'],
  [
    '51 root fields in fragments',
    `{ ...F ... on Query { ${times(26, (i) => `b${i}: __typename`)} } } fragment F on Query { ${times(25, (i) => `a${i}: __typename`)} }`,
    'more than 50 root fields',
  ],
  ['5,001 fields', `{ jurisdictions { ${times(5000, () => 'fips')} } }`, 'more than 5000 fields'],
  [
    '5,001 fields by one fragment used often',
    `{ jurisdictions { ${times(50, () => '...F')} } } fragment F on Jurisdiction { ${times(100, () => 'fips')} }`,
    'more than 5000 fields',
  ],
  ['fragments that double', doubling(12), 'more than 5000 fields'],
  ['fragments that double 90 times', wide(90), 'more than 50 root fields'],
  ['31 levels', nested(31), 'more than 30 deep'],
  ['1,000 levels', nested(1000), 'more than 30 deep'],
  ['fragments nested 500 deep', wide(500), 'more than 100 deep'],
  ['the type of 6 names', `{ ${times(6, (i) => `a${i}: __type(name: "A") { name }`)} }`, 'more than 5 times'],
  ['10,001 tokens', `{ ${times(10_001, () => '__typename')} }`, 'more than 10000 tokens'],
  ['a second operation beyond a limit', `query A { __typename } query B ${nested(31)}`, 'more than 30 deep'],
])('an operation is refused: %s', async (_, query, message) => {
  const before = room.elections.received.length + room.cyber.received.length;
  const answer = await ask(
    room.url,
    { query, operationName: query.includes('query A') ? 'A' : undefined },
    { authorization: `Bearer ${await room.token('public')}` },
  );
  expect(first(answer)).toEqual([400, 'OPERATION_TOO_COMPLEX', expect.stringContaining(message)]);
  expect(answer.errors).toHaveLength(1);
  expect(answer).not.toHaveProperty('data');
  expect(room.elections.received.length + room.cyber.received.length).toBe(before);
});

test.each<[string, string]>([
  ['50 root fields', `{ ${times(50, (i) => `a${i}: __typename`)} }`],
  [
    '5,000 fields',
    `{ a: jurisdictions { ...F } b: jurisdictions { ...F } } fragment F on Jurisdiction { ${times(2499, (i) => `a${i}: fips`)} }`,
  ],
  ['5 questions about the schema', `{ ${times(5, (i) => `a${i}: __type(name: "Kind") { name }`)} }`],
  [
    'the whole introspection query',
    getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true }),
  ],
])('an operation at the limit is answered: %s', async (_, query) => {
  const { status, errors } = await room.ask(query);
  expect([status, errors]).toEqual([200, undefined]);
});

describe('the limits on what a document holds', () => {
  const schema = buildSchema('type Query { a: Query }');
  const codes = (query: string): readonly string[] =>
    validate(schema, parse(query), [operationLimitsRule]).map(({ message }) => message);

  test('30 levels pass and 31 do not, also where a fragment was first read higher up', () => {
    const levels = (count: number): string =>
      `${'a { '.repeat(count - 1)}__typename${' }'.repeat(count - 1)}`;
    const used = (above: number): string =>
      `{ ...F ${'a { '.repeat(above)} ...F ${' }'.repeat(above)} } fragment F on Query { ${levels(10)} }`;
    expect([codes(`{ ${levels(30)} }`), codes(used(20))]).toEqual([[], []]);
    expect([codes(`{ ${levels(31)} }`), codes(used(21))]).toEqual([
      [expect.any(String)],
      [expect.any(String)],
    ]);
  });

  test('fragments that use each other end', () => {
    expect(
      codes('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } ...B }'),
    ).toEqual([]);
  });

  test('every committed operation passes', async () => {
    const folder = new URL('../../schema/operations/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql'));
    expect(files).toContain('RoomAt0930.graphql');
    for (const file of files) {
      expect(codes(await readFile(new URL(file, folder), 'utf8')), file).toEqual([]);
    }
  });
});

test('fragments that use each other are refused as such', async () => {
  const answer = await room.ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
  expect(first(answer)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', expect.stringContaining('within itself')]);
});

describe('an operation of a kind that the graph does not have', () => {
  test('a graph without subscriptions says what it has', async () => {
    const answer = await room.ask('subscription { anything }');
    expect(first(answer)).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
      'this graph has queries and mutations only',
    ]);
  });

  test.each(['mutation { open(fips: "13121") { fips } }', 'mutation { __typename }', 'subscription { a }'])(
    'a graph of queries says so: %s',
    async (query) => {
      const reading = await startSubgraph('elections', 'type Query { a: Int }', { Query: { a: () => 1 } });
      const supergraph = await composed([reading]);
      const quiet = await openRoom({ source: { current: () => supergraph, subscribe: () => () => true } });
      try {
        const answer = await quiet.ask(query);
        expect(first(answer)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', 'this graph has queries only']);
      } finally {
        await quiet.close();
        await reading.close();
      }
    },
  );
});

test('a document of several operations needs the name of one', async () => {
  const answer = await room.ask('query A { __typename } query B { __typename }');
  expect(first(answer)).toEqual([
    400,
    'BAD_USER_INPUT',
    'the document holds several operations, name one with `operationName`',
  ]);
});
