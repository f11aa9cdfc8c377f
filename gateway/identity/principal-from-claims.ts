import { frozenCopy, type Assignment, type Principal } from '../principal/principal.ts';

type Claims = Readonly<Record<string, unknown>>;

const agencyName = /^[a-z][a-z0-9-]{0,62}$/;
const maximumEntries = 200;

/**
 * The principal that verified claims speak of; throws when a claim has another shape than it must have.
 *
 * `sub` and `agency` must be there. A list that is missing is empty; `scope` is one text separated by spaces
 * (RFC 8693 4.2) and never a list, so that nothing is guessed from it. Claims not named here are dropped.
 */
export function principalFromClaims(claims: Claims, demo: boolean): Principal {
  const id = text(claims, 'sub');
  const agency = text(claims, 'agency');
  if (id === undefined || id === '') throw new Error('claim `sub` is missing');
  if (agency === undefined || !agencyName.test(agency)) throw new Error('claim `agency` names no agency');
  const jurisdiction = text(claims, 'jurisdiction');
  const principal: Principal = {
    id,
    name: text(claims, 'name') ?? id,
    agency,
    roles: texts(claims, 'roles'),
    scopes: (text(claims, 'scope') ?? '').split(' ').filter((scope) => scope !== ''),
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
  return {
    kind: needed(claims, 'kind'),
    id: needed(claims, 'id'),
    validFrom: instant(claims, 'validFrom'),
    validTo: instant(claims, 'validTo'),
    grantedBy: needed(claims, 'grantedBy'),
  };
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function text(claims: Claims, name: string): string | undefined {
  const value = own(claims, name);
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`claim \`${name}\` is not a text`);
}

function needed(claims: Claims, name: string): string {
  const value = text(claims, name);
  if (value === undefined || value === '') throw new Error(`claim \`${name}\` is missing`);
  return value;
}

function instant(claims: Claims, name: string): string {
  const value = needed(claims, name);
  const zoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value);
  if (!zoned || Number.isNaN(Date.parse(value))) throw new Error(`claim \`${name}\` is not an instant`);
  return value;
}

function list(claims: Claims, name: string): readonly unknown[] {
  const value = own(claims, name) ?? [];
  if (!Array.isArray(value) || value.length > maximumEntries)
    throw new Error(`claim \`${name}\` is not a list`);
  return value;
}

function texts(claims: Claims, name: string): readonly string[] {
  return list(claims, name).map((entry) => {
    if (typeof entry !== 'string') throw new Error(`claim \`${name}\` holds something else than texts`);
    return entry;
  });
}

function flag(claims: Claims, name: string): boolean {
  const value = own(claims, name) ?? false;
  if (typeof value !== 'boolean') throw new Error(`claim \`${name}\` is neither true nor false`);
  return value;
}
