import { badInput } from './bad-input.ts';
import { compared, keptAs, named, typed } from './column.ts';
import type { Column } from './column.ts';
import { all, any, list, never, sql, value } from './fragment.ts';
import type { Fragment, Predicate } from './fragment.ts';
import { valueProblem } from './statement.ts';
import type { Value } from './store.ts';
import type { Property, Table } from './table.ts';

/** What one entry of a filter means: the predicate of a value, which is never null. */
export interface Filter<T> {
  readonly properties: readonly Property<T>[];
  predicate(columns: readonly Column[], given: unknown): Predicate;
}

/** Filters by the name of the entry in the schema's input type. */
export type Filters<T> = Readonly<Record<string, Filter<T>>>;

/** The property is one of the values given, or the one value given; an empty list is no row. */
export function oneOf<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => {
    const values = (Array.isArray(given) ? given : [given]).map((each) => textOrNumber(column, each));
    if (values.length > 1_000) throw badInput('a filter names more than 1000 values; name fewer');
    return values.length === 0
      ? never
      : sql`${named(column)} in (${list(values, (each) => typed(column, each))})`;
  });
}

/** The property is the value given or after it; text compares bytewise, so instants must be written alike. */
export function atLeast<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => sql`${compared(column)} >= ${operand(column, given)}`);
}

/** The property is before the value given. */
export function before<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => sql`${compared(column)} < ${operand(column, given)}`);
}

/**
 * The property is the OCD division id given, or one of a division below it (`<id>/…`).
 *
 * A range and no pattern: `0` is the byte after `/`, so ids between `<id>/` and `<id>0` are exactly those below,
 * an index serves the range, and `%` or `_` in an id mean nothing.
 */
export function withinDivision<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => {
    const division = textOf(column, given);
    const name = compared(column);
    const below = sql`${name} >= ${value(`${division}/`)} and ${name} < ${value(`${division}0`)}`;
    return any([sql`${named(column)} = ${value(division)}`, below]);
  });
}

/** One of the properties contains the text given, in any case of the letters A to Z. */
export function contains<T>(...properties: readonly [Property<T>, ...Property<T>[]]): Filter<T> {
  return {
    properties,
    predicate: (columns, given) =>
      any(
        columns.map((column) => {
          const text = textOf(column, given);
          if (text.length > 1_000)
            throw badInput('a filter holds a text of more than 1000 characters; shorten it');
          const pattern = `%${asciiLower(text).replace(/[\\%_]/gu, String.raw`\$&`)}%`;
          return sql`lower(${compared(column)}) like ${value(pattern)} escape '\\'`;
        }),
      ),
  };
}

/** The property is true where `true` is given, and false where `false` is; a property that is null is neither. */
export function isTrue<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => sql`${named(column)} = ${operand(column, given)}`);
}

/** The property has a value where `true` is given, and has none where `false` is. */
export function isPresent<T>(property: Property<T>): Filter<T> {
  return filter(property, (column, given) => {
    if (typeof given !== 'boolean')
      throw badInput(`a filter of \`${column.property}\` must be true or false`);
    return given ? sql`${named(column)} is not null` : sql`${named(column)} is null`;
  });
}

/**
 * The filter's predicate: all of its entries hold; null entries are no condition.
 *
 * `also` is what the rows of each entry have to be beside. An entry that no filter is declared for throws: ignoring it would answer rows that were not asked for.
 */
export function filtered<T>(
  table: Table<T>,
  filters: Filters<T>,
  given: object | null | undefined,
  also: (name: string, filter: Filter<T>) => Predicate | undefined = () => undefined,
): Predicate {
  const predicates = Object.entries(given ?? {}).map(([name, entry]: [string, unknown]) => {
    const declared = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!declared)
      throw new Error(`no filter is declared for \`${name}\` of table \`${table.name}\`; declare it`);
    if (entry === null || entry === undefined) return;
    const found = declared.predicate(declared.properties.map(table.column), entry);
    return all([found, also(name, declared)]);
  });
  return all(predicates);
}

function filter<T>(
  property: Property<T>,
  predicate: (column: Column, given: unknown) => Predicate,
): Filter<T> {
  return {
    properties: [property],
    predicate([column], given) {
      if (!column) throw new Error('a filter needs the column of its property; resolve it with its table');
      return predicate(column, given);
    },
  };
}

function operand(column: Column, given: unknown): Fragment {
  return typed(column, textOrNumber(column, given));
}

function textOrNumber(column: Column, given: unknown): Value {
  if (column.kind === 'json')
    throw new Error(`\`${column.property}\` is json and cannot be filtered; keep it in a column`);
  const kept = keptAs(column.kind, given instanceof Date ? given.toISOString() : given);
  if (kept === undefined || kept === null || valueProblem(kept) !== null) {
    throw badInput(`a filter of \`${column.property}\` must be a valid ${column.kind}`);
  }
  return kept;
}

function textOf(column: Column, given: unknown): string {
  const text = column.kind === 'text' ? textOrNumber(column, given) : null;
  if (typeof text === 'string') return text;
  throw new Error(`\`${column.property}\` is no text column; use another filter`);
}

// Only A to Z, since that is what both engines lower under bytewise collation.
function asciiLower(text: string): string {
  return text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}
