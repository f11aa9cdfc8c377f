import type { Marking } from '../marking/marking.ts';

/** A decision about one object, with the ids of the policies that it rests on. */
export interface Decided {
  readonly allowed: boolean;
  readonly policies: readonly string[];
}

/** Decides for an object by its marking; an object without a readable one is denied. */
export type Decide = (marking: Marking | undefined) => Decided;

/**
 * What is known of a coordinate before its object is there.
 *
 * `depends` is decided by the marking of the object that has the field, or, where that carries none, by the marking
 * of each object that the field gives.
 */
export type Verdict =
  | { readonly kind: 'always'; readonly policies: readonly string[] }
  | { readonly kind: 'never'; readonly policies: readonly string[] }
  | { readonly kind: 'depends'; readonly by: 'object' | 'value'; readonly decide: Decide };

/** Nothing permits it. */
export const denied: Verdict & { readonly kind: 'never' } = { kind: 'never', policies: [] };

/** Nothing has to be decided. */
export const open: Verdict & { readonly kind: 'always' } = { kind: 'always', policies: [] };

/** What holds when each of `verdicts` has to hold; they are all `by` the same kind of object. */
export function conjunction(verdicts: readonly Verdict[]): Verdict {
  const never = verdicts.find(({ kind }) => kind === 'never');
  if (never) return never;
  const depending = verdicts.filter((verdict) => verdict.kind === 'depends');
  const policies = verdicts.flatMap((verdict) => (verdict.kind === 'always' ? verdict.policies : []));
  const [first, ...others] = depending;
  if (!first) return { kind: 'always', policies };
  // Two kinds of objects cannot be asked in one place, and what cannot be asked is denied.
  if (others.some(({ by }) => by !== first.by)) return denied;
  if (others.length === 0 && policies.length === 0) return first;
  return {
    kind: 'depends',
    by: first.by,
    decide(marking) {
      const found = [...policies];
      for (const { decide } of depending) {
        const decided = decide(marking);
        if (!decided.allowed) return decided;
        found.push(...decided.policies);
      }
      return { allowed: true, policies: found };
    },
  };
}
