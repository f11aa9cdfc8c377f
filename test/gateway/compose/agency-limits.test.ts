import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { composeAside } from '../../../gateway/compose/compose-aside.ts';
import { compose } from '../../../gateway/compose/compose.ts';
import type { SubgraphSdl } from '../../../gateway/compose/subgraph-sdl.ts';
import { elections, problemsOf, subgraph } from './schemas.ts';

const federation = 'https://specs.apollo.dev/federation/v2.9';
const take = (directive: string): string =>
  `"J" type Jurisdiction @key(fields: "id") {\n  "i" id: ID!\n  "f" fips: ID! ${directive}\n}`;

const refused: readonly (readonly [rule: string, text: string, code: string, at: string, says: RegExp])[] = [
  ['@override', take('@override(from: "elections")'), 'WF-L005', '3:17', /^`@override` /],
  [
    '@override by its namespace',
    take('@federation__override(from: "elections")'),
    'WF-L005',
    '3:17',
    /which is `@override`/,
  ],
  ['@inaccessible', take('@inaccessible'), 'WF-L005', '3:17', /^`@inaccessible` /],
  [
    '@inaccessible by its namespace',
    take('@federation__inaccessible'),
    'WF-L005',
    '3:17',
    /which is `@inaccessible`, is/,
  ],
  ['@inaccessible on a type', '"T." type T @inaccessible { "a" a: Int }', 'WF-L005', '1:13', /inaccessible/],
  [
    '@inaccessible on an argument',
    '"T." type T { "a" a("x" x: Int @inaccessible): Int }',
    'WF-L005',
    '1:32',
    /inaccessible/,
  ],
  [
    '@inaccessible on an enum value',
    '"E." enum E { "a" A @inaccessible }',
    'WF-L005',
    '1:21',
    /inaccessible/,
  ],
  ['@inaccessible on an extension', 'extend enum Mode @inaccessible', 'WF-L005', '1:18', /inaccessible/],
  ['@interfaceObject', '"T." type T @interfaceObject { "a" a: Int }', 'WF-L006', '1:13', /interfaceObject/],
  [
    '@interfaceObject by its namespace',
    '"T." type T @federation__interfaceObject { "a" a: Int }',
    'WF-L006',
    '1:13',
    /which is/,
  ],
  ['@context', '"T." type T @context(name: "c") { "a" a: Int }', 'WF-L006', '1:13', /@context/],
  [
    '@fromContext',
    '"T." type T { "a" a("x" x: Int @fromContext(field: "$c { a }")): Int }',
    'WF-L006',
    '1:32',
    /@fromContext/,
  ],
  [
    '@composeDirective',
    'extend schema @composeDirective(name: "@x")\n"T." type T { "a" a: Int }',
    'WF-L006',
    '1:15',
    /@composeDirective/,
  ],
  ['@extends', '"T." type T @extends { "a" a: Int }', 'WF-L006', '1:13', /@extends/],
  [
    '@key by its namespace',
    '"T." type T @federation__key(fields: "a") { "a" a: Int }',
    'WF-L006',
    '1:13',
    /@fed/,
  ],
  [
    'a link of its own to the federation',
    `extend schema @link(url: "${federation}", import: [{ name: "@override", as: "@take" }])\n${take('@take(from: "elections")')}`,
    'WF-L007',
    '1:15',
    /`@link`/,
  ],
  [
    'a link of its own to another specification',
    'extend schema\n  @link(url: "https://specs.apollo.dev/inaccessible/v0.2", as: "hide")\n"T." type T @hide { "a" a: Int }',
    'WF-L007',
    '2:3',
    /`@link`/,
  ],
  [
    'a link under a name of its own',
    `schema @linked(url: "https://specs.apollo.dev/link/v1.0", as: "linked") @linked(url: "${federation}") { query: Query }`,
    'WF-L007',
    '1:8',
    /`@linked`/,
  ],
  ['Mutation', '"M" type Mutation { "a" a: Int }', 'WF-L008', '1:10', /`Mutation`/],
  ['Subscription', '"S" type Subscription { "a" a: Int }', 'WF-L008', '1:10', /`Subscription`/],
  ['Mutation by extension', 'extend type Mutation { "a" a: Int }', 'WF-L008', '1:13', /`Mutation`/],
  ['Subscription by extension', 'extend type Subscription { "a" a: Int }', 'WF-L008', '1:13', /`Sub/],
  [
    'a mutation root of another name',
    'schema { query: Query mutation: Writes }\n"W" type Writes { "a" a: Int }',
    'WF-L008',
    '1:23',
    /`Writes` is made the root of every mutation/,
  ],
  [
    'a subscription root by extension of the schema',
    'extend schema { subscription: Live }\n"L" type Live { "a" a: Int }',
    'WF-L008',
    '1:17',
    /`Live` is made the root of every subscription/,
  ],
];

describe('an agency reaches nothing but its own fields, for reading only', () => {
  test.each(refused)('%s is refused', (_rule, text, code, at, says) => {
    const problem = problemsOf(text).find((each) => each.code === code);
    expect(problem?.place.file).toBe('subgraphs/cyber/schema.graphql');
    expect(`${problem?.place.line}:${problem?.place.column}`).toBe(at);
    expect(problem?.subgraph).toBe('cyber');
    expect(problem?.message).toMatch(says);
    expect(problem?.excerpt).toBe(text.split('\n')[Number(at.split(':')[0]) - 1]);
    expect(problem?.why).not.toBe('');
    expect(problem?.fix).not.toBe('');
  });

  describe('@inaccessible stands on the text of its own marking', () => {
    const thing = (marked: string, line = 'line: String'): string =>
      `"T" type Thing @key(fields: "id") ${marked} {\n  "i" id: ID! @public\n  "m" marking: Marking\n  "l" ${line} @inaccessible\n}`;
    const both = '@marked(by: "marking", line: "line")';
    const whole = readFileSync(new URL('../../../schema/shared.graphql', import.meta.url), 'utf8');
    const codesOf = (own: string, others: string): readonly string[] => {
      const sdl = (name: string, text: string): SubgraphSdl => ({
        ...subgraph(name, text),
        shared: { file: 'schema/shared.graphql', text: whole },
      });
      const result = compose([sdl('elections', others), sdl('cyber', own)]);
      return result.kind === 'failed' ? result.problems.map(({ code }) => code) : [];
    };

    test('and nowhere else', () => {
      expect(codesOf(thing(both), elections)).not.toContain('WF-L005');
      expect(codesOf(thing('@marked(by: "marking")'), elections)).toContain('WF-L005');
      expect(codesOf(thing(both, 'more: String @inaccessible\n "l" line: String'), elections)).toContain(
        'WF-L005',
      );
    });

    test('not where another agency has the field', () => {
      const open =
        '"T" type Thing @key(fields: "id") { "i" id: ID! @public "l" line: String @shareable @public }';
      expect(codesOf(thing(both, 'line: String @shareable'), `${elections} ${open}`)).toContain('WF-L005');
    });
  });

  test('whoever reads the report, and in a thread of its own as well', async () => {
    const own = subgraph('cyber', take('@override(from: "elections")'));
    const subgraphs = [subgraph('elections', elections), own];
    const expected = {
      kind: 'failed',
      problems: [{ code: 'WF-L005', subgraph: 'cyber', place: { line: 3, column: 17 } }],
    };
    expect(compose(subgraphs)).toMatchObject(expected);
    expect(compose(subgraphs, 'elections')).toMatchObject(expected);
    expect(await composeAside({ subgraphs, subject: 'cyber' })).toMatchObject(expected);
  });
});

test.each([
  ['an import', `{ name: "@override", as: "@take" }`, '', take('@take(from: "elections")'), 'override'],
  ['a namespace', '', ', as: "fed"', take('@fed__override(from: "elections")'), 'override'],
])('a directive that the shared document renames by %s is refused by its new name', (...given) => {
  const [, imported, as, text, original] = given;
  const link = `extend schema @link(url: "${federation}", import: ["@key" ${imported}]${as})`;
  const problems = problemsIn(link, elections, text);
  expect(problems).toMatchObject([{ code: 'WF-L005', subgraph: 'cyber' }]);
  expect(problems[0]?.message).toContain(`which is \`@${original}\``);
});

test('a specification that the shared document links by another name is refused by that name', () => {
  const link = `extend schema @link(url: "${federation}", import: ["@key"])
    @link(url: "https://specs.apollo.dev/inaccessible/v0.2", as: "hide")`;
  expect(problemsIn(link, elections, '"T." type T @hide { "a" a: Int }')).toMatchObject([
    { code: 'WF-L005', place: { line: 1, column: 13 } },
  ]);
});

test('what an agency may do composes: entities, shared fields, a plain schema, directives of its own', () => {
  const text = `schema { query: Query }
"N." directive @note on FIELD_DEFINITION
type Query { "T" t: T @note }
"T." type T @shareable { "a" a: Int @deprecated(reason: "old") }
type Jurisdiction @key(fields: "id") { id: ID! "Open ones." incidents: Int }`;
  expect(problemsOf(text)).toEqual([]);
});

const rules = `extend schema @link(url: "${federation}", import: ["@key", "@shareable", "@external"])
"A." directive @access("a" action: String!) repeatable on FIELD_DEFINITION | OBJECT
"A." directive @flow("a" mayEnter: [String!]!) repeatable on FIELD_DEFINITION | OBJECT
"A." directive @withhold("a" mode: String!) repeatable on FIELD_DEFINITION
"A." directive @audited("a" level: String!) repeatable on FIELD_DEFINITION | OBJECT
"A." directive @marked("a" by: String!) repeatable on OBJECT
"A." directive @public repeatable on FIELD_DEFINITION | OBJECT
`;
const incident = (onType: string, onField: string, kind = 'type'): string =>
  `${kind} Incident @key(fields: "id") ${onType} {\n  "Its id." id: ID! @shareable\n  "Who." victim: String @shareable ${onField}\n}`;
const root = 'type Query { "i" incident: Incident }\n"I."\n';

describe('what another agency governs cannot be made public', () => {
  test.each([
    ['@access', '', '@access(action: "read")'],
    ['@flow', '', '@flow(mayEnter: [])'],
    ['@withhold', '', '@withhold(mode: "NULL")'],
    ['@audited', '', '@audited(level: "SENSITIVE")'],
    ['@access of the type', '@access(action: "read")', ''],
    ['@marked of the type', '@marked(by: "id")', ''],
  ])('a field with %s', (_rule, onType, onField) => {
    for (const kind of ['type', 'extend type']) {
      const problems = problemsIn(
        rules,
        `${root}${incident(onType, onField)}`,
        incident('', '@public', kind),
      );
      expect(problems).toMatchObject([
        {
          code: 'WF-L009',
          subgraph: 'cyber',
          place: { file: 'subgraphs/cyber/schema.graphql', line: 3, column: 36 },
          otherSides: [{ subgraph: 'elections', file: 'subgraphs/elections/schema.graphql' }],
        },
      ]);
      expect(problems[0]?.message).toMatch(
        /^`Incident.victim` is @public in `cyber` and has @\w+ in `elections`$/,
      );
    }
  });

  test('a type with @access', () => {
    expect(
      problemsIn(rules, `${root}${incident('@access(action: "read")', '')}`, incident('@public', '')),
    ).toMatchObject([{ code: 'WF-L009', subgraph: 'cyber', place: { line: 1, column: 34 } }]);
  });

  test('and whose rule it is finds the problem at the rule', () => {
    const problems = problemsIn(
      rules,
      `${root}${incident('', '@public')}`,
      incident('', '@flow(mayEnter: [])'),
    );
    expect(problems).toMatchObject([
      {
        code: 'WF-L009',
        subgraph: 'cyber',
        place: { line: 3, column: 36 },
        otherSides: [{ subgraph: 'elections', line: 5 }],
      },
    ]);
  });

  test('but an agency may open a field of a type that it governs itself', () => {
    expect(
      problemsIn(rules, `${root}${incident('@marked(by: "id")', '@public')}`, incident('', '@public')),
    ).toEqual([]);
  });
});

function problemsIn(sharedText: string, first: string, second: string) {
  const sdl = (name: string, text: string): SubgraphSdl => ({
    ...subgraph(name, text),
    shared: { file: 'schema/shared.graphql', text: sharedText },
  });
  const result = compose([sdl('elections', first), sdl('cyber', second)], 'cyber');
  return result.kind === 'failed' ? result.problems : [];
}
