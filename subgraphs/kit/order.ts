import { compared, named, typed } from './column.ts';
import type { Column } from './column.ts';
import type { Direction, Place } from './cursor.ts';
import { any, joined, sql } from './fragment.ts';
import type { Fragment, Predicate } from './fragment.ts';
import type { Property } from './table.ts';

/** An order by one property of `T`. */
export interface OrderBy<T> {
  readonly field: Property<T>;
  readonly direction: Direction;
}

/** The rows' order: by the column, null last in both directions, then by the key in the same direction. */
export function ordered(column: Column, key: readonly Column[], direction: Direction): Fragment {
  const way: Fragment = { sql: direction === 'ASC' ? 'asc' : 'desc', parameters: [] };
  // A column without nulls says nothing about them: PostgreSQL can then walk a plain index in either direction.
  const sort = column.nullable ? sql`${compared(column)} ${way} nulls last` : sql`${compared(column)} ${way}`;
  return joined([sort, ...key.map((each) => sql`${compared(each)} ${way}`)], ', ');
}

/** The rows that come after a place in that order, whether or not the place's own row is still there. */
export function beyond(
  column: Column,
  key: readonly Column[],
  direction: Direction,
  place: Place,
): Predicate {
  const further: Fragment = { sql: direction === 'ASC' ? '>' : '<', parameters: [] };
  const keys = joined(key.map(compared), ', ');
  const keyValues = joined(
    key.map((each, index) => typed(each, place.key[index] ?? null)),
    ', ',
  );
  if (place.sort === null) return sql`${named(column)} is null and (${keys}) ${further} (${keyValues})`;
  const sort = typed(column, place.sort);
  if (!column.nullable) return sql`(${compared(column)}, ${keys}) ${further} (${sort}, ${keyValues})`;
  return any([
    sql`${compared(column)} ${further} ${sort}`,
    sql`${named(column)} is null`,
    sql`${named(column)} = ${sort} and (${keys}) ${further} (${keyValues})`,
  ]);
}
