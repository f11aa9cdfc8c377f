declare global {
  // ECMAScript's source text access for JSON, which the compiler's library does not know yet.
  interface JSON {
    rawJSON(text: string): object;
    isRawJSON(value: unknown): value is { readonly rawJSON: string };
  }
}

/** An object as JSON.parse makes it. */
export type JsonObject = Record<string, unknown>;

/** Whether a parsed value is an object; numbers kept as text (`JSON.rawJSON`) and lists are none. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

/**
 * The parsed text, integers beyond 2^53 kept digit by digit as `JSON.rawJSON`; throws SyntaxError.
 *
 * Only a text that holds sixteen digits in a row pays for it.
 */
export function parseExactly(text: string): unknown {
  if (!/[:,[\s]-?\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && /^-?\d+$/.test(source) ? JSON.rawJSON(source) : value;
  });
}

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object seems to have this key (`constructor`), so that it must be asked whether it is its own. */
export function isInherited(key: string): boolean {
  return inherited.has(key);
}

// Unpaired surrogates are no UTF-8: JSON.stringify writes them as escapes.
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The string as JSON. */
export function jsonString(value: string): string {
  return needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
}
