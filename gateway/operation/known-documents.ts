import type { GraphQLSchema } from 'graphql';
import { checkDocument, type CheckedDocument } from './checked-document.ts';

/** Documents that were checked before, refused ones too, each with the schema that it was checked against. */
export interface KnownDocuments {
  /** Checks a document unless it is known. */
  of(schema: GraphQLSchema, query: string): CheckedDocument;
  /** Whether `of` would find it. */
  has(schema: GraphQLSchema, query: string): boolean;
}

type BySchema = WeakMap<GraphQLSchema, Map<string, CheckedDocument>>;

/** Characters of documents that are kept at least; up to twice as many are there at a time. */
const usualCharacters = 1_000_000;
/** A document takes memory even if its text is short. */
const leastWeight = 500;

/**
 * Documents in two halves: what is used moves to the young half, and when that is full the old one is forgotten.
 *
 * So a use costs no bookkeeping, and the entries of a schema that is no longer in use go with it.
 */
export function openKnownDocuments(characters: number = usualCharacters): KnownDocuments {
  let young: BySchema = new WeakMap();
  let old: BySchema = new WeakMap();
  let weight = 0;

  const keep = (schema: GraphQLSchema, query: string, checked: CheckedDocument): void => {
    weight += Math.max(query.length, leastWeight);
    if (weight > characters) {
      old = young;
      young = new WeakMap();
      weight = Math.max(query.length, leastWeight);
    }
    const known = young.get(schema);
    if (known) known.set(query, checked);
    else young.set(schema, new Map([[query, checked]]));
  };

  return {
    of(schema, query) {
      const known = young.get(schema)?.get(query);
      if (known) return known;
      const checked = old.get(schema)?.get(query) ?? checkDocument(schema, query);
      keep(schema, query, checked);
      return checked;
    },
    has: (schema, query) => young.get(schema)?.has(query) === true || old.get(schema)?.has(query) === true,
  };
}
