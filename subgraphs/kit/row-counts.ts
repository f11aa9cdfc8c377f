import DataLoader from 'dataloader';
import { named } from './column.ts';
import { all, run, sql } from './fragment.ts';
import type { Reading } from './fragment.ts';
import { countableRows, type GuardedStore } from './guard/guarded-rows.ts';
import { among, keyColumn, MAXIMUM_KEYS } from './loaders.ts';
import type { Property, Table } from './table.ts';

/**
 * How many rows of a marked table hold each key in a column, whoever asks; one statement for all keys of one tick.
 *
 * For "count only" fields: the number is decided by the rule of its own field, and is the same for all whom that allows.
 * It says nothing of any one row, since no row is read and the caller chooses rows by the key alone: no filter of the
 * caller comes here, by which they could count their way to a row. What is made from an exercise is for who is in it.
 */
export function countsBy<T>(
  store: GuardedStore,
  table: Table<T>,
  column: Property<T>,
  { visible }: Reading = {},
): DataLoader<string, number> {
  const by = keyColumn(table, column);
  return new DataLoader<string, number>(
    async (keys) => {
      const where = all([among(by, keys, visible), countableRows(store)]);
      const rows = await run(
        store,
        sql`select ${named(by)} as "counted", count(*) as "count" from ${table.sql} where ${where} group by ${named(by)}`,
      );
      const found = new Map(rows.map((row) => [row['counted'], Number(row['count'])]));
      return keys.map((key) => found.get(key) ?? 0);
    },
    { maxBatchSize: MAXIMUM_KEYS },
  );
}
