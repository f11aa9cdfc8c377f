/** One open object or array on the way to a value. */
export interface JsonFrame {
  readonly array: boolean;
  /** Key of the value under way, as written; empty in an array. */
  key: string;
  /** Index of the value under way, in an array. */
  index: number;
  readonly keys: Set<string> | null;
}

/** What is wrong with a JSON text, and at which character (from 0). */
export interface JsonFlaw {
  readonly offset: number;
  readonly reason: string;
}

/**
 * Goes through a JSON text (RFC 8259) and shows each value's place to `visit`; gives the first flaw, or `null`.
 *
 * It exists beside JSON.parse for what that does not give: the place of every error and record, a bound on depth,
 * and a refusal of an object that has one key twice, of which two readers may take different values.
 * `visit` gets the frames from the outermost in, and the offset of the value's first character.
 */
export function scanJson(
  text: string,
  visit: (frames: readonly JsonFrame[], offset: number) => void,
  maximumDepth = 100,
): JsonFlaw | null {
  const frames: JsonFrame[] = [];
  let offset = 0;
  let state: 'value' | 'first' | 'key' | 'after' = 'value';
  for (;;) {
    offset = skipSpace(text, offset);
    const frame = frames.at(-1);
    const character = text[offset];
    if (state === 'after' && frame === undefined)
      return character === undefined ? null : { offset, reason: 'has something after its end' };
    if (character === undefined) return { offset, reason: 'ends too early; the file is cut off' };

    if (state === 'after') {
      if (character === ',') {
        state = frame?.array === true ? 'value' : 'key';
        if (frame !== undefined) frame.index += 1;
      } else if (character === (frame?.array === true ? ']' : '}')) frames.pop();
      else return { offset, reason: `has ${shown(character)} where a comma or the end of the list is due` };
      offset += 1;
      continue;
    }
    if (state === 'first' && character === (frame?.array === true ? ']' : '}')) {
      frames.pop();
      offset += 1;
      state = 'after';
      continue;
    }
    if (frame?.array === false && (state === 'first' || state === 'key')) {
      const flaw = readKey(text, offset, frame);
      if (typeof flaw !== 'number') return flaw;
      offset = flaw;
      state = 'value';
      continue;
    }

    visit(frames, offset);
    if (character === '{' || character === '[') {
      if (frames.length >= maximumDepth)
        return { offset, reason: `is nested deeper than ${maximumDepth} levels` };
      const array = character === '[';
      frames.push({ array, key: '', index: 0, keys: array ? null : new Set() });
      offset += 1;
      state = 'first';
      continue;
    }
    const end = character === '"' ? endOfString(text, offset) : endOfPlain(text, offset);
    if (typeof end !== 'number') return end;
    offset = end;
    state = 'after';
  }
}

const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

function readKey(text: string, offset: number, frame: JsonFrame): number | JsonFlaw {
  if (text[offset] !== '"')
    return { offset, reason: `has ${shown(text[offset])} where a key in quotes is due` };
  const end = endOfString(text, offset);
  if (typeof end !== 'number') return end;
  const written = text.slice(offset + 1, end - 1);
  const key = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
  if (frame.keys?.has(key) === true)
    return { offset, reason: `has the key \`${key.slice(0, 60)}\` twice in one object` };
  frame.keys?.add(key);
  frame.key = key;
  const colon = skipSpace(text, end);
  if (text[colon] === ':') return colon + 1;
  if (colon >= text.length) return { offset: colon, reason: 'ends too early; the file is cut off' };
  return { offset: colon, reason: `has ${shown(text[colon])} where a colon is due` };
}

function endOfString(text: string, offset: number): number | JsonFlaw {
  let at = offset + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) {
      const next = text[at + 1] ?? '';
      const hex = next === 'u' ? text.slice(at + 2, at + 6) : '0000';
      if (at + 1 >= text.length || hex.length < 4)
        return { offset: text.length, reason: 'ends too early; the file is cut off' };
      if (!'"\\/bfnrtu'.includes(next) || !/^[0-9a-fA-F]{4}$/.test(hex))
        return { offset: at, reason: 'has a backslash that begins no known escape' };
      if (next === 'u' && !isWholeCharacter(text, at, hex))
        return { offset: at, reason: 'has an escape that is no whole character' };
      at += next === 'u' ? 6 : 2;
    } else if (Number.isNaN(code)) return { offset: at, reason: 'ends too early; the file is cut off' };
    else if (code < 0x20)
      return { offset: at, reason: 'has a line break or control character inside a text' };
    else at += 1;
  }
}

// U+0000 and halves of surrogate pairs are valid JSON (RFC 8259, 8.2), but no store can keep them as text.
function isWholeCharacter(text: string, at: number, hex: string): boolean {
  const code = Number.parseInt(hex, 16);
  const pair = (offset: number): number =>
    Number.parseInt(/^\\u([0-9a-fA-F]{4})/.exec(text.slice(offset, offset + 6))?.[1] ?? '0', 16);
  if (code >= 0xd800 && code < 0xdc00) return pair(at + 6) >= 0xdc00 && pair(at + 6) < 0xe000;
  if (code >= 0xdc00 && code < 0xe000) return pair(at - 6) >= 0xd800 && pair(at - 6) < 0xdc00;
  return code !== 0;
}

function endOfPlain(text: string, offset: number): number | JsonFlaw {
  plain.lastIndex = offset;
  if (plain.test(text)) return plain.lastIndex;
  if (
    text.length - offset < 5 &&
    ['true', 'false', 'null', '-'].some((word) => word.startsWith(text.slice(offset)))
  )
    return { offset: text.length, reason: 'ends too early; the file is cut off' };
  return { offset, reason: `has ${shown(text[offset])} where a value is due` };
}

function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

function shown(character: string | undefined): string {
  return character === undefined ? 'the end' : character < ' ' ? 'a control character' : `\`${character}\``;
}
