import { named, typed } from './column.ts';
import { joined, list, run, sql, value } from './fragment.ts';
import type { Fragment } from './fragment.ts';
import type { Store, Value } from './store.ts';
import type { Table } from './table.ts';

/** What became of the rows that were put; the three add up to the rows given. */
export interface UpsertCounts {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Puts objects into a table, in one transaction: one that is stored in the same words is not written.
 *
 * Two statements for each batch of a few hundred objects, one where nothing changed. Of two objects with one key the
 * later stays, and counts as a change of the earlier. Nothing is written when an object cannot be stored.
 */
export async function upsert<T>(store: Store, table: Table<T>, rows: readonly T[]): Promise<UpsertCounts> {
  const batches = batched(table, rows);
  const counts = { new: 0, changed: 0, unchanged: 0 };
  if (batches.length === 0) return counts;
  await store.transaction(async (transaction) => {
    for (const batch of batches) {
      const stored = await storedTexts(transaction, table, batch);
      const written: Values[] = [];
      for (const [key, values] of batch) {
        const before = stored.get(key);
        const outcome =
          before === undefined ? 'new' : before === JSON.stringify(values) ? 'unchanged' : 'changed';
        counts[outcome] += 1;
        if (outcome !== 'unchanged') written.push(values);
      }
      if (written.length > 0) await run(transaction, insertion(table, written));
    }
  });
  return counts;
}

type Values = readonly Value[];
type Batch = Map<string, Values>;

// SQLite takes 32,766 parameters a statement; far fewer keep a statement's text and its plan small.
const MAXIMUM_PARAMETERS = 8_192;

/** The objects' values by their keys' text; a key that comes again begins the next batch. */
function batched<T>(table: Table<T>, rows: readonly T[]): readonly Batch[] {
  const size = Math.max(1, Math.floor(MAXIMUM_PARAMETERS / table.columns.length));
  const batches: Batch[] = [];
  let batch: Batch = new Map();
  for (const row of rows) {
    const values = table.toValues(row);
    const key = keyText(table, values);
    if (batch.size === 0 || batch.size >= size || batch.has(key)) {
      batch = new Map();
      batches.push(batch);
    }
    batch.set(key, values);
  }
  return batches;
}

async function storedTexts<T>(store: Store, table: Table<T>, batch: Batch): Promise<Map<string, string>> {
  const keys = [...batch.values()].map((values) => keyValues(table, values));
  const rows = await run(store, sql`select ${table.select} from ${table.sql} where ${isOneOf(table, keys)}`);
  return new Map(
    rows.map((row) => {
      const values = table.columns.map(({ name }) => row[name] ?? null);
      return [keyText(table, values), JSON.stringify(values)];
    }),
  );
}

function isOneOf<T>(table: Table<T>, keys: readonly Values[]): Fragment {
  const [first, ...others] = table.key;
  if (first && others.length === 0) {
    const column = first;
    return sql`${named(column)} in (${list(keys.flat(), (key) => typed(column, key))})`;
  }
  const tuples = keys.map(
    (key) =>
      sql`(${joined(
        table.key.map((column, index) => typed(column, key[index] ?? null)),
        ', ',
      )})`,
  );
  return sql`(${joined(table.key.map(named), ', ')}) in (values ${joined(tuples, ', ')})`;
}

function insertion<T>(table: Table<T>, rows: readonly Values[]): Fragment {
  const tuples = rows.map((values) => sql`(${joined(values.map(value), ', ')})`);
  const key = joined(table.key.map(named), ', ');
  const others = table.columns.filter((column) => !table.key.includes(column));
  const insert = sql`insert into ${table.sql} (${table.select}) values ${joined(tuples, ', ')} on conflict (${key}) do`;
  if (others.length === 0) return sql`${insert} nothing`;
  const updates = others.map((column) => sql`${named(column)} = excluded.${named(column)}`);
  return sql`${insert} update set ${joined(updates, ', ')}`;
}

function keyValues<T>(table: Table<T>, values: Values): Values {
  return table.key.map((column) => values[table.columns.indexOf(column)] ?? null);
}

function keyText<T>(table: Table<T>, values: Values): string {
  return JSON.stringify(keyValues(table, values));
}
