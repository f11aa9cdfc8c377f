import { Fault } from './fault.ts';
import type { Json } from './stix-object.ts';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** The value as an object; else a fault that names `what`. */
export function objectOf(value: Json | undefined, what: string): JsonObject {
  if (isObject(value)) return value;
  throw mismatch(what, 'an object', value);
}

/** Whether a value is an object and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value as a list; absent is empty; else a fault that names `what`. */
export function listOf(value: Json | undefined, what: string): readonly Json[] {
  if (value === undefined) return [];
  if (isList(value)) return value;
  throw mismatch(what, 'a list', value);
}

/** The value as a text; else a fault that names `what`. */
export function textIn(value: Json | undefined, what: string): string {
  if (typeof value === 'string') return value;
  throw mismatch(what, 'a text', value);
}

/** The value as a text, or `null` when it is absent, `null` or empty; else a fault. */
export function optionalText(value: Json | undefined, what: string): string | null {
  return value === undefined || value === null || value === '' ? null : textIn(value, what);
}

/** The value as a list of texts; absent is empty; else a fault that names `what`. */
export function textsIn(value: Json | undefined, what: string): readonly string[] {
  return listOf(value, what).map((item, index) => textIn(item, `${what}[${index}]`));
}

function mismatch(what: string, due: string, value: Json | undefined): Fault {
  if (value === undefined) return new Fault(`\`${what}\` is missing`);
  return new Fault(`\`${what}\` must be ${due}, not ${named(value)}`);
}

function named(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : String(value);
}
