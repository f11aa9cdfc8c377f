import { isDeepStrictEqual } from 'node:util';
import { stricterTlp } from '../marking.ts';
import type { Tlp } from '../marking.ts';
import { Fault, quoted } from './fault.ts';
import { stixIdOf } from './identifiers.ts';
import { isList, isObject, listOf, objectOf, textIn, textsIn } from './json-value.ts';
import { markingOf } from './loaded-marking.ts';
import type { FieldMarking, Json, StixObject } from './stix-object.ts';
import { tlpOfLabel, wellKnownTlp } from './tlp.ts';

/** What the marking definition of an id says. */
export type Definition =
  | { readonly kind: 'tlp'; readonly tlp: Tlp }
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'unknown' };

/** What a STIX object says about its own handling. */
export interface ObjectMarkings {
  /** `null` when no marking restricts the object as a whole. */
  readonly tlp: Tlp | null;
  readonly fieldMarkings: readonly FieldMarking[];
  readonly statements: readonly string[];
  /** What was not understood, and so was taken at its strictest. */
  readonly doubts: readonly string[];
}

/** The marking definitions of a bundle by id. Those OASIS publishes are what OASIS says, whatever a bundle makes of them. */
export function definitionsOf(objects: readonly Json[]): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const object of objects) {
    if (!isObject(object) || object['type'] !== 'marking-definition' || typeof object['id'] !== 'string')
      continue;
    const earlier = definitions.get(object['id']);
    const definition = definitionOf(object);
    // A marking defined twice, differently, is one nobody can rely on.
    const agreed = earlier === undefined || isDeepStrictEqual(earlier, definition);
    definitions.set(object['id'], agreed ? definition : { kind: 'unknown' });
  }
  for (const [id, tlp] of wellKnownTlp) definitions.set(id, { kind: 'tlp', tlp });
  return definitions;
}

/**
 * The markings of an object: its own by `object_marking_refs`, its properties' by `granular_markings` (STIX 2.1, 7.2).
 *
 * INVARIANT: nothing is loosened. Of several labels the strictest counts; a marking that is not understood is RED;
 * a selector that selects nothing marks the whole object. Statements are kept as texts and restrict nothing.
 */
export function markingsOf(object: StixObject, definitions: ReadonlyMap<string, Definition>): ObjectMarkings {
  const statements = new Set<string>();
  const doubts: string[] = [];
  const labelOf = (reference: string): Tlp | null => {
    const definition = definitions.get(stixIdOf(reference, 'marking-definition')) ?? { kind: 'unknown' };
    if (definition.kind === 'tlp') return definition.tlp;
    if (definition.kind === 'statement') {
      statements.add(definition.text);
      return null;
    }
    doubts.push(`marking ${quoted(reference)} is unknown and treated as TLP:RED`);
    return 'RED';
  };
  let tlp: Tlp | null = null;
  const mark = (label: Tlp | null): void => {
    if (label !== null) tlp = tlp === null ? label : stricterTlp(tlp, label);
  };
  for (const reference of textsIn(object['object_marking_refs'], 'object_marking_refs'))
    mark(labelOf(reference));

  const fields = new Map<string, Tlp>();
  for (const entry of listOf(object['granular_markings'], 'granular_markings')) {
    const granular = objectOf(entry, 'granular_markings');
    // A granular marking may state a language in place of a marking (STIX 2.1, 7.2.3.1).
    if (granular['marking_ref'] === undefined && granular['lang'] !== undefined) continue;
    const label = labelOf(textIn(granular['marking_ref'], 'granular_markings.marking_ref'));
    const selectors = textsIn(granular['selectors'], 'granular_markings.selectors');
    if (selectors.length === 0) throw new Fault('`granular_markings.selectors` is empty');
    for (const selector of selectors) {
      if (!selects(object, selector)) {
        doubts.push(`selector ${quoted(selector)} selects nothing; its marking is put on the whole object`);
        mark(label);
      } else if (label !== null) fields.set(selector, stricterTlp(fields.get(selector) ?? label, label));
    }
  }
  const fieldMarkings = [...fields].map(([field, label]) => ({ field, marking: markingOf(label) }));
  return { tlp, fieldMarkings, statements: [...statements], doubts };
}

const tlp2Extension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

function definitionOf(object: { readonly [key: string]: Json }): Definition {
  const { definition, extensions } = object;
  const tlp2 = isObject(extensions) ? extensions[tlp2Extension] : undefined;
  const label = isObject(tlp2) ? tlp2['tlp_2_0'] : isObject(definition) ? definition['tlp'] : undefined;
  if (object['definition_type'] === 'tlp' || tlp2 !== undefined) {
    const tlp = typeof label === 'string' ? tlpOfLabel(label) : null;
    return tlp === null ? { kind: 'unknown' } : { kind: 'tlp', tlp };
  }
  if (extensions !== undefined) return { kind: 'unknown' };
  const text = isObject(definition) ? definition['statement'] : undefined;
  return object['definition_type'] === 'statement' && typeof text === 'string'
    ? { kind: 'statement', text }
    : { kind: 'unknown' };
}

function selects(object: StixObject, selector: string): boolean {
  let value: Json | undefined = object;
  for (const part of selector.split('.')) {
    const index = /^\[(\d+)\]$/.exec(part)?.[1];
    if (index === undefined) value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    else value = isList(value) ? value[Number(index)] : undefined;
    if (value === undefined) return false;
  }
  return true;
}
