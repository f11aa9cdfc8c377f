import type { Value } from './store.ts';

/**
 * Throws unless an SQL text is one statement whose placeholders are exactly `$1` to `$<count>`.
 *
 * The engines differ here, so the check is ours: SQLite takes a missing parameter as null and forgets what follows
 * the first `;`, and a comment could swallow what is appended to a fragment.
 */
export function checkStatement(sql: string, count: number): void {
  const used = new Set<number>();
  let highest = 0;
  for (const [token, number] of sql.matchAll(tokens)) {
    if (number !== undefined) {
      used.add(Number(number));
      highest = Math.max(highest, Number(number));
    } else if (token.startsWith(';') || token === '--' || token === '/*') {
      throw new Error(`an SQL text holds \`${token.trim()}\`; write one statement without comments or \`;\``);
    }
  }
  if (used.size !== count || highest !== count) {
    throw new Error(
      `an SQL text with ${count} parameters does not use exactly $1 to $${count}: \`${sql.slice(0, 200)}\``,
    );
  }
}

/** The text with the number of every placeholder raised. */
export function shifted(sql: string, offset: number): string {
  return sql.replaceAll(tokens, (token, number?: string) =>
    number === undefined ? token : `$${Number(number) + offset}`,
  );
}

/** The text with `?` for every placeholder, and the numbers of the parameters that take their places in order. */
export function positional(sql: string): { readonly sql: string; readonly order: readonly number[] } {
  const order: number[] = [];
  const text = sql.replaceAll(tokens, (token, number?: string) => {
    if (number === undefined) return token;
    order.push(Number(number));
    return '?';
  });
  return { sql: text, order };
}

/** Whether a statement only reads, told by its first word; a `with` that writes must be run in a transaction. */
export function isRead(sql: string): boolean {
  return /^\s*(?:select|with|values)\b/iu.test(sql);
}

/** The values, once each was found to be one that both engines keep and give back unchanged. */
export function checkedParameters(parameters: readonly Value[]): readonly Value[] {
  for (const parameter of parameters) {
    const problem = valueProblem(parameter);
    if (problem !== null) throw new Error(`a parameter cannot be stored: ${problem}`);
  }
  return parameters;
}

/** Why the engines would not keep a value, or null: text that is no Unicode or holds U+0000, a number not finite. */
export function valueProblem(value: Value): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'the number is not finite';
  if (value === null) return null;
  if (typeof value !== 'string') return `its type is \`${typeof value}\``;
  if (value.includes('\0')) return 'the text holds U+0000';
  return value.isWellFormed() ? null : 'the text holds half of a surrogate pair';
}

// Quoted text and names are matched first, so that nothing inside them is taken for a placeholder or a comment.
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)|;|--|\/\*/gu;
