/** One policy of a file as it stands there. */
export interface WrittenPolicy {
  /** From the comment above it, if there is one, to its semicolon. */
  readonly text: string;
  /** Where `text` begins in the file, and where its first token does; UTF-16 code units from 0. */
  readonly start: number;
  readonly firstToken: number;
}

/**
 * The policies of a Cedar file, in its order.
 *
 * A policy ends with a semicolon that is in no comment and no text, so that nothing has to be understood of it.
 * What follows the last semicolon comes as one more policy, unless it is only comments and spaces.
 */
export function splitPolicies(source: string): readonly WrittenPolicy[] {
  const found: WrittenPolicy[] = [];
  let start = 0;
  let firstToken = -1;
  const tokens = /\/\/[^\n]*|"(?:[^"\\]|\\[^])*"?|;|[^\s]/gu;
  for (const { 0: token, index } of source.matchAll(tokens)) {
    if (token.startsWith('//')) continue;
    if (firstToken < 0) firstToken = index;
    if (token !== ';') continue;
    found.push(policyBetween(source, start, firstToken, index + 1));
    start = index + 1;
    firstToken = -1;
  }
  if (firstToken >= 0) found.push(policyBetween(source, start, firstToken, source.trimEnd().length));
  return found;
}

function policyBetween(source: string, start: number, firstToken: number, end: number): WrittenPolicy {
  // The comment above a policy touches it; one that an empty line parts from it speaks of something else.
  const before = source.slice(start, firstToken);
  const gap = before.lastIndexOf('\n\n');
  const from = start + (gap < 0 ? 0 : gap + 2);
  const leading = /^\s*/u.exec(source.slice(from, firstToken))?.[0].length ?? 0;
  return { text: source.slice(from + leading, end), start: from + leading, firstToken };
}
