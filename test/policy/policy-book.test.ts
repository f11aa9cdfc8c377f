import { describe, expect, test } from 'vitest';
import type { PolicyRecord } from '../../schema/policy/book.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { parsePolicyBook, policyBookOf, policyBookText } from '../../schema/policy/policy-book.ts';
import { analyst, bookOfTexts, permitWhen } from './written.ts';

const book = bookOfTexts({
  'cyber.two': permitWhen('principal.exercise'),
  'cyber.one': permitWhen('resource.tlp == "RED"'),
});

test('a book is read as it was written', () => {
  const text = policyBookText(book);
  expect(parsePolicyBook(text)).toEqual(book);
  expect(policyBookText(parsePolicyBook(text))).toBe(text);
  expect(policyBookText(parsePolicyBook(policyBookText(policyBookOf([]))))).toBe(
    policyBookText(policyBookOf([])),
  );
});

test('the same policies in another order are the same book', () => {
  expect(policyBookOf(book.policies.toReversed())).toEqual(book);
  expect(book.policies.map(({ id }) => id)).toEqual(['cyber.one', 'cyber.two']);
});

test('every part of a policy is in the hash', () => {
  const [first, ...others] = book.policies;
  const changes = [
    { id: 'cyber.a' },
    { custodian: 'x' },
    { file: 'x' },
    { line: 2 },
    { text: 'x' },
    { json: {} },
  ];
  const hashes = changes.map((change) => policyBookOf([{ ...first!, ...change }, ...others]).hash);
  expect(new Set([book.hash, ...hashes]).size).toBe(changes.length + 1);
});

describe('a book that is not whole is refused', () => {
  const [first, second] = book.policies as readonly [PolicyRecord, PolicyRecord];
  const withFirst = (change: Partial<PolicyRecord>): string =>
    policyBookText(policyBookOf([{ ...first, ...change }, second]));
  const withJson = (change: object): string => withFirst({ json: { ...(first.json as object), ...change } });

  test.each([
    ['no JSON', 'permit', 'JSON'],
    ['no list', '{"hash":"x"}', 'without a list of policies'],
    ['an altered policy', policyBookText(book).replace('RED', 'CLEAR'), 'hash is not that of its policies'],
    ['another hash', policyBookText({ ...book, hash: '0' }), 'hash is not that of its policies'],
    ['a policy left out', policyBookText({ ...book, policies: [first] }), 'hash is not that of its policies'],
    ['one id twice', withFirst({ id: second.id }), 'two policies have one id'],
    ["another custodian's name", withFirst({ custodian: 'elections' }), 'not named after its custodian'],
    ['no line', withFirst({ line: Number.NaN }), 'is not whole'],
    [
      'a form that is not known',
      withJson({ conditions: [{ kind: 'when', body: { '+': {} } }] }),
      '`+` is not supported',
    ],
    ['a permit of everything', withJson({ action: { op: 'All' } }), 'a permit names one action'],
  ])('%s', (_, text, message) => {
    expect(() => parsePolicyBook(text)).toThrow(message);
  });
});

describe('what the evaluator does not know is refused when the book is opened', () => {
  test.each([
    ['arithmetic', '1 + 1 == 2', '`+` is not supported'],
    ['an extension', 'ip("127.0.0.1").isLoopback()', 'is not supported'],
    ['entities', 'principal == resource', 'is not supported'],
    ['entities in groups', 'principal in Principal::"x"', 'is not supported'],
    ['tags', 'principal.hasTag("x")', 'is not supported'],
    ['the action', 'action == Action::"x"', 'is not supported'],
    ['context', 'context has now', 'cannot be read'],
    ['an unknown attribute', 'resource.colour == "x"', 'no attribute `colour`'],
    ['the presence of an unknown attribute', 'resource has colour', 'no attribute `colour`'],
    ['the presence of a path', 'resource has case.number', 'of a path'],
    ['two types', 'resource.tlp == 1', 'an operand is a `long`'],
    ['a text as a condition', 'resource.tlp', 'a condition is a `string`'],
    ['a text in a conjunction', 'resource.tlp && true', 'an operand is a `string`'],
    ['a comparison of texts', 'resource.tlp < "x"', 'an operand is a `string`'],
    ['a list that is none', 'resource.tlp.contains("x")', 'where a set is needed'],
    ['an empty set', '[].contains("x")', 'an empty set'],
    ['a mixed set', '["a", 1].contains(1)', 'more than one type'],
    ['branches of two types', '(if true then 1 else "a") == 1', 'an operand is a `string`'],
    ['a number beyond exactness', '9007199254740993 == 1', 'below 2^53'],
    ['two lists of the object', 'resource.releasableTo == resource.caveats', 'another value of the object'],
    ['a list of the object in a set', '[resource.releasableTo].contains(["a"])', 'inside a set'],
    ['a member that is not there', '{a: 1}.b == 1', 'no `b` to read'],
    [
      'too many `if`',
      Array.from({ length: 9 }, () => '(if resource has state then true else false)').join(' && '),
      'more than 8 `if`',
    ],
    ['too deep nesting', `${'!('.repeat(120)}true${')'.repeat(120)}`, 'nested too deep'],
    [
      'a huge set',
      `[${Array.from({ length: 1001 }, (_, index) => index).join(',')}].contains(1)`,
      'more than 1000',
    ],
  ])('%s', (_, condition, message) => {
    const unsupported = bookOfTexts({ 'cyber.one': permitWhen(condition) });
    expect(() => openPolicies(unsupported)).toThrow(message);
  });

  test.each([
    [
      '`is` of a type and a group',
      'permit (principal is Principal in Principal::"x", action == Action::"display", resource) when { true };',
    ],
    [
      'a named object',
      'permit (principal, action == Action::"display", resource == Object::"x") when { true };',
    ],
    ['a group of actions', 'permit (principal, action in Action::"all", resource) when { true };'],
  ])('%s', (_, text) => {
    expect(() => openPolicies(bookOfTexts({ 'cyber.one': text }))).toThrow('cannot be evaluated');
  });

  test('a scope that says the type alone is known', () => {
    const text =
      'permit (principal is Principal, action == Action::"display", resource is Object) when { true };';
    const policies = openPolicies(bookOfTexts({ 'cyber.one': text }));
    expect(policies.foresee(analyst, 'cyber', 'display', 'Incident').kind).toBe('always');
  });
});
