import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Policies } from '../../schema/policy/policies.ts';
import type { StandardRule } from '../supergraph/rules.ts';

/**
 * Whether a caller meets Federation's own directives: `@authenticated`, `@requiresScopes` (any one set, whole) and
 * `@policy`, whose names are actions of the custodians' policies.
 *
 * An empty list of scopes or policies is met by nobody. A scope is held as a whole word or not at all.
 */
export function meetsStandardRule(
  { authenticated, scopes, policies: named }: StandardRule,
  caller: PolicyCaller,
  policies: Policies,
  custodians: readonly string[],
  type: string,
): boolean {
  if (authenticated && caller.id === '') return false;
  const held = (scope: string): boolean => caller.scopes.includes(scope);
  const permitted = (action: string): boolean =>
    custodians.length > 0 &&
    custodians.every((custodian) => policies.foresee(caller, custodian, action, type).kind === 'always');
  return scopes.every((sets) => someWhole(sets, held)) && named.every((sets) => someWhole(sets, permitted));
}

function someWhole(sets: readonly (readonly string[])[], holds: (name: string) => boolean): boolean {
  return sets.some((set) => set.length > 0 && set.every(holds));
}
