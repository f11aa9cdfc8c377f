import { describe, expect, test } from 'vitest';
import { cedarSchemaFor } from '../../gateway/policy/cedar-schema.ts';
import { readPolicies } from '../../gateway/policy/read-policies.ts';
import { splitPolicies } from '../../gateway/policy/split-policies.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { analyst } from './written.ts';

const readOne = (text: string, custodian = 'cyber') =>
  readPolicies([{ custodian, file: 'policy.cedar', text }], ['indicator.source']);

const scope = 'permit (principal, action == Action::"display", resource)';

describe('a file of policies', () => {
  test('gives each policy with its comment, its line and its JSON', () => {
    const { book, problems } = readOne(
      `// The file.\n\n// Why; "really".\n@id("cyber.one")\n${scope}\nwhen { resource.tlp == ";" };\n@id("cyber.two")\n${scope} when { principal.exercise };\n// The end.\n`,
    );
    expect(problems).toEqual([]);
    expect(
      book.policies.map(({ id, custodian, file, line, text }) => ({ id, custodian, file, line, text })),
    ).toEqual([
      {
        id: 'cyber.one',
        custodian: 'cyber',
        file: 'policy.cedar',
        line: 4,
        text: `// Why; "really".\n@id("cyber.one")\n${scope}\nwhen { resource.tlp == ";" };`,
      },
      {
        id: 'cyber.two',
        custodian: 'cyber',
        file: 'policy.cedar',
        line: 7,
        text: `@id("cyber.two")\n${scope} when { principal.exercise };`,
      },
    ]);
    expect(book.policies[0]?.json).toMatchObject({ effect: 'permit', annotations: { id: 'cyber.one' } });
  });

  test('without policies is an empty book', () => {
    expect(readOne('// Nothing is shared yet.\n')).toMatchObject({ book: { policies: [] }, problems: [] });
  });

  test('that has one problem permits nothing at all', () => {
    const { book, problems } = readOne(
      `@id("cyber.one") ${scope} when { principal.exercise };\n@id("cyber.two") permit (principal, action, resource);`,
    );
    expect(problems.length).toBe(1);
    expect(openPolicies(book).foresee(analyst, 'cyber', 'display', 'Incident').kind).toBe('never');
  });
});

describe('a problem is told with its place and what to do', () => {
  const named = `@id("cyber.one") ${scope}`;
  test.each([
    ['POLICY_SYNTAX', 1, 85, `${named} when { a b };`, 'unexpected token `b`'],
    ['POLICY_SYNTAX', 2, 7, '// é\nallow everything', 'unexpected token `everything`'],
    ['POLICY_SYNTAX', 1, 103, `${named} when { principal.exercise }`, 'unexpected end of input'],
    ['POLICY_ID', 1, 1, `${scope} when { principal.exercise };`, 'a policy has no `@id`'],
    [
      'POLICY_ID',
      1,
      1,
      `@id("elections.one") ${scope} when { principal.exercise };`,
      'is not named after its custodian',
    ],
    [
      'POLICY_ID',
      1,
      1,
      `@id("cyber.") ${scope} when { principal.exercise };`,
      'is not named after its custodian',
    ],
    [
      'POLICY_ID',
      2,
      1,
      `${named} when { principal.exercise };\n${named} when { principal.exercise };`,
      'is there twice',
    ],
    [
      'POLICY_ACTION',
      1,
      1,
      '@id("cyber.one") permit (principal, action, resource) when { principal.exercise };',
      'speaks of every action',
    ],
    [
      'POLICY_ACTION',
      1,
      1,
      '@id("cyber.one") forbid (principal, action, resource) when { principal.exercise };',
      'speaks of every action',
    ],
    [
      'POLICY_ACTION',
      1,
      1,
      '@id("cyber.one") permit (principal, action in [Action::"display"], resource) when { principal.exercise };',
      'speaks of several actions',
    ],
    [
      'POLICY_ACTION',
      1,
      47,
      '@id("cyber.one") permit (principal, action == Action::"disply", resource) when { principal.exercise };',
      'unrecognized action',
    ],
    ['POLICY_UNCONDITIONAL', 1, 1, `${named};`, 'permits everybody everything of its action'],
    ['POLICY_TYPE', 2, 17, `${named} when {\n  "é" == "é" && resource.tlp == 1 };`, 'not compatible'],
    ['POLICY_TYPE', 1, 83, `${named} when { resource.state == "x" };`, 'unable to guarantee safety'],
    ['POLICY_TYPE', 1, 1, `${named} when { resource.tlp == "A" && false };`, 'policy is impossible'],
    ['POLICY_TYPE', 1, 83, `${named} when { context.now == 1 };`, 'attribute `now`'],
    ['POLICY_TYPE', 1, 83, `${named} when { principal.clearance == "x" };`, 'attribute `clearance`'],
    ['POLICY_UNSUPPORTED', 1, 1, `${named} when { 1 + 1 == 2 };`, '`+` is not supported'],
    [
      'POLICY_UNSUPPORTED',
      1,
      1,
      `@id("cyber.one") permit (principal == Principal::"x", action == Action::"display", resource) when { true };`,
      'narrowed in the scope',
    ],
  ])('%s at %i:%i', (code, line, column, text, message) => {
    const { problems } = readOne(text);
    expect(problems.map((problem) => [problem.code, problem.line, problem.column])).toEqual([
      [code, line, column],
    ]);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.message).not.toMatch(/\n|policy0/u);
    expect(problems[0]?.fix).toMatch(/./u);
    expect(problems[0]).toMatchObject({ custodian: 'cyber', file: 'policy.cedar' });
  });

  test('a forbid of the community may speak of every action, a permit may not', () => {
    const text = (effect: string) =>
      `@id("community.one") ${effect} (principal, action, resource) when { principal.exercise };`;
    expect(readOne(text('forbid'), 'community').problems).toEqual([]);
    expect(readOne(text('permit'), 'community').problems).toMatchObject([{ code: 'POLICY_ACTION' }]);
  });

  test('problems of all files come together, in the order of their places', () => {
    const { problems } = readPolicies(
      [
        { custodian: 'elections', file: 'b.cedar', text: '\n nothing;' },
        { custodian: 'cyber', file: 'a.cedar', text: 'nothing;' },
        { custodian: 'cyber', file: 'c.cedar', text: `${named} when { principal.exercise };` },
      ],
      [],
    );
    expect(problems.map(({ file, line, custodian }) => `${custodian} ${file}:${line}`)).toEqual([
      'cyber a.cedar:1',
      'elections b.cedar:2',
    ]);
  });
});

test('a semicolon in a comment or in a text ends no policy', () => {
  const texts = splitPolicies('// a;\nx "\\";" y; // b;\n"c;" ; rest // d;').map(({ text }) => text);
  expect(texts).toEqual(['// a;\nx "\\";" y;', '// b;\n"c;" ;', 'rest // d;']);
});

test('the Cedar schema declares every action once, and `display` always', () => {
  const schema = cedarSchemaFor(['b', 'a', 'b']);
  expect(schema.slice(schema.indexOf('\naction'))).toBe(
    '\naction\n  "a",\n  "b",\n  "display"\nappliesTo { principal: Principal, resource: Object, context: {} };\n',
  );
});
