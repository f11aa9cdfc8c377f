const text = /"(?:[^"\\]|\\.)*"(\s*:)?/g;
const deepest = 32;

/**
 * The value of a JSON text in which no object names a member twice.
 *
 * Readers differ in which of two they take (RFC 8259 4), so such a text may say one thing to who signed it and another
 * to who believes it: it throws, as does what is no JSON or is nested deeper than 32 levels.
 */
export function unambiguousJson(json: string): unknown {
  const value: unknown = JSON.parse(json);
  let named = 0;
  // In a text that is JSON, a string before a colon is a member's name and nothing else is.
  for (const [, colon] of json.matchAll(text)) if (colon !== undefined) named += 1;
  if (named !== membersIn(value, 0)) throw new Error('an object names a member twice');
  return value;
}

function membersIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === deepest) throw new Error('nested too deeply');
  const members: readonly unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce((sum: number, member) => sum + membersIn(member, depth + 1), own);
}
