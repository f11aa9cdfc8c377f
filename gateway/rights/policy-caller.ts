import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Principal } from '../principal/principal.ts';

/**
 * The caller as policies see it at `now` (milliseconds since 1970): assignments that do not hold then are left out.
 *
 * A time that cannot be read holds never.
 */
export function policyCaller(principal: Principal, now: number): PolicyCaller {
  const { id, agency, roles, scopes, community, assignments, purposes, exercise, jurisdiction } = principal;
  return {
    id,
    agency,
    roles,
    scopes,
    community,
    assignments: assignments
      .filter(({ validFrom, validTo }) => Date.parse(validFrom) <= now && now < Date.parse(validTo))
      .map((assignment) => assignment.id),
    purposes,
    exercise,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  };
}

/** When the rights of `principal` may next change by themselves; Infinity when never. */
export function rightsHoldUntil({ assignments }: Principal, now: number): number {
  const times = assignments.flatMap(({ validFrom, validTo }) => [Date.parse(validFrom), Date.parse(validTo)]);
  return Math.min(...times.filter((time) => time > now), Infinity);
}
