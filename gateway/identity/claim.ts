/** Claims of a token, or members of one claim: only their own members count, never a prototype's. */
export type Claims = Readonly<Record<string, unknown>>;

const maximumEntries = 200;

/**
 * A text, in Unicode's form NFC so that what looks the same is the same; undefined when the claim is missing.
 *
 * Anything else than a text throws, and so does one with control characters or half characters (lone surrogates).
 */
export function text(claims: Claims, name: string): string | undefined {
  const value = own(claims, name);
  return value === undefined ? undefined : clean(value, name);
}

/** A text that is there and not empty; throws otherwise. */
export function needed(claims: Claims, name: string): string {
  const value = text(claims, name);
  if (value === undefined || value === '') throw new Error(`claim \`${name}\` is missing`);
  return value;
}

/** A list, empty when the claim is missing; anything else, and more than 200 entries, throws. */
export function list(claims: Claims, name: string): readonly unknown[] {
  const value = own(claims, name) ?? [];
  if (!Array.isArray(value) || value.length > maximumEntries)
    throw new Error(`claim \`${name}\` is not a list`);
  return value;
}

/** A list of texts, each as `text` gives it. */
export function texts(claims: Claims, name: string): readonly string[] {
  return list(claims, name).map((entry) => clean(entry, name));
}

/**
 * Scopes: one text with a space between them (RFC 8693 4.2), or a list with one in each entry.
 *
 * Each is a whole word (RFC 6749 3.3) and stays as it is: `*` or `:` in it mean nothing here.
 */
export function scopes(claims: Claims, name: string): readonly string[] {
  const words = Array.isArray(own(claims, name))
    ? texts(claims, name)
    : (text(claims, name) ?? '').split(' ').filter((word) => word !== '');
  if (!words.every((word) => /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(word))) {
    throw new Error(`claim \`${name}\` holds something else than scopes`);
  }
  return words;
}

/** A point in time as ISO 8601 with seconds and offset, of a day that there is; throws otherwise. */
export function instant(claims: Claims, name: string): string {
  const value = needed(claims, name);
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.exec(value)?.[1];
  // `Date` takes 30 February for the first days of March.
  const isDay = day !== undefined && isoDay(Date.parse(`${day}T00:00:00Z`)) === day;
  if (!isDay || Number.isNaN(Date.parse(value))) throw new Error(`claim \`${name}\` is not an instant`);
  return value;
}

/** True or false, false when the claim is missing; anything else throws. */
export function flag(claims: Claims, name: string): boolean {
  const value = own(claims, name) ?? false;
  if (typeof value !== 'boolean') throw new Error(`claim \`${name}\` is neither true nor false`);
  return value;
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function clean(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`claim \`${name}\` holds something else than text`);
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) {
    throw new Error(`claim \`${name}\` holds characters that no text has`);
  }
  return value.normalize('NFC');
}

function isoDay(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}
