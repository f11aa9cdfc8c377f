import { expect, test } from 'vitest';
import { readPolicies } from '../../gateway/policy/read-policies.ts';
import { openReplay } from '../../gateway/policy/replay.ts';
import { openExplainedPolicies } from '../../gateway/viewer/explained-policy.ts';
import { disagreements } from '../../gateway/viewer/replayed.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openPolicies } from '../../schema/policy/policies.ts';

const nobody: PolicyCaller = {
  id: 'urn:somebody',
  agency: 'elsewhere',
  roles: [],
  scopes: [],
  community: [],
  assignments: [],
  purposes: [],
  exercise: false,
};

const bookOf = (when: string, effect = 'permit', words = '// Says why.') => {
  const text = `${words}\n@id("cyber.one")\n${effect} (principal, action == Action::"thing.read", resource)\nwhen { ${when} };\n`;
  const { book, problems } = readPolicies(
    [{ custodian: 'cyber', file: 'policy.cedar', text }],
    ['thing.read'],
  );
  expect(problems).toEqual([]);
  return book;
};

const explainOne = (when: string, caller: Partial<PolicyCaller> = {}, effect = 'permit') => {
  const [policy] = openExplainedPolicies(bookOf(when, effect))('cyber', 'thing.read', {
    caller: { ...nobody, ...caller },
    type: 'Thing',
  });
  if (!policy) throw new Error('no policy');
  return policy;
};

test.each<readonly [string, Partial<PolicyCaller>, readonly string[]]>([
  ['principal.agency == "cyber"', {}, ['agency `cyber`']],
  ['principal.purposes.contains("NETDEF")', {}, ['purpose `NETDEF`']],
  ['principal.assignments.contains("case-1")', {}, ['an assignment to `case-1` that holds now']],
  ['principal.exercise', {}, ['being in the exercise']],
  ['principal.agency != "elsewhere"', {}, ['anything but agency `elsewhere`']],
  ['principal.roles.contains("A") && principal.agency == "cyber"', {}, ['role `A`, and agency `cyber`']],
  // What the caller has already is not told.
  ['principal.roles.contains("A") && principal.agency == "cyber"', { roles: ['A'] }, ['agency `cyber`']],
  ['principal.roles.contains("A") || principal.agency == "cyber"', {}, ['role `A`', 'agency `cyber`']],
  // What the object has to be is not the caller's to change.
  ['resource.tlp == "GREEN" && principal.agency == "cyber"', {}, ['agency `cyber`']],
  [
    'principal has jurisdiction && resource has jurisdiction && resource.jurisdiction == principal.jurisdiction',
    {},
    ["a jurisdiction of one's own"],
  ],
  // A way that is part of another is the only one of the two.
  [
    'principal.agency == "cyber" || (principal.agency == "cyber" && principal.roles.contains("A"))',
    {},
    ['agency `cyber`'],
  ],
  [
    '(resource.type == "Other" && principal.roles.contains("A")) || principal.roles.contains("B")',
    {},
    ['role `B`'],
  ],
])('%s of %j lacks %j', (when, caller, missing) => {
  expect(explainOne(when, caller)).toMatchObject({ outcome: 'fails', missing });
});

test('who has what is said to be missing is permitted', () => {
  const when =
    'principal.roles.contains("A") && (principal.agency == "cyber" || principal.purposes.contains("P"))';
  expect(explainOne(when).missing).toEqual(['role `A`, and (agency `cyber` or purpose `P`)']);
  expect(explainOne(when, { roles: ['A'], agency: 'cyber' }).outcome).toBe('holds');
  expect(explainOne(when, { roles: ['A'], purposes: ['P'] }).outcome).toBe('holds');
  expect(explainOne(when, { agency: 'cyber', purposes: ['P'] }).missing).toEqual(['role `A`']);
});

test('a policy about other objects lacks nothing that a caller could have', () => {
  const policy = explainOne('resource.type == "Other" && principal.agency == "cyber"');
  expect(policy.outcome).toBe('fails');
  expect(policy.missing).toBeUndefined();
});

test.each([
  ['resource.tlp == "GREEN" || resource.tlp == "CLEAR"', 'tlp is GREEN or CLEAR'],
  ['!resource.caveats.contains("IDSRC")', 'caveats has no IDSRC'],
  [
    'resource.originator == principal.agency && resource has case',
    'originator is elsewhere and it has a case',
  ],
  [
    'resource.releasableTo.contains(principal.agency) && (resource.tlp == "AMBER" || resource.caveats.contains("LES"))',
    'releasableTo has elsewhere and (tlp is AMBER or caveats has LES)',
  ],
])('%s is told as %s', (when, words) => {
  expect(explainOne(when)).toMatchObject({ outcome: 'depends', when: words });
});

test('a forbid that holds says what would lift it, and one that fails lacks nothing', () => {
  expect(explainOne('!principal.exercise', {}, 'forbid')).toMatchObject({
    outcome: 'holds',
    missing: ['being in the exercise'],
  });
  const lifted = explainOne('!principal.exercise', { exercise: true }, 'forbid');
  expect(lifted.outcome).toBe('fails');
  expect(lifted.missing).toBeUndefined();
});

test("a policy is told in its author's words, with its place and its text", () => {
  const book = bookOf('principal.exercise', 'permit', '// One line\n// and another.');
  const [policy] = openExplainedPolicies(book)('cyber', 'thing.read', { caller: nobody, type: 'Thing' });
  expect(policy).toMatchObject({ id: 'cyber.one', file: 'policy.cedar', words: 'One line and another.' });
  expect(policy?.text).toContain('permit (principal');
});

test('what no custodian of the action wrote is not asked', () => {
  const explained = openExplainedPolicies(bookOf('principal.exercise'));
  expect(explained('intelligence', 'thing.read', { caller: nobody, type: 'Thing' })).toEqual([]);
  expect(explained('cyber', 'other.read', { caller: nobody, type: 'Thing' })).toEqual([]);
});

test("an engine that decides otherwise than Cedar's own is found out", () => {
  const book = bookOf('resource.tlp == "GREEN"');
  const replay = openReplay(book);
  const asked = { caller: nobody, custodian: 'cyber', action: 'thing.read', type: 'Thing' };
  const foreseen = openPolicies(book).foresee(nobody, 'cyber', 'thing.read', 'Thing');
  expect(disagreements(replay, { ...asked, foreseen })).toEqual([]);
  const wrong = { kind: 'always', policies: [] } as const;
  expect(disagreements(replay, { ...asked, foreseen: wrong }).length).toBeGreaterThan(0);
});
