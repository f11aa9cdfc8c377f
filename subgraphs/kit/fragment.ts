import { checkStatement, shifted } from './statement.ts';
import type { Row, Store, Value } from './store.ts';

/**
 * A piece of SQL and the values of its placeholders, which it numbers from `$1` in its own order.
 *
 * Fragments are put together with `sql`, which renumbers; a value is never part of the text.
 */
export interface Fragment {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

/** A condition on the rows of one table; its columns are named plainly (`"tlp"`), since reads use no alias. */
export type Predicate = Fragment;

/** What a read adds to its own conditions: `visible` is ANDed into rows, counts and windows alike. */
export interface Reading {
  readonly visible?: Predicate | undefined;
}

/** The predicate of every row. */
export const always: Predicate = { sql: '1 = 1', parameters: [] };

/** The predicate of no row. */
export const never: Predicate = { sql: '1 = 0', parameters: [] };

/** A value as a placeholder. */
export function value(parameter: Value): Fragment {
  return { sql: '$1', parameters: [parameter] };
}

/** The fragment of a template, whose interpolations are fragments: `` sql`select ${columns} from ${table}` ``. */
export function sql(text: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  let whole = text[0] ?? '';
  const parameters: Value[] = [];
  for (const [index, part] of parts.entries()) {
    whole += renumbered(part, parameters.length) + (text[index + 1] ?? '');
    for (const parameter of part.parameters) parameters.push(parameter);
  }
  return { sql: whole, parameters };
}

/** Fragments with a separator between them; none is the empty text. */
export function joined(parts: readonly Fragment[], separator: string): Fragment {
  const texts: string[] = [];
  const parameters: Value[] = [];
  for (const part of parts) {
    texts.push(renumbered(part, parameters.length));
    for (const parameter of part.parameters) parameters.push(parameter);
  }
  return { sql: texts.join(separator), parameters };
}

/** The rows for which all predicates hold; no predicate is every row, and `undefined` ones are left out. */
export function all(predicates: readonly (Predicate | undefined)[]): Predicate {
  const given = predicates.filter((predicate) => predicate !== undefined);
  return given.length === 0 ? always : joined(given.map(parenthesised), ' and ');
}

/** The rows for which one predicate holds at least; no predicate is no row. */
export function any(predicates: readonly Predicate[]): Predicate {
  return predicates.length === 0 ? never : sql`(${joined(predicates.map(parenthesised), ' or ')})`;
}

/**
 * A list of placeholders, padded with its last value to a power of two, so that lists of many lengths share a few
 * prepared statements. An empty list is SQL's `null`, which nothing is in.
 */
export function list(values: readonly Value[], each: (parameter: Value) => Fragment = value): Fragment {
  const last = values.at(-1);
  if (last === undefined) return { sql: 'null', parameters: [] };
  const size = 2 ** Math.ceil(Math.log2(values.length));
  const padded = [...values, ...Array.from({ length: size - values.length }, () => last)];
  return joined(padded.map(each), ', ');
}

/** The rows of a fragment that is a whole statement. */
export function run(store: Store, statement: Fragment): Promise<readonly Row[]> {
  return store.query(statement.sql, statement.parameters);
}

function parenthesised(predicate: Predicate): Fragment {
  return { sql: `(${predicate.sql})`, parameters: predicate.parameters };
}

function renumbered(part: Fragment, offset: number): string {
  if (part.sql === '$1' && part.parameters.length === 1) return `$${offset + 1}`;
  checkStatement(part.sql, part.parameters.length);
  return offset === 0 ? part.sql : shifted(part.sql, offset);
}
