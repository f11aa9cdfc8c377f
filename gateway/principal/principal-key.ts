import { hash } from 'node:crypto';
import type { Principal } from './principal.ts';

const keys = new WeakMap<Principal, string>();

/**
 * A name for whoever asks, of 43 characters: equal for principals that are equal in everything, whatever the order of
 * their lists, and for no others. It says nothing about them to who reads it.
 *
 * What is kept for one caller and must never reach another is kept under it.
 */
export function principalKey(principal: Principal): string {
  const known = keys.get(principal);
  if (known !== undefined) return known;
  const key = hash('sha256', textOf(principal), 'base64url');
  // INVARIANT: a principal is frozen, so its key stays true.
  if (Object.isFrozen(principal)) keys.set(principal, key);
  return key;
}

function textOf(principal: Principal): string {
  const { id, name, agency, roles, scopes, community, assignments, purposes } = principal;
  const { exercise, jurisdiction, demo } = principal;
  const assigned = assignments.map((each) =>
    JSON.stringify([each.kind, each.id, each.validFrom, each.validTo, each.grantedBy]),
  );
  return JSON.stringify([
    [id, name, agency, jurisdiction ?? null, exercise, demo],
    ...[roles, scopes, community, purposes, assigned].map((values) => [...new Set(values)].toSorted()),
  ]);
}
