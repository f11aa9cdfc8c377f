import { describe, expect, test } from 'vitest';
import { compose, type Composition } from '../../../gateway/compose/compose.ts';
import { sharedDocument } from '../../../gateway/compose/subgraph-folders.ts';
import type { SubgraphSdl } from '../../../gateway/compose/subgraph-sdl.ts';
import { sourceTree } from '../../../gateway/config/source-tree.ts';

const { file, text: sharedText } = sharedDocument(sourceTree());
const shared = { file, text: sharedText };

/** The custodian of every example; it lets `cyber` have its key and nothing else. */
const police = `type Query {
  "All of them."
  cases: [Case!] @public
}
"A case."
type Case @key(fields: "id") @marked(by: "marking") {
  "Its id."
  id: ID! @flow(mayEnter: ["police", "cyber"])
  "Who is in it."
  suspect: String @access(action: "case.suspect")
  "Where it is."
  place: String @flow(mayEnter: ["police", "cyber"])
  "How it is handled."
  marking: Marking
}`;

const caseHead = '"A case." type Case @key(fields: "id")';
const caseId = '"Its id." id: ID! @flow(mayEnter: ["police", "cyber"])';

function agency(name: string, text: string, policy?: string, from = shared): SubgraphSdl {
  const own = { file: `${name}/schema.graphql`, text };
  return {
    name,
    shared: from,
    own,
    ...(policy === undefined ? {} : { policy: { file: `${name}/policy.cedar`, text: policy } }),
  };
}

function composed(text: string, policy?: string, from = shared): Composition {
  const others = [agency('police', police, undefined, from), agency('cyber', text, policy, from)];
  return compose(others, 'cyber');
}

/** `code file:line:column` of every problem. */
function problemsOf(result: Composition): readonly string[] {
  if (result.kind === 'composed') return [];
  return result.problems.map(({ code, place }) => `${code} ${place.file}:${place.line}:${place.column}`);
}

const permit = (action: string): string =>
  `@id("cyber.one")\npermit (principal, action == Action::"${action}", resource)\nwhen { principal.exercise };`;

describe('what an agency may not publish', () => {
  test.each<[rule: string, text: string, problem: string]>([
    ['a field without a rule', 'type Query {\n  "a" a: Int\n}', 'WF-R001 cyber/schema.graphql:2:7'],
    [
      'a field without a rule on a type of its own',
      '"T." type T {\n "a" a: Int\n "b" b: Int @public\n}',
      'WF-R001 cyber/schema.graphql:2:6',
    ],
    [
      'a governed field that may not be null',
      'type Query {\n "a" a: Int! @access(action: "display")\n}',
      'WF-R002 cyber/schema.graphql:2:6',
    ],
    [
      'a public field that may not be null and gives an object that can be withheld',
      `${caseHead} { ${caseId} }\ntype Query {\n "c" c: Case! @public\n}`,
      'WF-R002 cyber/schema.graphql:3:6',
    ],
    [
      'a rule on an @external field, where composition would lose it',
      `${caseHead} { ${caseId} "p" place: String @external\n@withhold(mode: HIDDEN)\n "b" b: Int @access(action: "display") @requires(fields: "place") }`,
      'WF-R003 cyber/schema.graphql:2:1',
    ],
    [
      'a computed field that is public while its input is not',
      `${caseHead} { ${caseId} "p" place: String @external\n "b" b: Int @public @requires(fields: "place") }`,
      'WF-R006 cyber/schema.graphql:2:21',
    ],
    [
      'a marking that the type does not have',
      '"T." type T\n@marked(by: "b") { "a" a: Int }',
      'WF-R008 cyber/schema.graphql:2:1',
    ],
    [
      'a marking that is none',
      '"T." type T\n@marked(by: "a") { "a" a: Int }',
      'WF-R008 cyber/schema.graphql:2:1',
    ],
    [
      'the text of a marking that callers could select',
      '"T." type T\n@marked(by: "m", line: "l") { "m" m: Marking "l" l: String }',
      'WF-R008 cyber/schema.graphql:2:1',
    ],
    [
      'the text of a marking that is none',
      '"T." type T\n@marked(by: "m", line: "l") { "m" m: Marking "l" l: Int @inaccessible }',
      'WF-R008 cyber/schema.graphql:2:1',
    ],
    [
      'the text of a marking that is not there',
      '"T." type T\n@marked(by: "m", line: "l") { "m" m: Marking }',
      'WF-R008 cyber/schema.graphql:2:1',
    ],
    [
      'a mask without text',
      '"T." type T { "a" a: Int @access(action: "a")\n@withhold(mode: MASK) }',
      'WF-R009 cyber/schema.graphql:2:1',
    ],
    [
      'a tearline that is no field',
      '"T." type T { "a" a: Int @access(action: "a")\n@withhold(mode: TEARLINE, tearline: "b") }',
      'WF-R009 cyber/schema.graphql:2:1',
    ],
    [
      'a less exact value that is as hard to see',
      '"T." type T { "b" b: Int @access(action: "a") @access(action: "b") "a" a: Int @access(action: "a")\n@withhold(mode: GENERALIZE, generalize: "b") }',
      'WF-R009 cyber/schema.graphql:2:1',
    ],
    [
      'an input that may not enter its agency',
      `${caseHead} { ${caseId} "s" suspect: String @external\n "b" b: Int @access(action: "case.suspect") @requires(fields: "suspect") }`,
      'WF-R010 cyber/schema.graphql:2:45',
    ],
    [
      'a filter on a coordinate that is not there',
      'type Query {\n "a" a("b" b: Int @reveals(coordinates: ["Case.suspekt"])): Int @public\n}',
      'WF-R012 cyber/schema.graphql:2:19',
    ],
    [
      'its own definition of a directive of the community',
      'directive @public(really: Boolean) on FIELD_DEFINITION',
      'WF-S005 cyber/schema.graphql:1:12',
    ],
    [
      'a value that a directive does not know',
      'type Query { "a" a: Int @access(action: "a")\n@audited(level: SOMEWHAT) }',
      'WF-S006 cyber/schema.graphql:2:17',
    ],
  ])('%s', (_rule, text, problem) => {
    expect(problemsOf(composed(text))).toEqual([problem]);
  });

  test('an action that none of its policies speaks of', () => {
    const text = 'type Query {\n  "a" a: Int @access(action: "case.suspect")\n}';
    expect(problemsOf(composed(text, permit('display')))).toEqual(['WF-R007 cyber/schema.graphql:2:14']);
    expect(problemsOf(composed(text, permit('case.suspect')))).toEqual([]);
  });

  test('a policy for an action that no field needs', () => {
    const text = 'type Query { "a" a: Int @public }';
    expect(problemsOf(composed(text, permit('case.suspct')))).toEqual(['WF-P003 cyber/policy.cedar:2:30']);
  });

  test('a policy that is not Cedar, with the place in its file', () => {
    const result = composed('type Query { "a" a: Int @public }', '@id("cyber.one")\npermit principal;');
    expect(problemsOf(result)).toEqual(['WF-P001 cyber/policy.cedar:2:8']);
    expect(result.kind === 'failed' && result.problems[0]).toMatchObject({
      subgraph: 'cyber',
      excerpt: 'permit principal;',
    });
  });
});

describe('a key', () => {
  const third = agency('third', `${caseHead} { "Its id." id: ID! "c" c: Int @access(action: "display") }`);

  test('is not taken by an agency that the custodian does not name, whatever that agency states', () => {
    const own = `${caseHead} { "Its id." id: ID! @flow(mayEnter: ["police", "cyber", "third"]) "c" c: Int @access(action: "display") }`;
    const result = compose([agency('police', police), agency('third', own)], 'third');
    expect(problemsOf(result)).toEqual(['WF-R010 third/schema.graphql:1:21']);
    expect(problemsOf(compose([agency('police', police), third], 'third'))).toHaveLength(1);
  });

  test('is taken by one that it names', () => {
    expect(problemsOf(composed(`${caseHead} { ${caseId} "c" c: Int @access(action: "display") }`))).toEqual(
      [],
    );
  });
});

describe('what is allowed', () => {
  test('an agency without policies: it is denied as a whole, and nothing is said about its actions', () => {
    const result = composed('type Query { "a" a: Int @access(action: "anything") }');
    expect(problemsOf(result)).toEqual([]);
    expect(result.kind === 'composed' && result.supergraph.policies.policies).toEqual([]);
  });

  test('two markings of one entity by two agencies', () => {
    const text = `${caseHead} @marked(by: "cyberMarking") { ${caseId} "m" cyberMarking: Marking }`;
    expect(problemsOf(composed(text))).toEqual([]);
  });

  test('an agency in @flow that is not there is a hint', () => {
    const result = composed('type Query { "a" a: Int @public @flow(mayEnter: ["polise"]) }');
    const hints = result.kind === 'composed' ? result.hints : [];
    expect(hints).toContainEqual(
      expect.objectContaining({ code: 'WF-R011', level: 'WARN', subgraphs: ['cyber'] }),
    );
  });
});

describe('the shared document', () => {
  const hold = shared.text.replace('  @composeDirective(name: "@withhold")\n', '');
  const renamed = shared.text
    .replace('"@access"', '{ name: "@access", as: "@wfAccess" }')
    .replace('@composeDirective(name: "@access")', '@composeDirective(name: "@wfAccess")')
    .replace('directive @access(', 'directive @wfAccess(');

  test('composes every directive that an agency uses', () => {
    const from = { ...shared, text: hold };
    const text = 'type Query { "a" a: Int @access(action: "a")\n@withhold(mode: HIDDEN) }';
    expect(problemsOf(composed(text, undefined, from))).toEqual(['WF-R004 cyber/schema.graphql:2:1']);
  });

  test('may give a directive another name, and its rule is the same', () => {
    const from = { ...shared, text: renamed };
    const others = [agency('cyber', 'type Query {\n "a" a: Int! @wfAccess(action: "a")\n}', undefined, from)];
    expect(problemsOf(compose(others, 'cyber'))).toEqual(['WF-R002 cyber/schema.graphql:2:6']);
    const twice = [
      agency(
        'cyber',
        '"T." type T { "a" a: Int @shareable @wfAccess(action: "a") } type Query { "t" t: T @public }',
        undefined,
        from,
      ),
      agency('police', '"T." type T { "a" a: Int @shareable\n@public }', undefined, from),
    ];
    expect(problemsOf(compose(twice, 'police'))).toEqual(['WF-L009 police/schema.graphql:2:1']);
  });

  test('may import the standard directives, whose lists are not empty then', () => {
    const text = shared.text.replace('"@tag"', '"@tag" "@requiresScopes" "@policy"');
    const from = { ...shared, text };
    for (const rule of [
      '@requiresScopes(scopes: [])',
      '@requiresScopes(scopes: [[]])',
      '@policy(policies: [["a"], []])',
    ]) {
      const result = composed(`type Query { "a" a: Int @public\n${rule} }`, undefined, from);
      expect(problemsOf(result)).toEqual(['WF-R005 cyber/schema.graphql:2:1']);
    }
  });
});
