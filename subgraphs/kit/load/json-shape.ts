import { scanJson } from './json-scan.ts';
import type { JsonFlaw } from './json-scan.ts';

/** The outline of a JSON text as far as its beginning shows it. */
export interface JsonShape {
  readonly root: 'object' | 'array';
  /** Paths seen, at most three long, of lists only the first entry: `document`, `objects.0.id`. */
  readonly keys: ReadonlySet<string>;
  /** Texts of the root's own keys. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the outline ends early; `null` for a whole and good text. */
  readonly flaw: JsonFlaw | null;
}

/** The outline of a JSON text that may be cut off anywhere, or broken: what comes before that counts. */
export function jsonShape(text: string): JsonShape {
  const keys = new Set<string>();
  const texts = new Map<string, string>();
  const flaw = scanJson(text, (frames, offset) => {
    if (frames.length === 0 || frames.length > 3) return;
    if (frames.some((frame) => frame.array && frame.index > 0)) return;
    keys.add(frames.map((frame) => (frame.array ? '0' : frame.key)).join('.'));
    const [only] = frames;
    if (frames.length > 1 || only === undefined || only.array) return;
    const value = /^"([^"\\]{0,200})"/.exec(text.slice(offset, offset + 202))?.[1];
    if (value !== undefined) texts.set(only.key, value);
  });
  return { root: text.trimStart().startsWith('[') ? 'array' : 'object', keys, texts, flaw };
}
