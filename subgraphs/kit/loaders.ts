import DataLoader from 'dataloader';
import { named } from './column.ts';
import type { Column } from './column.ts';
import { all, list, run, sql } from './fragment.ts';
import type { Predicate, Reading } from './fragment.ts';
import { ordered } from './order.ts';
import type { OrderBy } from './order.ts';
import { isVisible, objectOf, visibleRows, type GuardedStore } from './guard/guarded-rows.ts';
import { sealedRow } from './guard/sealed-row.ts';
import { valueProblem } from './statement.ts';
import type { Property, Table } from './table.ts';

/** Keys that one statement asks for at most. */
export const MAXIMUM_KEYS = 8_192;

/**
 * The object of each key, or null: one statement for all keys asked for in one tick, of one request.
 *
 * Of an object that the caller may not know of, `sealedRow` is what comes.
 * The column is the key, unless another text column whose values are unique is named.
 */
export function byKey<T>(
  store: GuardedStore,
  table: Table<T>,
  column?: Property<T>,
  reading: Reading = {},
): DataLoader<string, T | null> {
  const by = keyColumn(table, column);
  return new DataLoader<string, T | null>(
    async (keys) => {
      const where = among(by, keys, reading.visible);
      const rows = await run(store, sql`select ${table.select} from ${table.sql} where ${where}`);
      const found = new Map(rows.map((row) => [row[by.name], row]));
      return keys.map((key) => {
        const row = found.get(key);
        if (row === undefined) return null;
        const object = objectOf(store, table)(row);
        return isVisible(store, table, object) ? object : sealedRow(store.rights.rules, table, object);
      });
    },
    { maxBatchSize: MAXIMUM_KEYS },
  );
}

/** All objects whose column holds the key and that the caller may know of, in the order given and then by key; one statement like `byKey`. */
export function manyBy<T>(
  store: GuardedStore,
  table: Table<T>,
  column: Property<T>,
  options: Reading & { readonly orderBy: OrderBy<T> },
): DataLoader<string, readonly T[]> {
  const by = keyColumn(table, column);
  const order = ordered(table.column(options.orderBy.field), table.key, options.orderBy.direction);
  return new DataLoader<string, readonly T[]>(
    async (keys) => {
      const where = all([among(by, keys, options.visible), visibleRows(store, table)]);
      const rows = await run(
        store,
        sql`select ${table.select} from ${table.sql} where ${where} order by ${order}`,
      );
      const found = Map.groupBy(rows, (row) => row[by.name]);
      return keys.map((key) => (found.get(key) ?? []).map(objectOf(store, table)));
    },
    { maxBatchSize: MAXIMUM_KEYS },
  );
}

/** The column that objects are looked up by: of text, and the table's key unless named. */
export function keyColumn<T>(table: Table<T>, property?: Property<T>): Column {
  const [first, ...others] = table.key;
  if (property === undefined && others.length > 0) {
    throw new Error(`the key of table \`${table.name}\` has several columns; name the column to look up by`);
  }
  const found = property === undefined ? first : table.column(property);
  if (found?.kind === 'text') return found;
  throw new Error(`table \`${table.name}\` cannot be looked up by \`${property}\`; use a text column`);
}

/** The rows whose column holds one of the keys and that are visible; a key that no store keeps finds nothing. */
export function among(column: Column, keys: readonly string[], visible: Predicate | undefined): Predicate {
  const storable = keys.filter((key) => valueProblem(key) === null);
  return all([sql`${named(column)} in (${list(storable)})`, visible]);
}
