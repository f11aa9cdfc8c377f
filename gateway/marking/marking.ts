import { markingParts, type MarkingParts } from '../../schema/marking-line.ts';
import { caveats as knownCaveats, statuses, tlpLabels } from '../../schema/policy/resource.ts';

/** A label of the Traffic Light Protocol 2.0; relative to recipients, not a clearance ladder. */
export type Label = (typeof tlpLabels)[number];

const isAmong = (known: readonly string[], text: string): boolean => known.includes(text);

/**
 * What an object says about its own handling, after the markings of all agencies that hold a part of it were joined.
 *
 * `releasableTo` are agencies, bodies or divisions; empty names no one. `originators` has more than one member only
 * where several agencies marked the object. `division` is the OCD-ID of what the object is about. All lists are
 * sorted and without doubles, so equal markings have equal canonical texts.
 */
export interface Marking {
  readonly tlp: Label;
  readonly releasableTo: readonly string[];
  readonly originators: readonly string[];
  readonly caveats: readonly string[];
  readonly case?: string;
  readonly status: string;
  readonly division?: string;
}

/**
 * Reads a marking as an agency sent it: an object of `type Marking`, or its one text (`markingLine`).
 *
 * Anything that is missing, of another type or not known gives undefined, which nobody may see (TLP 2.0 knows five
 * labels and no others).
 */
export function readMarking(value: unknown): Marking | undefined {
  const parts = typeof value === 'string' ? markingParts(value) : value;
  return typeof parts === 'object' && parts !== null ? readParts(parts) : undefined;
}

function readParts(given: Readonly<Partial<Record<keyof MarkingParts, unknown>>>): Marking | undefined {
  const tlp = tlpLabels.find((label) => label === given.tlp);
  const { originator, status } = given;
  const releasableTo = texts(given.releasableTo);
  const caveats = texts(given.caveats);
  if (!tlp || !releasableTo || !caveats) return undefined;
  if (typeof originator !== 'string' || !isWord(originator)) return undefined;
  if (typeof status !== 'string' || !isAmong(statuses, status)) return undefined;
  if (!caveats.every((caveat) => isAmong(knownCaveats, caveat))) return undefined;
  const tied = optionalText(given.case);
  const division = optionalText(given.division);
  if (tied === null || division === null) return undefined;
  return {
    tlp,
    releasableTo,
    originators: [originator],
    caveats,
    ...(tied === undefined ? {} : { case: tied }),
    status,
    ...(division === undefined ? {} : { division }),
  };
}

/**
 * One marking that is as strict as each of two: the stricter label, every caveat, only common recipients, every
 * originator.
 *
 * Exercise and actual never meet in one object: then, as for two cases or two divisions, there is no marking and
 * nobody may see it.
 */
export function joined(one: Marking, other: Marking): Marking | undefined {
  if (one === other) return one;
  if (one.status !== other.status) return undefined;
  if (differ(one.case, other.case) || differ(one.division, other.division)) return undefined;
  const tied = one.case ?? other.case;
  const division = one.division ?? other.division;
  return {
    tlp: stricter(one.tlp, other.tlp),
    releasableTo: one.releasableTo.filter((body) => other.releasableTo.includes(body)),
    originators: sorted([...one.originators, ...other.originators]),
    caveats: sorted([...one.caveats, ...other.caveats]),
    ...(tied === undefined ? {} : { case: tied }),
    status: one.status,
    ...(division === undefined ? {} : { division }),
  };
}

/** The more restrictive of two labels (TLP 2.0). */
export function stricter(one: Label, other: Label): Label {
  // The strictest comes first.
  return tlpLabels.indexOf(one) <= tlpLabels.indexOf(other) ? one : other;
}

/** How a label is written in banners and entries: `TLP:AMBER+STRICT`. */
export function shownLabel(label: Label): string {
  return `TLP:${label.replace('_', '+')}`;
}

/** A marking as one short text, the same for equal markings: what logs and memories are keyed by. */
export function markingText({ tlp, releasableTo, originators, caveats, ...rest }: Marking): string {
  return JSON.stringify([tlp, releasableTo, originators, caveats, rest.case, rest.status, rest.division]);
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Null, which agencies send for what is not there, is nothing; null is given back for what is no text. */
function optionalText(value: unknown): string | undefined | null {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' && isWord(value) ? value : null;
}

function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((item) => typeof item === 'string' && isWord(item)) ? sorted(value) : undefined;
}

/** Control characters part the texts that markings are remembered by, so none may stand inside one. */
function isWord(text: string): boolean {
  return text !== '' && !/[\u0000-\u001f]/u.test(text);
}

function sorted(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].toSorted();
}
