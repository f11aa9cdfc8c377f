import { describe, expect, test } from 'vitest';
import { claimsOf, personas } from '../../gateway/identity/personas.ts';
import { principalFromClaims } from '../../gateway/identity/principal-from-claims.ts';
import { openReplay } from '../../gateway/policy/replay.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { residualOf } from '../../schema/policy/foreseen.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { satisfies } from '../../schema/policy/residual.ts';
import { statuses, tlpLabels, type PolicyResource } from '../../schema/policy/resource.ts';
import { agencies, communitySource, readRoomPolicies, roomActions } from './room-policies.ts';
import { analyst, incident } from './written.ts';

const { book, problems } = readRoomPolicies();

test("the room's policies are valid Cedar of the community's schema, and all are known to the evaluator", () => {
  expect(problems).toEqual([]);
  expect(() => openPolicies(book)).not.toThrow();
});

test.each(agencies.map(({ source, actions }) => [source.custodian, actions] as const))(
  'policies of %s speak of every action that its schema names',
  (custodian, actions) => {
    const spoken = new Set(
      book.policies
        .filter((policy) => policy.custodian === custodian)
        .map(({ json }) => (json as { action: { entity?: { id: string } } }).action.entity?.id),
    );
    expect(spoken.size).toBeGreaterThan(0);
    expect([...actions].filter((action) => !spoken.has(action))).toEqual([]);
  },
);

describe('the community', () => {
  const policies = openPolicies(book);
  const decide = (caller: PolicyCaller, resource: PolicyResource) => {
    const foreseen = policies.foresee(caller, resource.originator, 'display', resource.type);
    return foreseen.kind === 'depends' ? foreseen.decide(resource).allowed : foreseen.kind === 'always';
  };
  const outside = { ...analyst, exercise: false };
  const real = { ...incident, status: 'ACTUAL', releasableTo: ['cyber'], tlp: 'AMBER' };

  test('shows nothing of an exercise to callers outside it, of any agency, type or label', () => {
    for (const { source, actions } of agencies) {
      for (const action of [...actions, 'display']) {
        for (const [type, tlp] of [
          ['Incident', 'CLEAR'],
          ['Jurisdiction', 'GREEN'],
          ['Judgment', 'RED'],
        ] as const) {
          const foreseen = policies.foresee(outside, source.custodian, action, type);
          const invented = { ...incident, type, tlp, originator: source.custodian };
          expect(satisfies(invented, residualOf(foreseen))).toBe(false);
        }
      }
    }
  });

  test('leaves what is real to those in the exercise, where an agency says so', () => {
    expect(decide(analyst, real)).toBe(true);
    expect(decide(outside, real)).toBe(true);
    expect(decide(analyst, { ...real, status: 'EXERCISE' })).toBe(true);
    expect(decide(outside, { ...real, status: 'EXERCISE' })).toBe(false);
  });

  test("knows the labels and statuses that the evaluator takes for granted, in Cedar's words too", () => {
    for (const word of [...tlpLabels, ...statuses]) expect(communitySource.text).toContain(`"${word}"`);
    const replay = openReplay(book);
    const asked = { caller: analyst, custodian: 'coordination', action: 'display' };
    expect(replay({ ...asked, resource: real }).allowed).toBe(true);
    for (const [id, wrong] of [
      ['community.unknown-label', { tlp: 'WHITE' }],
      ['community.unknown-status', { status: 'REAL' }],
      ['community.unknown-caveat', { caveats: ['PII', 'SECRET'] }],
    ] as const) {
      const decision = replay({ ...asked, resource: { ...real, ...wrong } });
      expect(decision).toEqual({ allowed: false, policies: [id], failed: false });
    }
  });
});

test('every persona may see what Cedar itself says, for every action of every agency', () => {
  const policies = openPolicies(book);
  const replay = openReplay(book);
  const georgia = 'ocd-division/country:us/state:ga';
  const differences: unknown[] = [];
  const seen = { allowed: 0, denied: 0 };
  const callers = personas.flatMap((persona) => {
    const caller = policyCaller(principalFromClaims(claimsOf(persona), true), Date.now());
    return [caller, { ...caller, exercise: false, purposes: ['TENOT'], assignments: ['unmask-approval'] }];
  });
  const objects = (originator: string): readonly Omit<PolicyResource, 'type'>[] => [
    { tlp: 'CLEAR', releasableTo: [], originator, caveats: [], status: 'ACTUAL' },
    { tlp: 'GREEN', releasableTo: [], originator: 'elections', caveats: ['IDSRC'], status: 'EXERCISE' },
    {
      tlp: 'AMBER_STRICT',
      releasableTo: ['cyber', georgia],
      originator,
      caveats: ['LES', 'EXERCISE_CONTROL'],
      status: 'EXERCISE',
      jurisdiction: `${georgia}/county:fulton`,
      state: georgia,
    },
  ];
  for (const { source, actions } of agencies) {
    for (const action of [...actions, 'display']) {
      for (const [index, caller] of callers.entries()) {
        const type = index % 4 < 2 ? 'Incident' : 'Victim';
        const foreseen = policies.foresee(caller, source.custodian, action, type);
        for (const object of objects(source.custodian)) {
          const resource = { ...object, type };
          const theirs = replay({ caller, custodian: source.custodian, action, resource });
          const allowed = satisfies(resource, residualOf(foreseen));
          if (allowed !== theirs.allowed || theirs.failed)
            differences.push({ caller, action, resource, theirs });
          if (foreseen.kind === 'depends') expect(foreseen.decide(resource)).toEqual(theirs);
          seen[allowed ? 'allowed' : 'denied'] += 1;
        }
      }
    }
  }
  expect(differences).toEqual([]);
  expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(300);
  expect(roomActions.size).toBeGreaterThan(20);
});
