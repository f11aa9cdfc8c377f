import { parse } from 'graphql';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { agencyRules } from '../../subgraphs/kit/guard/agency-rules.ts';
import { everyRight, openAgencyGuard, type CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { guardSchema } from '../../subgraphs/kit/guard/guarded-schema.ts';
import { rootRules } from '../../subgraphs/kit/guard/root-rules.ts';
import { shieldSchema, type ShieldRules } from '../../subgraphs/kit/guard/shield.ts';
import { buildSchema, execute, GraphQLError } from 'graphql';
import { openSubgraph } from './open-subgraph.ts';
import { callerOf } from './fetch-tokens.ts';

const definitions = `
  directive @access(action: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE
  directive @public repeatable on FIELD_DEFINITION | OBJECT
  directive @marked(by: String!) repeatable on OBJECT | INTERFACE
  directive @withhold(mode: String!) repeatable on FIELD_DEFINITION
  directive @key(fields: String!) repeatable on OBJECT
  directive @external on FIELD_DEFINITION
`;
const sdl = `${definitions}
  interface Named { name: String @access(action: "name.read") }
  type Report implements Named @key(fields: "id") @marked(by: "marking") {
    id: ID! name: String text: String secret: String @access(action: "secret.read")
    hidden: Note @withhold(mode: "HIDDEN") notes: [Note!] marking: Marking must: String! fails: String
  }
  type Note @marked(by: "marking") { text: String marking: Marking }
  type Foreign @key(fields: "id") { id: ID! ours: String @access(action: "secret.read") other: String @external }
  type Marking @public { tlp: String }
  type Query { report: Report @public notes: [Note!] foreign: Foreign @public never: String @access(action: "never") }
`;
const rules = agencyRules(parse(sdl));

const permit = (id: string, action: string, tlp: string) => ({
  id: `us.${id}`,
  custodian: 'us',
  file: '',
  line: 1,
  text: '',
  json: {
    effect: 'permit',
    principal: { op: 'All' },
    action: { op: '==', entity: { type: 'Action', id: action } },
    resource: { op: 'All' },
    conditions: [
      {
        kind: 'when',
        body: { '==': { left: { '.': { left: { Var: 'resource' }, attr: 'tlp' } }, right: { Value: tlp } } },
      },
    ],
    annotations: { id: `us.${id}` },
  },
});
const book = policyBookOf([
  permit('display', 'display', 'GREEN'),
  permit('name', 'name.read', 'GREEN'),
  permit('secret', 'secret.read', 'CLEAR'),
]);
const rights = openAgencyGuard({ agency: 'us', rules, book, key: 'a key' }).rightsOf(callerOf());

const marking = (tlp: string) => ({
  tlp,
  releasableTo: [],
  originator: 'us',
  caveats: [],
  case: null,
  status: 'ACTUAL',
});
const report = (tlp: unknown, note: unknown = marking('GREEN')) => ({
  id: '1',
  name: 'a name',
  text: 'a text',
  secret: 'a secret',
  must: 'a must',
  hidden: { text: 'a note', marking: note },
  marking: tlp,
  fails: () => {
    throw new GraphQLError('of the resolver');
  },
});

async function ask(query: string, rootValue: unknown, given: CallerRights | undefined = rights) {
  const schema = buildSchema(sdl);
  guardSchema(schema, rules);
  shieldSchema(schema, rootRules(schema, rules));
  const contextValue = { rights: given };
  const { data, errors } = await execute({ schema, document: parse(query), rootValue, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors?.map(({ message }) => message) };
}

test('a field is decided by the marking of its own object', async () => {
  const query = '{ report { id name text secret marking { tlp } } }';
  expect(await ask(query, { report: report(marking('GREEN')) })).toEqual({
    data: { report: { id: '1', name: 'a name', text: 'a text', secret: null, marking: { tlp: 'GREEN' } } },
  });
  expect(await ask(query, { report: report(marking('CLEAR')) })).toEqual({
    data: { report: { id: '1', name: null, text: null, secret: 'a secret', marking: { tlp: 'CLEAR' } } },
  });
});

test.each([
  ['no marking', undefined],
  ['null', null],
  ['an unknown label', marking('PURPLE')],
  ['half a marking', { tlp: 'GREEN' }],
])('with %s every field is denied but key and marking', async (_, at) => {
  const { data, errors } = await ask('{ report { id name text secret } }', { report: report(at) });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ report: { id: '1', name: null, text: null, secret: null } });
});

test('an interface’s rule holds for the object’s field', () => {
  expect(rules.types.get('Report')?.fields.get('name')?.actions).toEqual(['display', 'name.read']);
});

test('what may not be known to exist is null where its object may not be known', async () => {
  const query = '{ report { hidden { text } } }';
  expect((await ask(query, { report: report(marking('GREEN')) })).data).toEqual({
    report: { hidden: { text: 'a note' } },
  });
  expect((await ask(query, { report: report(marking('GREEN'), marking('RED')) })).data).toEqual({
    report: { hidden: null },
  });
});

test('a field that cannot be null takes its object with it, and says nothing', async () => {
  const { data, errors } = await ask('{ report { id must } }', { report: report(marking('RED')) });
  expect(data).toEqual({ report: null });
  expect(errors).toEqual(['`Report.must` is not answered']);
});

test('of an object of another agency a field is denied only where no object could allow it', async () => {
  const query = '{ foreign { id ours other } never }';
  const root = { foreign: { id: '1', ours: 'ours', other: 'other' }, never: 'never' };
  expect(await ask(query, root)).toEqual({
    data: { foreign: { id: '1', ours: 'ours', other: 'other' }, never: null },
  });
});

test('without a caller’s rights nothing is answered', async () => {
  const schema = buildSchema(sdl);
  guardSchema(schema, rules);
  shieldSchema(schema, rootRules(schema, rules));
  const query = parse('{ report { id } notes { text } foreign { id } never }');
  for (const contextValue of [undefined, {}, { rights: undefined }]) {
    const { data } = await execute({
      schema,
      document: query,
      contextValue,
      rootValue: { report: report(marking('CLEAR')) },
    });
    expect({ ...data }).toEqual({ report: null, notes: null, foreign: null, never: null });
  }
});

test('errors of resolvers pass, those of rules deny without a word', async () => {
  expect((await ask('{ report { fails } }', { report: report(marking('GREEN')) })).errors).toEqual([
    'of the resolver',
  ]);
  const schema = buildSchema('type Query { a: String b: String c: String }');
  shieldSchema(schema, {
    Query: {
      a: () => {
        throw new Error('the rule knows a secret');
      },
      b: () => 'true' as never,
    },
  });
  const rootValue = { a: 'a', b: 'b', c: 'c' };
  const result = await execute({ schema, document: parse('{ a b c }'), rootValue, contextValue: {} });
  expect(result.errors).toBeUndefined();
  expect({ ...result.data }).toEqual({ a: null, b: null, c: null });
});

test('graphql-shield with the same rules on every field answers the same', async () => {
  const query = '{ report { id name text secret marking { tlp } } foreign { id ours } never }';
  const shielded = buildSchema(sdl);
  const all: ShieldRules = Object.fromEntries(
    [...rules.types].map(([type, { markedBy, fields }]) => [
      type,
      Object.fromEntries(
        [...fields].map(([field, { actions }]) => [
          field,
          (parent: unknown, _: unknown, context: unknown) => {
            const of = (parent ?? {}) as Readonly<Record<string, unknown>>;
            const at =
              markedBy === undefined
                ? { kind: 'unknown' as const }
                : { kind: 'read' as const, marking: of[markedBy] };
            return (
              actions.length === 0 || (context as { rights: CallerRights }).rights.allows(actions, type, at)
            );
          },
        ]),
      ),
    ]),
  );
  shieldSchema(shielded, all);
  const label = fc.constantFrom('RED', 'AMBER', 'GREEN', 'CLEAR', 'PURPLE');
  await fc.assert(
    fc.asyncProperty(fc.option(label), async (tlp) => {
      const rootValue = {
        report: report(tlp === null ? null : marking(tlp)),
        foreign: { id: '1', ours: 'o' },
        never: 'n',
      };
      const contextValue = { rights };
      const result = await execute({ schema: shielded, document: parse(query), rootValue, contextValue });
      expect((await ask(query, rootValue)).data).toEqual(JSON.parse(JSON.stringify(result.data)));
    }),
    { numRuns: 40 },
  );
});

describe('the entries of federation', async () => {
  const agency = (await discoverAgencies()).find(({ name }) => name === 'law-enforcement')!;
  const entities = (representations: string) =>
    `{ _entities(representations: ${representations}) { __typename } }`;

  test('entities are found of types that have a key here, and of nothing else', async () => {
    const subgraph = await openSubgraph(agency);
    try {
      const found = await subgraph.ask(entities('[{ __typename: "Incident", id: "x" }]'));
      expect(found.data).toEqual({ _entities: [{ __typename: 'Incident' }] });
      for (const each of [
        '"Query"',
        '"Marking"',
        '"Nothing"',
        '"__Schema"',
        '"constructor"',
        '7',
        '["Incident"]',
      ]) {
        const { data, errors } = await subgraph.ask(
          entities(`[{ __typename: "Incident", id: "x" }, { __typename: ${each} }]`),
        );
        expect(data, each).toBeNull();
        expect(errors.length, each).toBe(1);
      }
    } finally {
      await subgraph.close();
    }
  });

  test('every root field has a rule', () => {
    const found = rootRules(agency.schema, agency.rules);
    expect(Object.keys(found['Query'] ?? {}).toSorted()).toEqual(
      Object.keys(agency.schema.getQueryType()?.getFields() ?? {}).toSorted(),
    );
    const { _service: service } = found['Query'] ?? {};
    expect(service?.(null, {}, {})).toBe(false);
    expect(service?.(null, {}, { rights: everyRight(agency.rules) })).toBe(true);
  });
});

describe('a type that is written in several pieces', () => {
  const pieces = `${definitions}
    type Note @marked(by: "marking") { text: String marking: Marking }
    extend type Note { secret: String @access(action: "secret.read") }
    extend type Foreign @key(fields: "id") { id: ID! ours: String @access(action: "secret.read") }
    type Marking @public { tlp: String }
    type Query { note: Note @public }
  `;
  const read = agencyRules(parse(pieces));

  test('is under the rules of every piece', () => {
    expect(read.types.get('Note')?.fields.get('secret')?.actions).toEqual(['secret.read']);
    expect(read.types.get('Note')?.markedBy).toBe('marking');
    expect(read.types.get('Foreign')?.fields.get('ours')?.actions).toEqual(['secret.read']);
    expect(read.types.get('Foreign')?.isEntity).toBe(true);
  });

  test('a field that no rule is read for keeps the subgraph from being guarded, and so from being served', () => {
    const schema = buildSchema(
      `${sdl} extend type Note { late: String } extend type Query { other: Late } type Late { text: String }`,
    );
    expect(() => guardSchema(schema, rules)).toThrow('`Note.late` has no rule');
  });
});
