import { describe, expect, test } from 'vitest';
import { principalFromClaims } from '../../gateway/identity/principal-from-claims.ts';
import { principalKey } from '../../gateway/principal/principal-key.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { agencies, readRoomPolicies } from '../policy/room-policies.ts';

const claims = { sub: 'u1', agency: 'elections' };
const assignment = {
  kind: 'case',
  id: 'c1',
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2026-02-01T00:00:00.5+02:00',
  grantedBy: 'somebody',
};
const from = (more: object) => principalFromClaims({ ...claims, ...more }, false);

test.each<[unknown, readonly string[]]>([
  ['read:pii', ['read:pii']],
  ['read:pii:all  registry:publish ', ['read:pii:all', 'registry:publish']],
  [
    ['read:pii', 'read:*'],
    ['read:pii', 'read:*'],
  ],
  ['', []],
  [[], []],
  [undefined, []],
])('scope %o is %o', (scope, expected) => {
  expect(from({ scope }).scopes).toEqual(expected);
});

test.each<[string, object]>([
  ['a scope that holds a space', { scope: ['a b'] }],
  ['a scope that holds a tab', { scope: 'a\tb' }],
  ['a scope that holds a quote', { scope: 'a"b' }],
  ['an empty scope in a list', { scope: [''] }],
  ['a scope that is an object', { scope: { read: true } }],
  ['an agency in other letters', { agency: 'élections' }],
  ['an agency in capitals', { agency: 'Elections' }],
  ['several agencies', { agency: ['elections', 'cyber'] }],
  ['an empty subject', { sub: '' }],
  ['a subject with a line break', { sub: 'u1\nu2' }],
  ['half a character', { name: '\ud800' }],
  ['a zero byte in a role', { roles: ['AUDITOR\0'] }],
  ['more than 200 roles', { roles: Array.from({ length: 201 }, () => 'R') }],
  ['an assignment that is a text', { assignments: ['c1'] }],
  ['an assignment without an id', { assignments: [{ ...assignment, id: '' }] }],
  ['an assignment that nobody granted', { assignments: [{ ...assignment, grantedBy: undefined }] }],
  [
    'an assignment that ends before it begins',
    { assignments: [{ ...assignment, validTo: '2025-01-01T00:00:00Z' }] },
  ],
  ['an assignment on a day without a time', { assignments: [{ ...assignment, validFrom: '2026-01-01' }] }],
  ['an assignment on 30 February', { assignments: [{ ...assignment, validFrom: '2025-02-30T00:00:00Z' }] }],
  ['an assignment in hour 25', { assignments: [{ ...assignment, validFrom: '2026-01-01T25:00:00Z' }] }],
  ['an assignment in words', { assignments: [{ ...assignment, validFrom: 'January 1, 2026' }] }],
])('%s is no principal', (_, more) => {
  expect(() => from(more)).toThrow();
});

test('what the claims inherit is no claim', () => {
  const inherited: Record<string, unknown> = Object.create({ roles: ['ADMIN'], exercise: true });
  const principal = principalFromClaims(Object.assign(inherited, claims), false);
  expect(principal).toMatchObject({ id: 'u1', roles: [], exercise: false });
  expect(() => principalFromClaims(Object.create(claims), false)).toThrow('`sub` is missing');
});

test('what looks the same is the same: texts are in the form NFC', () => {
  const apart = from({ sub: 'Ame\u0301lie', roles: ['ÉLU'.normalize('NFD')], name: 'Ame\u0301lie' });
  const whole = from({ sub: 'Am\u00e9lie', roles: ['ÉLU'.normalize('NFC')], name: 'Am\u00e9lie' });
  expect(apart).toEqual(whole);
  expect(principalKey(apart)).toBe(principalKey(whole));
});

describe('an agency that nobody knows', () => {
  const { book } = readRoomPolicies();
  const policies = openPolicies(book);
  const caller = policyCaller(from({ agency: 'weather', exercise: true }), Date.now());

  test('is let in, and may do nothing that is not for anybody', () => {
    const marking = { releasableTo: ['elections'], originator: 'elections', caveats: [], status: 'EXERCISE' };
    const allowed = agencies.flatMap(({ source: { custodian }, actions }) =>
      [...actions, 'display'].filter((action) => {
        const foreseen = policies.foresee(caller, custodian, action, 'Incident');
        if (foreseen.kind !== 'depends') return foreseen.kind === 'always';
        return ['RED', 'AMBER_STRICT', 'AMBER', 'GREEN'].some(
          (tlp) => foreseen.decide({ ...marking, type: 'Incident', tlp }).allowed,
        );
      }),
    );
    expect(allowed).toEqual([]);
  });
});

describe('the key of a principal', () => {
  const whole = {
    name: 'N',
    roles: ['A', 'B'],
    scope: 'x y',
    community: ['c'],
    assignments: [assignment],
    purposes: ['p'],
    exercise: true,
    jurisdiction: 'j',
  };

  test('is the same for the same, in any order, and always 43 characters', () => {
    const key = principalKey(from(whole));
    expect(principalKey(from({ ...whole, roles: ['B', 'A', 'B'], scope: ['y', 'x'] }))).toBe(key);
    expect(key).toMatch(/^[\w-]{43}$/);
  });

  test('is another for whoever differs in anything', () => {
    const others = [
      {},
      { sub: 'u2' },
      { name: 'M' },
      { agency: 'cyber' },
      { roles: ['A'] },
      { roles: ['A,B'] },
      { roles: ['A', 'B', 'x'] },
      { scope: 'x' },
      { scope: 'y' },
      { community: [] },
      { community: [], purposes: ['c', 'p'] },
      { purposes: [] },
      { exercise: false },
      { jurisdiction: undefined },
      { assignments: [] },
      { assignments: [{ ...assignment, validTo: '2026-03-01T00:00:00Z' }] },
      { assignments: [{ ...assignment, grantedBy: 'another' }] },
    ].map((more) => principalKey(from({ ...whole, ...more })));
    expect(new Set(others).size).toBe(others.length);
    expect(principalKey(principalFromClaims({ ...claims, ...whole }, true))).not.toBe(others[0]);
  });
});
