import type { JsonObject } from '../execute/compiled/json-value.ts';
import { joined, markingText, readMarking, type Marking } from '../marking/marking.ts';
import type { Decided, Verdict } from '../rights/verdict.ts';

/** One marking that was met, with every decision that was made on it for these rights. */
export interface MetMarking {
  readonly marking: Marking;
  /** Canonical: equal markings have equal texts. */
  readonly text: string;
  decide(verdict: Verdict & { readonly kind: 'depends' }): Decided;
}

/** Reads the markings of objects; equal ones are read and decided on once. */
export interface ObjectMarkings {
  /** The joined marking of an object whose markings stand at `keys`; undefined when one is missing or unknown. */
  of(object: JsonObject, keys: readonly string[]): MetMarking | undefined;
}

/** What was asked for last: an object with the keys of its markings, and what was found. */
interface Last {
  object?: JsonObject;
  keys?: readonly string[];
  found?: MetMarking | undefined;
}

/** Markings that are remembered at most; beyond that it begins anew. */
const maximumMet = 20_000;

/** Opens the markings of one set of rights. */
export function openObjectMarkings(): ObjectMarkings {
  const byLine = new Map<string, MetMarking | undefined>();
  const byTexts = new Map<string, MetMarking | undefined>();
  const last: Last = {};

  const read = (object: JsonObject, keys: readonly string[]): MetMarking | undefined => {
    const only = keys.length === 1 ? object[keys[0] as string] : undefined;
    return typeof only === 'string'
      ? remembered(byLine, only, object, keys)
      : remembered(byTexts, rawTexts(object, keys), object, keys);
  };

  return {
    of(object, keys) {
      // An object's fields are decided one after the other.
      if (last.object === object && last.keys === keys) return last.found;
      if (keys.length === 0) return undefined;
      const found = read(object, keys);
      last.object = object;
      last.keys = keys;
      last.found = found;
      return found;
    },
  };
}

function remembered(
  known: Map<string, MetMarking | undefined>,
  text: string,
  object: JsonObject,
  keys: readonly string[],
): MetMarking | undefined {
  const before = known.get(text);
  if (before !== undefined || known.has(text)) return before;
  const markings = keys.map((key) => readMarking(object[key]));
  const marking = markings.reduce((whole, part) => whole && part && joined(whole, part));
  const found = marking && metMarking(marking);
  if (known.size >= maximumMet) known.clear();
  known.set(text, found);
  return found;
}

/** One text for the markings of an object; of how many it is stands first, so that one is never taken for two. */
function rawTexts(object: JsonObject, keys: readonly string[]): string {
  let text = `${keys.length}`;
  for (const key of keys) text += `\u0001${rawText(object[key])}`;
  return text;
}

function metMarking(marking: Marking): MetMarking {
  const decisions = new Map<Verdict, Decided>();
  return {
    marking,
    text: markingText(marking),
    decide(verdict) {
      const known = decisions.get(verdict);
      if (known) return known;
      const decided = verdict.decide(marking);
      decisions.set(verdict, decided);
      return decided;
    },
  };
}

/**
 * One text for a marking as it was sent: two that are read differently never share it.
 *
 * The parts are parted by a character that no readable marking holds, and lists say how long they are.
 */
function rawText(value: unknown): string {
  // Nothing that is sent part by part begins like it.
  if (typeof value === 'string') return `\u0002${value}`;
  if (typeof value !== 'object' || value === null) return '';
  const { tlp, originator, status, case: tied, division, releasableTo, caveats } = value as JsonObject;
  if (!areTexts(releasableTo) || !areTexts(caveats)) return '';
  if (!isPlain(tlp) || !isPlain(originator) || !isPlain(status) || !isPlain(tied) || !isPlain(division))
    return '';
  return `${shown(tlp)}\u0000${shown(originator)}\u0000${shown(status)}\u0000${shown(tied)}\u0000${shown(division)}\u0000${releasableTo.length}\u0000${releasableTo.join('\u0000')}\u0000${caveats.length}\u0000${caveats.join('\u0000')}`;
}

/** What is not there is no empty text, which is not readable. */
function shown(value: unknown): string {
  return typeof value === 'string' ? `=${value}` : '';
}

function areTexts(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (typeof item !== 'string') return false;
  return true;
}

function isPlain(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || value === null || value === undefined;
}
