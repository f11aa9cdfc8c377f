import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  graphql,
  GraphQLError,
  isAbstractType,
  isCompositeType,
  isObjectType,
  print,
  parse,
  validate,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngineRoom, plain, type EngineRoom, type RoomPlan } from './engine-room.ts';

// Random operations on a fixed supergraph: the engine's answer is that of graphql-js on one schema with all fields.
const failing = () => {
  throw new GraphQLError('no');
};
const ids = ['1', '2', '3'];
const rows = ids.map((id, index) => ({
  __typename: 'Site',
  id,
  code: `c${id}`,
  name: index === 1 ? null : `Site ${id}`,
  weight: 10 * index,
  place: { street: `S${id}`, zip: index * 100 },
}));
const site = (id: unknown) => rows.find((row) => row.id === id || row.code === id);
const links = (id: unknown) => {
  const at = rows.findIndex((row) => row.id === id);
  return [rows[(at + 1) % 3], null, { __typename: 'Note', text: `note ${String(id)}` }];
};

const fields = {
  risk: ({ id }: { id: string }) => (id === '2' ? failing() : Number(id) * 11),
  grade: ({ weight }: { weight: number }) => `G${weight}`,
  sure: ({ id }: { id: string }) => (id === '3' ? null : 1),
  next: ({ id }: { id: string }) => rows[ids.indexOf(id) + 1] ?? null,
  links: ({ id }: { id: string }) => links(id),
  times: (_: unknown, { n }: { n: number }) => Array.from({ length: n }, (__, index) => index),
};

const plan: RoomPlan = {
  sites: {
    sdl: `type Query { site(id: ID!): Site sites: [Site!] found: [Found] }
      interface Named { name: String }
      union Found = Site | Note
      type Note { text: String! @shareable }
      type Place @shareable { street: String zip: Int }
      type Site implements Named @key(fields: "id") @key(fields: "code") {
        id: ID! code: ID! name: String weight: Int place: Place next: Site times(n: Int!): [Int!]! }`,
    resolvers: {
      Query: {
        site: (_: unknown, { id }: { id: string }) => site(id),
        sites: () => rows,
        found: () => [rows[0], { __typename: 'Note', text: 'found' }, null, rows[2]],
      },
      Site: {
        __resolveReference: ({ id, code }: { id?: string; code?: string }) => site(id ?? code),
        next: fields.next,
        times: fields.times,
      },
    },
  },
  risks: {
    sdl: `union Found = Site | Note
      type Note { text: String! @shareable }
      type Site @key(fields: "id") {
        id: ID! weight: Int @external risk: Int grade: String @requires(fields: "weight") sure: Int! links: [Found] }`,
    resolvers: {
      Site: {
        __resolveReference: (given: object) => given,
        risk: fields.risk,
        grade: fields.grade,
        sure: fields.sure,
        links: fields.links,
      },
    },
  },
};
const merged = buildSchema(`
  type Query { site(id: ID!): Site sites: [Site!] found: [Found] }
  interface Named { name: String }
  union Found = Site | Note
  type Note { text: String! }
  type Place { street: String zip: Int }
  type Site implements Named {
    id: ID! code: ID! name: String weight: Int place: Place next: Site times(n: Int!): [Int!]!
    risk: Int grade: String sure: Int! links: [Found] }`);
const siteFields = merged.getType('Site');
if (isObjectType(siteFields)) {
  for (const [name, resolve] of Object.entries(fields)) {
    const field = siteFields.getFields()[name];
    if (field) field.resolve = resolve as NonNullable<typeof field.resolve>;
  }
}
const rootValue = {
  site: ({ id }: { id: string }) => site(id),
  sites: () => rows,
  found: () => [rows[0], { __typename: 'Note', text: 'found' }, null, rows[2]],
};

/** A random selection of `type`, from numbers that decide. */
function selection(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  next: () => number,
  depth: number,
): string {
  const count = 1 + (next() % 4);
  const parts = Array.from({ length: count }, (_, index): string => {
    const kind = next() % 10;
    const condition = ['', '', '', ' @include(if: $yes)', ' @skip(if: $yes)'][next() % 5];
    if (kind === 0 || depth < -1) return `t${index}: __typename`;
    if (isAbstractType(type) || kind === 1) {
      const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const one = types[next() % types.length];
      return one ? `... on ${one.name}${condition} ${selection(schema, one, next, depth - 1)}` : '__typename';
    }
    const all = Object.values('getFields' in type ? type.getFields() : {});
    const field = all[next() % all.length];
    if (!field) return '__typename';
    const inner = getNamedType(field.type);
    if (isCompositeType(inner) && depth <= 0) return '__typename';
    const given =
      field.name === 'site' ? `(id: "${next() % 4}")` : field.name === 'times' ? `(n: ${next() % 3})` : '';
    // An alias of its own for each selection: two of one name would have to be mergeable.
    const alias = `${['id', 'code', 'weight', 'a', '__proto__', 'constructor'][next() % 6]}${depth + 9}${next() % 1000}`;
    const name = next() % 3 === 0 && given === '' ? field.name : `${alias}: ${field.name}`;
    return `${name}${given}${condition} ${isCompositeType(inner) ? selection(schema, inner, next, depth - 1) : ''}`;
  });
  return `{ ${parts.join(' ')} }`;
}

let room: EngineRoom;
beforeAll(async () => {
  room = await openEngineRoom(plan);
});
afterAll(() => room.close());

test('random operations are answered as by one schema: the same data, an error for each failing place', async () => {
  const query = merged.getQueryType();
  if (!query) throw new Error('no query type');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(9999), { minLength: 20, maxLength: 120 }),
      fc.boolean(),
      async (tape, yes) => {
        let at = 0;
        const next = (): number => (at < tape.length ? (tape[at++] ?? 0) : (at++ * 7) % 13);
        const source = print(
          parse(
            `query($yes: Boolean = true) { root: __typename @skip(if: $yes) ${selection(merged, query, next, 4).slice(1)}`,
          ),
        );
        fc.pre(validate(merged, parse(source)).length === 0);
        const expected = await graphql({ schema: merged, source, rootValue, variableValues: { yes } });
        const actual = await room.ask(source, { yes });
        expect(plain(actual.data), source).toEqual(plain(expected.data));
        const places = new Set((actual.errors ?? []).map(({ path }) => JSON.stringify(path)));
        for (const { path } of expected.errors ?? []) {
          expect([...places], source).toContain(JSON.stringify(path));
        }
        if (!expected.errors) expect(actual.errors, source).toBeUndefined();
      },
    ),
    { numRuns: Number(process.env['WATCHFLOOR_RANDOM_OPERATIONS'] ?? 200), interruptAfterTimeLimit: 20_000 },
  );
});
