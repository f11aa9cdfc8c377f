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
  if (!holdsLongInteger(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && /^-?\d+$/.test(source) ? JSON.rawJSON(source) : value;
  });
}

/** Whether a number may have sixteen digits in a row: then one of them stands at every sixteenth place of the text. */
function holdsLongInteger(text: string): boolean {
  let at = longest - 1;
  while (at < text.length) {
    let end = at;
    if (isDigit(text.charCodeAt(at))) {
      let start = at;
      while (isDigit(text.charCodeAt(start - 1))) start -= 1;
      while (isDigit(text.charCodeAt(end + 1))) end += 1;
      if (end - start >= longest - 1 && /[:,[\s]-?$/.test(text.slice(Math.max(0, start - 2), start)))
        return true;
    }
    at = end + longest;
  }
  return false;
}

const longest = 16;

/** False beyond the text's ends, where there is no code. */
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object seems to have this key (`constructor`), so that it must be asked whether it is its own. */
export function isInherited(key: string): boolean {
  return inherited.has(key);
}

/** The string as JSON; unpaired surrogates, which are no UTF-8, are escaped. */
export function jsonString(value: string): string {
  if (value.length > 32) return JSON.stringify(value);
  // Faster than the call for what most strings are: short, with nothing in them to escape.
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || code >= 0xd800) return JSON.stringify(value);
  }
  return `"${value}"`;
}
