import type { FieldNode } from 'graphql';
import type { JsonObject } from './json-value.ts';

/** Where a field stands in an answer. */
export interface FieldPlace {
  /** Its object type; an interface's name for objects whose agency knows no more of them. */
  readonly type: string;
  readonly field: string;
  /** The caller's key for it in the answer. */
  readonly key: string;
  /** The key of its value in the objects that `ReleaseField` and `ReleaseObject` are given. */
  readonly heldAs: string;
  /** The first of the caller's nodes for it. */
  readonly node: FieldNode;
  /** The agencies that the plan asks for it there; empty when it is not fetched. */
  readonly agencies: readonly string[];
}

/** Decides, per object and coordinate, what of an executed answer is written. */
export interface Release {
  /** Asked once for each place when an operation is compiled; undefined: nothing to decide, costs nothing. */
  field(at: FieldPlace): ReleaseField | undefined;
  /**
   * Asked once for each object type at a place, never for the root; undefined: every object of it is shown.
   *
   * `type` is an interface's name for objects whose agency knows no more of them.
   */
  object(type: string, at: FieldPlace): ReleaseObject | undefined;
}

declare const session: unique symbol;

/** What the releases of one answer share, such as what they withheld; nobody else looks into it. */
export interface ReleaseSession {
  readonly [session]: true;
}

/**
 * What stands in the place of a field's value: JSON, or another value, which is written as the field's own would be,
 * by the caller's selections and with a decision on each part; undefined: the value is shown. `notedHere`: it is
 * shown, and the session noted this place.
 *
 * `object` is the one that has the field, as its agencies gave it: markings and keys stand in it by their names,
 * fields with arguments under the key that `FieldPlace.heldAs` says.
 */
export type ReleaseField = (
  object: JsonObject,
  session: ReleaseSession,
  path: Path,
) => string | OtherValue | KeptBack | NotedHere | undefined;

/**
 * Without it, what was written of an object is written again wherever the same object stands: nothing that is shown
 * may depend on the place, nor be counted by it.
 */
export const notedHere: unique symbol = Symbol('noted here');
export type NotedHere = typeof notedHere;

/** A value that is shown instead: a less exact one. */
export interface OtherValue {
  readonly value: unknown;
}

/** This JSON stands in its place, and the value at `also` is not shown either: of neither a failure is told. */
export interface KeptBack {
  readonly json: string;
  readonly also: string;
}

/** What becomes of a whole object. */
export type ReleaseObject = (
  object: JsonObject,
  session: ReleaseSession,
  path: Path,
) => Shown | Dropped | InPlace;

/** Its fields are written, each by its own decision. */
export type Shown = 'shown';

/** A list leaves it out and later items move up; a single value is null. Nothing is told of it. */
export type Dropped = 'dropped';

/** This JSON stands in its place, such as `null` with an entry noted in the session. */
export interface InPlace {
  readonly json: string;
}

/**
 * The place under decision as a fresh list: the caller's keys, and indexes as they are written.
 *
 * Copied only when it is called, which has to be before the decision is given back.
 */
export type Path = () => readonly (string | number)[];

/** Shows everything. */
export const openRelease: Release = { field: () => undefined, object: () => undefined };

declare const released: unique symbol;

/** The JSON of an answer's `data` in which everything was decided; only the writer of answers makes one. */
export type Released = string & { readonly [released]: true };
