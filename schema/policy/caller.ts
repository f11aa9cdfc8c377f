/** Who asks, as policies see it (`principal`). `assignments` are the ids of those that hold now; `jurisdiction` an OCD-ID. */
export interface PolicyCaller {
  readonly id: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly community: readonly string[];
  readonly assignments: readonly string[];
  readonly purposes: readonly string[];
  readonly exercise: boolean;
  readonly jurisdiction?: string;
}

/**
 * One text for all callers whom every policy treats alike: everything a policy can read of them, lists sorted.
 *
 * `withId` where some policy reads `principal.id`; otherwise callers who differ in their id alone share a text.
 */
export function callerText(caller: PolicyCaller, withId: boolean): string {
  return JSON.stringify([
    caller.agency,
    ...[caller.roles, caller.scopes, caller.community, caller.assignments, caller.purposes].map(asSet),
    caller.exercise,
    caller.jurisdiction ?? null,
    withId ? caller.id : null,
  ]);
}

function asSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
