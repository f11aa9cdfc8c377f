import { isObject } from './json-value.ts';
import type { Json, StixObject } from './stix-object.ts';

/** A framework that is published to everyone as a STIX bundle. */
export interface Catalogue {
  readonly key: 'ATTACK' | 'DISARM';
  readonly name: string;
  readonly licence: string;
  /** STIX id of the publisher's identity. */
  readonly creator: string;
  /** STIX id of its copyright statement. */
  readonly statement: string;
}

const catalogues: readonly Catalogue[] = [
  {
    key: 'ATTACK',
    name: 'MITRE ATT&CK',
    licence: 'MITRE ATT&CK Terms of Use',
    creator: 'identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5',
    statement: 'marking-definition--fa42a846-8d90-4e51-bc29-71d5b4802168',
  },
  {
    key: 'DISARM',
    name: 'DISARM',
    licence: 'CC-BY-SA-4.0',
    creator: 'identity--f1a0f560-2d9e-4c5d-bf47-7e96e805de82',
    statement: 'marking-definition--f79f25d2-8b96-4580-b169-eb7b613a7c31',
  },
];

/**
 * The catalogue that a bundle is as a whole, `null` for any other bundle.
 *
 * Every object must be unmarked or bear the catalogue's statement alone, and be made by its publisher or by nobody
 * named; and the publisher's identity must be in it. One foreign object makes it an ordinary bundle.
 */
export function catalogueOfBundle(objects: readonly Json[]): Catalogue | null {
  const found = catalogues.find(({ creator }) =>
    objects.some((object) => isObject(object) && object['id'] === creator),
  );
  if (found === undefined) return null;
  const own = objects.every((object) => {
    if (!isObject(object) || object['granular_markings'] !== undefined) return false;
    const author = object['created_by_ref'];
    return (
      (author === undefined || author === found.creator) && (bears(object, found) || isFrame(object, found))
    );
  });
  return own ? found : null;
}

/** The catalogue that an object in any bundle belongs to: made by its publisher, under its statement alone. */
export function catalogueOfObject(object: StixObject): Catalogue | null {
  if (object['granular_markings'] !== undefined) return null;
  return (
    catalogues.find((entry) => object['created_by_ref'] === entry.creator && bears(object, entry)) ?? null
  );
}

function bears(object: { readonly [key: string]: Json }, { statement }: Catalogue): boolean {
  const references = object['object_marking_refs'];
  return Array.isArray(references) && references.length === 1 && references[0] === statement;
}

// The publisher, its statement and the matrix may themselves be unmarked.
function isFrame(object: { readonly [key: string]: Json }, { creator, statement }: Catalogue): boolean {
  if (object['object_marking_refs'] !== undefined) return false;
  return object['id'] === creator || object['id'] === statement || object['type'] === 'x-mitre-matrix';
}
