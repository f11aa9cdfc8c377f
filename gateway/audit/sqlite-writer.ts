import type { StatementSync } from 'node:sqlite';
import type { SealedRecord } from './chain.ts';
import type { RecordWriter } from './record-store.ts';
import { openSqliteFile } from './sqlite-file.ts';
import { peaksColumn, stateOf, stateQuery } from './stored-state.ts';

/** How many records one statement inserts, and how many may wait for the lookups. */
const rowsAtOnce = 32;
const lookupBacklog = 8192;

/** Digests are 32 bytes each; a record that somebody changed may name one twice. */
const entityFill = `with recursive part (number, at, size, start) as (
    select number, at, length(entities), 1 from disclosure
      where number > ?1 and number <= ?2 and length(entities) > 32
    union all select number, at, size, start + 32 from part where start + 32 <= size
  )
  insert or ignore into by_entity
    select substr(entities, start, 32), part.at, number from part join disclosure using (number)
    union all select entities, at, number from disclosure
      where number > ?1 and number <= ?2 and length(entities) = 32
    order by 1, 2, 3`;

function columnFill(column: string): string {
  return `insert into by_${column} select ${column}, at, number from disclosure
    where number > ?1 and number <= ?2 order by ${column}, at, number`;
}

/** Writes records to a SQLite file; for a thread of its own, since each call blocks until the disk has answered. */
export function openSqliteWriter(file: string, maxBytes?: number): RecordWriter {
  const database = openSqliteFile(file, maxBytes);
  const insertOf = (rows: number): StatementSync =>
    database.prepare(
      `insert into disclosure (chain, sequence, entities, coordinate, agency, at, entry, hash)
       values ${Array<string>(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    );
  const insertMany = insertOf(rowsAtOnce);
  const insertOne = insertOf(1);
  const move = database.prepare(
    'update chain set size = ?, hash = ?, peaks = ?, written = ? where id = ? and size = ? and hash = ?',
  );
  const find = database.prepare(stateQuery);
  const newest = database.prepare('select max(number) as number from disclosure');
  const lookedUp = database.prepare('select until from looked_up');
  const moveLookedUp = database.prepare('update looked_up set until = ?');
  const fills = [entityFill, ...['coordinate', 'agency'].map(columnFill)].map((sql) => database.prepare(sql));
  let backlog = lookupBacklog;

  const insert = (chain: string, records: readonly SealedRecord[]): void => {
    const values = (each: SealedRecord): [string, number, Buffer, string, string, string, string, Buffer] => {
      const { sequence, entities, coordinate, agency, at, entry, hash } = each;
      return [chain, sequence, Buffer.from(entities, 'hex'), coordinate, agency, at, entry, hash];
    };
    const whole = records.length - (records.length % rowsAtOnce);
    for (let start = 0; start < whole; start += rowsAtOnce) {
      insertMany.run(...records.slice(start, start + rowsAtOnce).flatMap(values));
    }
    for (const record of records.slice(whole)) insertOne.run(...values(record));
  };

  const committed = <T>(work: () => T): T => {
    database.exec('begin immediate');
    try {
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  };

  return {
    state: async (chain) => stateOf(find.get({ 1: chain })),
    begin: async (chain, state) => {
      const { tree, hash, written } = state;
      database
        .prepare(
          'insert into chain (id, size, hash, peaks, written) values (?, ?, ?, ?, ?) on conflict do nothing',
        )
        .run(chain, tree.size, hash, peaksColumn(state), written);
    },
    append: async (chain, from, to, records) =>
      committed(() => {
        const { tree, hash, written } = to;
        const moved = move.run(tree.size, hash, peaksColumn(to), written, chain, from.tree.size, from.hash);
        if (moved.changes !== 1) return false;
        insert(chain, records);
        backlog += records.length;
        return true;
      }),
    tidy: async () => {
      if (backlog < lookupBacklog) return false;
      committed(() => {
        const until = Number(lookedUp.get()?.['until']);
        const last = Math.min(until + 2 * lookupBacklog, Number(newest.get()?.['number'] ?? 0));
        backlog = Number(newest.get()?.['number'] ?? 0) - last;
        if (last <= until) return;
        for (const fill of fills) fill.run(until, last);
        moveLookedUp.run(last);
      });
      return backlog >= lookupBacklog;
    },
    close: async () => database.close(),
  };
}
