import { frozenCopy, type Assignment, type Principal } from '../principal/principal.ts';
import { flag, instant, list, needed, scopes, text, texts, type Claims } from './claim.ts';

const agencyName = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * The principal that verified claims speak of; throws when a claim has another shape than it must have.
 *
 * `sub` and `agency` must be there; the agency is one, so that nobody's roles in one add up with those in another. It
 * may be one that nobody knows: no policy speaks of it. A list that is missing is empty. Claims not named here are
 * dropped.
 */
export function principalFromClaims(claims: Claims, demo: boolean): Principal {
  const id = needed(claims, 'sub');
  const agency = needed(claims, 'agency');
  if (!agencyName.test(agency)) throw new Error('claim `agency` names no agency');
  const jurisdiction = text(claims, 'jurisdiction');
  const principal: Principal = {
    id,
    name: text(claims, 'name') ?? id,
    agency,
    roles: texts(claims, 'roles'),
    scopes: scopes(claims, 'scope'),
    community: texts(claims, 'community'),
    assignments: list(claims, 'assignments').map(assignmentFrom),
    purposes: texts(claims, 'purposes'),
    exercise: flag(claims, 'exercise'),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    demo,
  };
  return frozenCopy(principal);
}

function assignmentFrom(value: unknown): Assignment {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('an assignment is not an object');
  }
  const claims: Claims = { ...value };
  const validFrom = instant(claims, 'validFrom');
  const validTo = instant(claims, 'validTo');
  if (Date.parse(validTo) <= Date.parse(validFrom)) throw new Error('an assignment ends before it begins');
  return {
    kind: needed(claims, 'kind'),
    id: needed(claims, 'id'),
    validFrom,
    validTo,
    grantedBy: needed(claims, 'grantedBy'),
  };
}
