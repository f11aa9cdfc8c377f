import { fitsPattern, type Pattern } from './expression.ts';
import type { PolicyResource } from './resource.ts';

/**
 * One question about an object. Every atom has an answer for every object: of a missing attribute each is false
 * (`has`, `equals`, `same`, `like`, and `contains` of it).
 */
export type Atom =
  | { readonly op: 'has'; readonly attribute: OptionalName }
  | { readonly op: 'equals'; readonly attribute: TextName; readonly value: string }
  /** Two attributes are there and equal. */
  | { readonly op: 'same'; readonly attribute: TextName; readonly other: TextName }
  | { readonly op: 'like'; readonly attribute: TextName; readonly pattern: Pattern }
  | { readonly op: 'contains'; readonly attribute: ListName; readonly value: string }
  /** The list holds what the other attribute says. */
  | { readonly op: 'containsAttribute'; readonly attribute: ListName; readonly other: TextName }
  /** The list holds none but these; an empty list is within any. */
  | { readonly op: 'within'; readonly attribute: ListName; readonly values: readonly string[] };

export type OptionalName = 'case' | 'jurisdiction' | 'state';
export type TextName = 'tlp' | 'originator' | 'status' | OptionalName;
export type ListName = 'releasableTo' | 'caveats';

/**
 * What is left of a decision when the caller is known and the object is not: true for exactly the objects that
 * the decision allows. Plain data, two-valued: evaluation errors are worked in as denials.
 *
 * In SQL an atom over a column that may be null has to be false there, never null, since `not` may stand above it.
 */
export type Residual =
  | Atom
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | { readonly op: 'not'; readonly of: Residual }
  | { readonly op: 'and' | 'or'; readonly of: readonly Residual[] };

/** Whether an object satisfies the residual. */
export function satisfies(resource: PolicyResource, residual: Residual): boolean {
  switch (residual.op) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'not':
      return !satisfies(resource, residual.of);
    case 'and':
      return residual.of.every((part) => satisfies(resource, part));
    case 'or':
      return residual.of.some((part) => satisfies(resource, part));
    default:
      return holds(resource, residual);
  }
}

/** Whether an atom is true of an object. */
export function holds(resource: PolicyResource, atom: Atom): boolean {
  switch (atom.op) {
    case 'has':
      return resource[atom.attribute] !== undefined;
    case 'equals':
      return resource[atom.attribute] === atom.value;
    case 'same': {
      const value = resource[atom.attribute];
      return value !== undefined && value === resource[atom.other];
    }
    case 'like': {
      const value = resource[atom.attribute];
      return value !== undefined && fitsPattern(value, atom.pattern);
    }
    case 'contains':
      return resource[atom.attribute].includes(atom.value);
    case 'containsAttribute': {
      const value = resource[atom.other];
      return value !== undefined && resource[atom.attribute].includes(value);
    }
    case 'within':
      return resource[atom.attribute].every((value) => atom.values.includes(value));
  }
}
