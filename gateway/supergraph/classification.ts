import { usualAction } from './need.ts';
import type { Statement } from './statement.ts';

/** What an element says about itself: anyone, only who has every action, or nothing at all. */
export type Classification =
  | { readonly kind: 'public' }
  | { readonly kind: 'governed'; readonly actions: readonly string[] }
  | { readonly kind: 'unclassified' };

/** Whether more than one subgraph declares it, so that what is stated may be what only one of them states. */
export interface Sharing {
  readonly isFieldShared: boolean;
  readonly isTypeShared: boolean;
}

/**
 * How a field is classified by what it says and what its type says.
 *
 * A rule wins over `@public` on the same element, since another agency may have stated it. A rule of the type governs
 * its fields, but those that are `@public` themselves. A field's own actions stand beside those of its type. What one
 * agency names does not replace the usual action of another that shares the element and names none.
 */
export function classifyField(field: Statement, type: Statement, sharing: Sharing): Classification {
  const isHeld = field.withhold.length > 0 || field.audited !== 'NONE';
  const isRuled = field.access.length > 0 || isHeld;
  if (!isRuled && field.isPublic) return { kind: 'public' };
  const isTypeHeld = type.markedBy.length > 0 || type.audited !== 'NONE';
  if (!isRuled && !isTypeHeld && type.access.length === 0) {
    return type.isPublic ? { kind: 'public' } : { kind: 'unclassified' };
  }
  const named = [...field.access, ...type.access];
  const mayBeOfOne = field.access.length > 0 ? sharing.isFieldShared : sharing.isTypeShared;
  const needsUsual = named.length === 0 || (mayBeOfOne && (isHeld || isTypeHeld));
  return { kind: 'governed', actions: sorted([...named, ...(needsUsual ? [usualAction] : [])]) };
}

/** Actions that an object as a whole needs by what its type says; empty: nothing is decided for the whole. */
export function typeActions(type: Statement, isTypeShared: boolean): readonly string[] {
  const isMarked = type.markedBy.length > 0;
  const needsUsual = isMarked && (type.access.length === 0 || isTypeShared);
  return sorted([...type.access, ...(needsUsual ? [usualAction] : [])]);
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].toSorted();
}
