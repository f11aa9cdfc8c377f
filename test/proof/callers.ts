import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { frozenCopy, type Principal } from '../../gateway/principal/principal.ts';
import type { Tape } from '../federation/tape.ts';

/** A caller of few agencies and entitlements. */
export function randomPrincipal(tape: Tape): Principal {
  return principalWith({
    agency: tape.pick(['alpha', 'beta', 'gamma', 'other']),
    roles: ['R1', 'R2'].filter(() => tape.once(2)),
    scopes: tape.once(2) ? ['s1'] : [],
    assignments: tape.once(2) ? ['tf1'] : [],
    exercise: !tape.once(3),
    ...(tape.once(2) ? { jurisdiction: 'ocd-division/country:us/state:ga/county:fulton' } : {}),
  });
}

/** What callers differ in here. */
export type Entitlements = Pick<
  PolicyCaller,
  'agency' | 'roles' | 'scopes' | 'assignments' | 'exercise' | 'jurisdiction'
>;

/** A principal with these entitlements; its assignments hold for a long time. */
function principalWith({
  agency,
  roles,
  scopes,
  assignments,
  exercise,
  jurisdiction,
}: Entitlements): Principal {
  return frozenCopy<Principal>({
    id: 'exercise-caller',
    name: 'Exercise Caller',
    agency,
    roles,
    scopes,
    community: [],
    assignments: assignments.map((id) => ({
      kind: 'task force',
      id,
      validFrom: '2020-01-01T00:00:00Z',
      validTo: '2120-01-01T00:00:00Z',
      grantedBy: 'alpha',
    })),
    purposes: [],
    exercise,
    demo: true,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  });
}

/** The principal as policies read it. */
export function callerOf({ jurisdiction, ...principal }: Principal): PolicyCaller {
  const { id, agency, roles, scopes, assignments, exercise } = principal;
  return {
    id,
    agency,
    roles: [...roles],
    scopes: [...scopes],
    community: [],
    assignments: assignments.map((assignment) => assignment.id),
    purposes: [],
    exercise,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  };
}

/** The same principal with one entitlement less, for each that it has. */
export function withOneLess(principal: Principal): readonly Principal[] {
  const all = { ...callerOf(principal) };
  return (['roles', 'scopes', 'assignments'] as const).flatMap((kind) =>
    all[kind].map((taken) => principalWith({ ...all, [kind]: all[kind].filter((each) => each !== taken) })),
  );
}
