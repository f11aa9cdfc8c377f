import { sql, value } from './fragment.ts';
import type { Fragment, Predicate } from './fragment.ts';
import { valueProblem } from './statement.ts';
import type { Value } from './store.ts';

/** What a column holds; `integer` is a whole number JavaScript counts exactly, `json` is kept as text. */
export type ColumnKind = 'text' | 'integer' | 'number' | 'boolean' | 'json';

/** A kind that may be null is written with a `?`: `'text?'`. */
export type ColumnSpec = ColumnKind | `${ColumnKind}?`;

/** The kinds that may hold a property of type `V`. */
export type ColumnSpecOf<V> = undefined extends V
  ? never
  : null extends V
    ? `${KindOf<NonNullable<V>>}?`
    : KindOf<V>;

type KindOf<V> = [V] extends [boolean]
  ? 'boolean'
  : [V] extends [number]
    ? 'integer' | 'number'
    : [V] extends [string]
      ? 'text'
      : 'json';

/** A column of a table and the property of the objects that it holds. */
export interface Column {
  readonly property: string;
  /** Snake case of the property: `isDropBox` is `is_drop_box`. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** Rows that show it, where not all do: of the others it reads as null. */
  readonly shownWhere?: Predicate;
}

/** The column of a property; a name that is no plain camelCase word is an error. */
export function column(property: string, spec: ColumnSpec): Column {
  const name = property.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
  if (!/^[a-z][a-z0-9_]{0,62}$/u.test(name)) {
    throw new Error(
      `\`${property}\` cannot name a column; use a camelCase word of at most 63 letters in snake case`,
    );
  }
  const nullable = spec.endsWith('?');
  return { property, name, kind: (nullable ? spec.slice(0, -1) : spec) as ColumnKind, nullable };
}

/** The column as it reads in the rows of which the predicate holds; in all others it is null. */
export function shownWhere(of: Column, predicate: Predicate): Column {
  return { ...of, nullable: true, shownWhere: predicate };
}

/** A column's quoted name, or what its rows show of it. */
export function named(of: Column): Fragment {
  const name: Fragment = { sql: `"${of.name}"`, parameters: [] };
  return of.shownWhere === undefined ? name : sql`(case when ${of.shownWhere} then ${name} end)`;
}

/** A column as it is ordered and compared: text bytewise on both engines. */
export function compared(of: Column): Fragment {
  return of.kind === 'text' ? sql`${named(of)} collate "C"` : named(of);
}

/** A placeholder with the column's type, where PostgreSQL could take another from the context. */
export function typed(of: Column, parameter: Value): Fragment {
  switch (of.kind) {
    case 'integer':
    case 'boolean':
      return sql`cast(${value(parameter)} as bigint)`;
    case 'number':
      return sql`cast(${value(parameter)} as double precision)`;
    case 'text':
    case 'json':
      return value(parameter);
    default:
      return of.kind satisfies never;
  }
}

/** What the store keeps for a property's value; a value that is not of the column's kind is an error. */
export function encoded(of: Column, given: unknown): Value {
  if (given === null || given === undefined) {
    if (of.nullable) return null;
    throw new Error(`\`${of.property}\` is missing; give it a value or make its column \`${of.kind}?\``);
  }
  const kept = keptAs(of.kind, given);
  const problem = kept === undefined ? `is no ${of.kind}` : valueProblem(kept);
  if (kept === undefined || problem !== null)
    throw new Error(`\`${of.property}\` cannot be stored: ${problem}`);
  return kept;
}

/** The property's value that the store kept; throws when the stored value is not of the column's kind. */
export function decoded(of: Column, stored: Value | undefined): unknown {
  if (stored === null && of.nullable) return null;
  if (of.kind === 'boolean' && (stored === 0 || stored === 1)) return stored === 1;
  if (of.kind === 'text' && typeof stored === 'string') return stored;
  if ((of.kind === 'integer' || of.kind === 'number') && typeof stored === 'number') return stored;
  if (of.kind === 'json' && typeof stored === 'string') return JSON.parse(stored) as unknown;
  throw new Error(`column \`${of.name}\` holds no ${of.kind}; read it with its table's whole column list`);
}

/** The value as the column keeps it, or undefined when it is not of the kind. */
export function keptAs(kind: ColumnKind, given: unknown): Value | undefined {
  switch (kind) {
    case 'text':
      return typeof given === 'string' ? given : undefined;
    case 'integer':
      return Number.isSafeInteger(given) ? Number(given) + 0 : undefined;
    case 'number':
      // Adding nothing makes 0 of -0, which the engines do not tell apart alike.
      return typeof given === 'number' ? given + 0 : undefined;
    case 'boolean':
      return typeof given === 'boolean' ? Number(given) : undefined;
    case 'json':
      return canonicalJson(given);
    default:
      return kind satisfies never;
  }
}

/** JSON with the names of every object sorted, so that equal contents are equal texts. */
export function canonicalJson(content: unknown): string | undefined {
  return JSON.stringify(content, (_name, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
