import type { Scalar } from './expression.ts';
import type { ListName, TextName } from './residual.ts';

/** A value of a condition when the caller is known: what it is, or which attribute of the object holds it. */
export type Term =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'text'; readonly name: TextName }
  | { readonly kind: 'list'; readonly name: ListName }
  | { readonly kind: 'set'; readonly elements: readonly Term[] }
  | { readonly kind: 'record'; readonly members: ReadonlyMap<string, Term> };

/** The term of a value that is there already. */
export function termOf(value: Scalar | readonly string[]): Term {
  if (typeof value !== 'object') return { kind: 'scalar', value };
  return { kind: 'set', elements: value.map((element) => ({ kind: 'scalar', value: element })) };
}
