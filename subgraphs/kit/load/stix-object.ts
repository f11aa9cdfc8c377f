import type { Marking } from '../marking.ts';

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A STIX 2.1 object: the common properties typed, every other property as JSON. */
export interface StixObject {
  readonly type: string;
  /** `indicator--` and a UUID */
  readonly id: string;
  readonly [property: string]: Json;
}

/** The marking of one property of an object. */
export interface FieldMarking {
  /** A STIX selector: `description`, `indicator_types.[1]`, `external_references.[0].url`. */
  readonly field: string;
  readonly marking: Marking;
}

/** The text of a property, `null` when it is absent or no text. */
export function stixText(object: StixObject, property: string): string | null {
  const value = object[property];
  return typeof value === 'string' ? value : null;
}

/** The texts of a list property, in order; empty when it is absent. */
export function stixTexts(object: StixObject, property: string): readonly string[] {
  const value = object[property];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The id that a named source gives the object (`mitre-attack` -> `T1566.001`), `null` when it gives none. */
export function stixExternalId(object: StixObject, source: string): string | null {
  const references = object['external_references'];
  if (!Array.isArray(references)) return null;
  for (const reference of references) {
    if (reference === null || typeof reference !== 'object' || Array.isArray(reference)) continue;
    const entry = reference as { readonly [key: string]: Json };
    if (entry['source_name'] === source && typeof entry['external_id'] === 'string')
      return entry['external_id'];
  }
  return null;
}
