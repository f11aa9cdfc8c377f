import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeAside } from '../../../gateway/compose/compose-aside.ts';
import { compose } from '../../../gateway/compose/compose.ts';
import { problemPage, problemPages } from '../../../gateway/compose/problem-pages.ts';
import {
  committedSupergraph,
  committedTexts,
  hashOfCommitted,
  sourcesHash,
} from '../../../gateway/compose/sources.ts';
import { committedFiles, readSubgraphs } from '../../../gateway/compose/subgraph-folders.ts';
import { isSubgraphName, type SubgraphSdl } from '../../../gateway/compose/subgraph-sdl.ts';
import { sourceTree } from '../../../gateway/config/source-tree.ts';
import { composed, elections, problemsOf, subgraph } from './schemas.ts';

const good = '"A thing." type Thing { "Its a." a: Int }';

const cases: readonly (readonly [rule: string, text: string, code: string, at: string, says: RegExp])[] = [
  ['a syntax error', 'type Thing {\n  a: \n}', 'WF-S001', '3:1', /found `}`/],
  ['an unknown type', '"T." type Thing { "a" a: Foo }', 'WF-S002', '1:26', /unknown type/],
  ['an unknown directive', '"T." type Thing @foo { "a" a: Int }', 'WF-S003', '1:17', /@foo/],
  [
    'an unknown directive argument',
    '"T." type Thing\n  @key(felds: "a") { "a" a: Int }',
    'WF-S004',
    '2:8',
    /felds/,
  ],
  ['a type defined twice', `${good}\n${good}`, 'WF-S005', '2:17', /`Thing` is defined twice/],
  ['a field defined twice', '"T." type Thing { "a" a: Int "b" a: Int }', 'WF-S005', '1:34', /`Thing.a`/],
  [
    'an argument defined twice',
    '"T." type Thing { "a" a("x" x: Int, "x" x: Int): Int }',
    'WF-S005',
    '1:41',
    /x:/,
  ],
  ['a copy of a shared type', 'enum Mode { A }', 'WF-S005', '1:6', /schema\/shared.graphql/],
  [
    'an unknown enum value',
    '"T." type Thing { "a" a: Int @withhold(mode: NUL) }',
    'WF-S006',
    '1:46',
    /`NUL`/,
  ],
  ['a missing directive argument', '"T." type Thing { "a" a: Int @withhold }', 'WF-S007', '1:30', /required/],
  [
    'an interface not implemented',
    '"I" interface I { "a" a: Int }\n"T" type T implements I { "b" b: Int }',
    'WF-S010',
    '2:10',
    /I\.a/,
  ],
  ['an empty file', '# nothing yet\n', 'WF-S011', '1:1', /nothing/],
  ['an operation', 'query Q { a }', 'WF-S012', '1:1', /operation/],
  ['bottomless nesting', `type T { a: ${'['.repeat(100_000)}Int }`, 'WF-S013', '1:1', /nested/],
  [
    'a misplaced directive',
    '"T." type Thing @withhold(mode: NULL) { "a" a: Int }',
    'WF-S014',
    '1:17',
    /OBJECT/,
  ],
  ['a reserved name', '"T." type __Thing { "a" a: Int }', 'WF-S015', '1:11', /__Thing/],
  ['a kind mismatch', '"J" interface Jurisdiction { "i" id: ID! }', 'WF-C003', '1:15', /Jurisdiction/],
  ['an invalid key', '"T." type Thing @key(fields: "nope") { "a" a: Int }', 'WF-C004', '1:17', /nope/],
  ['an unused external field', '"T." type Thing { "a" a: Int @external }', 'WF-C010', '1:23', /Thing.a/],
  [
    'a field of two owners',
    '"J" type Jurisdiction @key(fields: "id") {\n "i" id: ID!\n "f" fips: ID!\n}',
    'WF-C013',
    '3:6',
    /fips/,
  ],
  [
    'a type of two kinds',
    '"J" type Jurisdiction @key(fields: "id") {\n "i" id: ID!\n "f" fips: Int!\n}',
    'WF-C014',
    '3:12',
    /fips/,
  ],
  ['a type without description', 'type Thing { "a" a: Int }', 'WF-L001', '1:6', /`Thing`/],
  ['a field without description', '"T." type Thing { a: Int }', 'WF-L002', '1:19', /`Thing.a`/],
  [
    'an argument without description',
    '"T." type Thing { "a" a(x: Int): Int }',
    'WF-L003',
    '1:25',
    /`Thing.a\(x:\)`/,
  ],
  ['an enum value without description', '"E." enum E { A }', 'WF-L004', '1:15', /`E.A`/],
];

describe('a problem has its code, and its position is true in the file of its agency', () => {
  test.each(cases)('%s', (_rule, text, code, at, says) => {
    const problems = problemsOf(text);
    const problem = problems.find((each) => each.code === code);
    expect(problems.map((each) => each.code)).toContain(code);
    expect(problem?.place.file).toBe('subgraphs/cyber/schema.graphql');
    expect(`${problem?.place.line}:${problem?.place.column}`).toBe(at);
    expect(problem?.message).toMatch(says);
    expect(problem?.message).toMatch(/^[^A-Z].*[^.]$/);
    expect(problem?.excerpt).toBe(text.split('\n')[Number(at.split(':')[0]) - 1]);
    expect(problem?.why).not.toBe('');
    expect(problem?.fix).not.toBe('');
  });
});

test('a description above a field does not move the position of its problem', () => {
  const text =
    '"J"\ntype Jurisdiction @key(fields: "id") {\n  "i"\n  id: ID!\n  """\n  Two\n  lines.\n  """\n  fips: Int!\n}';
  const [problem] = problemsOf(text);
  expect(problem).toMatchObject({
    code: 'WF-C014',
    composition: 'FIELD_TYPE_MISMATCH',
    message: '`Jurisdiction.fips` has different types in two subgraphs',
    place: { line: 9, column: 9, endLine: 9, endColumn: 13 },
    otherSides: [
      { subgraph: 'elections', file: 'subgraphs/elections/schema.graphql', line: 10, declares: 'ID!' },
    ],
    why: 'leading zeros are lost in Int ("04013" becomes 4013)',
    fix: 'change line 9 to `fips: ID!`',
  });
});

test('a field that no key leads to is placed in the file of who reads the report', () => {
  const theirs = subgraph('intelligence', '"W" type W @shareable { "b" b: Int }');
  const [problem] = problemsOf(
    'extend type Query { "q" w: W }\n"W" type W @shareable { "a" a: Int }',
    theirs,
  );
  expect(problem).toMatchObject({
    code: 'WF-C024',
    place: { file: 'subgraphs/cyber/schema.graphql', line: 2 },
  });
  expect(problem?.message).toBe('`W.b` cannot be reached from subgraph `cyber`');
});

test('one description in the graph is enough for an entity that several agencies declare', () => {
  expect(problemsOf('type Jurisdiction @key(fields: "id") { id: ID! "Open ones." incidents: Int }')).toEqual(
    [],
  );
});

test('a subgraph name that is no plain word is refused', () => {
  for (const name of [
    '',
    'Cyber',
    'cyber_crime',
    '-x',
    'x-',
    'a--b',
    '../x',
    'ünder',
    '9lives',
    'a'.repeat(41),
  ]) {
    expect(isSubgraphName(name)).toBe(false);
  }
  const result = compose([subgraph('elections', elections), subgraph('Cyber', good)]);
  expect(result).toMatchObject({ kind: 'failed', problems: [{ code: 'WF-S009' }] });
});

test('two subgraphs of one name are refused', () => {
  expect(composed(good, subgraph('cyber', good))).toMatchObject({
    kind: 'failed',
    problems: [{ code: 'WF-S005' }],
  });
});

test('any order of the inputs gives the same supergraph', () => {
  const inputs = readSubgraphs(sourceTree());
  const expected = compose(inputs);
  expect(expected.kind).toBe('composed');
  const hash = expected.kind === 'composed' ? expected.supergraph.hash : '';
  fc.assert(
    fc.property(fc.shuffledSubarray([...inputs], { minLength: inputs.length }), (shuffled) => {
      const result = compose(shuffled);
      expect(result.kind === 'composed' ? result.supergraph.hash : result.problems).toBe(hash);
      expect(sourcesHash(shuffled)).toBe(sourcesHash(inputs));
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('the supergraph names no host of this machine', () => {
  const result = composed(good);
  const sdl = result.kind === 'composed' ? result.supergraph.sdl : '';
  const urls = [...sdl.matchAll(/url: "(http:[^"]+)"/g)].map((match) => match[1]);
  expect(urls).toEqual(['http://cyber.invalid/graphql', 'http://elections.invalid/graphql']);
});

test('a committed supergraph is used only when it was composed from exactly these inputs', () => {
  const inputs = [subgraph('elections', elections), subgraph('cyber', good)];
  const result = compose(inputs);
  if (result.kind === 'failed') throw new Error('the examples do not compose');
  const texts = committedTexts(result.supergraph, inputs);
  const crlf = { ...texts, supergraph: texts.supergraph.replaceAll('\n', '\r\n') };
  expect(texts.supergraph).toMatch(/^# sources: [0-9a-f]{64}, policies: [0-9a-f]{64}\n/);
  expect(committedSupergraph(texts, inputs.toReversed())?.hash).toBe(result.supergraph.hash);
  expect(committedSupergraph(crlf, inputs)?.hash).toBe(result.supergraph.hash);
  expect(hashOfCommitted(texts)).toBe(result.supergraph.hash);
  for (const changed of [
    [subgraph('elections', `${elections} `), subgraph('cyber', good)],
    [subgraph('elections', elections), { ...subgraph('cyber', good), policy: { file: 'p', text: '' } }],
  ]) {
    expect(committedSupergraph(texts, changed)).toBeUndefined();
  }
  const bare = { ...texts, supergraph: result.supergraph.sdl };
  expect(committedSupergraph(bare, inputs)).toBeUndefined();
});

test('committed policies are used only with the supergraph that they belong to', () => {
  const policy = (name: string): string =>
    `@id("cyber.${name}") permit (principal, action == Action::"display", resource) when { principal.exercise };`;
  const withPolicy = (name: string): readonly SubgraphSdl[] => [
    subgraph('elections', elections),
    { ...subgraph('cyber', good), policy: { file: 'policy.cedar', text: policy(name) } },
  ];
  const inputs = withPolicy('one');
  const [one, two] = [inputs, withPolicy('two')].map((each) => compose(each));
  if (one?.kind !== 'composed' || two?.kind !== 'composed') throw new Error('the examples do not compose');
  expect(one.supergraph.policies.policies.map(({ id }) => id)).toEqual(['cyber.one']);
  expect(one.supergraph.sdl).toBe(two.supergraph.sdl);
  expect(one.supergraph.hash).not.toBe(two.supergraph.hash);
  const texts = committedTexts(one.supergraph, inputs);
  expect(committedSupergraph(texts, inputs)?.policies).toEqual(one.supergraph.policies);
  const others = committedTexts(two.supergraph, inputs).policies;
  const edited = texts.policies.replace('cyber.one', 'cyber.uno');
  for (const policies of [others, edited, '{}', undefined]) {
    expect(committedSupergraph({ ...texts, policies }, inputs)).toBeUndefined();
  }
});

test('the committed supergraph and policies are what the folders compose to', () => {
  const tree = sourceTree();
  const inputs = readSubgraphs(tree);
  expect(committedSupergraph(committedFiles(tree), inputs), 'run `npm run compose`').toBeDefined();
});

test('a composition that takes too long is ended and is a failure', async () => {
  const result = await composeAside(
    { subgraphs: [subgraph('elections', elections)], subject: 'elections' },
    1,
  );
  expect(result).toMatchObject({ kind: 'failed', problems: [{ code: 'WF-C099' }] });
});

test('composing aside gives what composing here gives', async () => {
  const inputs = [subgraph('elections', elections), subgraph('cyber', good)];
  expect(await composeAside({ subgraphs: inputs })).toEqual(compose(inputs));
});

test('every page has its own code, and each code of the composition library at most one page', () => {
  const codes = problemPages.map(({ code }) => code);
  const composition = problemPages.flatMap((page) => page.composition ?? []);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(composition).size).toBe(composition.length);
  expect(composition.length).toBeGreaterThanOrEqual(25);
  expect(problemPage('wf-c014')?.composition).toBe('FIELD_TYPE_MISMATCH');
  expect(problemPage('SATISFIABILITY_ERROR')?.code).toBe('WF-C024');
});

test('composing random text never throws', () => {
  const pieces = [
    'type T',
    '{',
    '}',
    ' a: Int',
    '@key(fields: "a")',
    '"d"',
    'extend ',
    'enum E',
    'union U = T',
    '[[',
    '!',
    '\u0000',
    '"""',
    '\n',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const result = composed(parts.join(''));
      if (result.kind === 'failed') expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});
