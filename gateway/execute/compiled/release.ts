import type { JsonObject } from './json-value.ts';

/**
 * What becomes of one field of one object: it is shown, or this JSON stands in its place.
 *
 * `place` is the object as its agencies gave it, marking and keys included; `path` leads to the field.
 */
export type ReleaseField = (place: JsonObject, path: readonly (string | number)[]) => Shown | InPlace;

/** The value is written as it is. */
export type Shown = undefined;

/** JSON that stands in the place of the value: `null`, a mask, a tearline. */
export type InPlace = string;

/**
 * Decides, per object and coordinate, what of an executed answer is written.
 *
 * `field` is asked once for each coordinate when an operation is compiled. For a field that needs no decision on
 * the object it gives nothing, and such a field costs nothing.
 */
export interface Release {
  field(type: string, field: string): ReleaseField | undefined;
}

/** Shows everything. */
export const openRelease: Release = { field: () => undefined };

declare const released: unique symbol;

/** The JSON of an answer's `data` in which everything was decided; only the writer of answers makes one. */
export type Released = string & { readonly [released]: true };
