import type { RecordWriter } from './record-store.ts';
import { openSqliteFile } from './sqlite-file.ts';
import { loadOf, lookedUp, lookupBacklog, lookupFill } from './sqlite-lookups.ts';
import { peaksColumn, sqliteStateQuery, stateOf } from './stored-state.ts';

/**
 * Writes records to a SQLite file; for a thread of its own, since each call blocks until the disk has answered.
 *
 * `beforeLong` is called before a file of an earlier layout is changed, which may take long.
 */
export function openSqliteWriter(
  file: string,
  maxBytes: number | undefined,
  beforeLong: () => void,
): RecordWriter {
  const database = openSqliteFile(file, maxBytes, beforeLong);
  // One row at a time: for many at once SQLite writes a journal of its own besides.
  const insert = database.prepare(
    `insert into disclosure (number, chain, sequence, entities, coordinate, agency, at, entry, hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Behind what the lookups know too, also where somebody has taken records away.
  const newest = database.prepare(
    `select max(${lookedUp}, coalesce((select max(number) from disclosure), 0)) as number`,
  );
  const fillLookups = lookupFill(database);
  const move = database.prepare(
    'update chain set size = ?, hash = ?, peaks = ?, written = ? where id = ? and size = ? and hash = ?',
  );
  const find = database.prepare(sqliteStateQuery);
  let backlog = lookupBacklog;

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
        let number = Number(newest.get()?.['number']);
        for (const { sequence, entities, coordinate, agency, at, entry, hash: own } of records) {
          const digests = Buffer.from(entities, 'hex');
          insert.run((number += 1), chain, sequence, digests, coordinate, agency, at, entry, own);
        }
        backlog += records.reduce((sum, record) => sum + loadOf(record), 0);
        return true;
      }),
    tidy: async () => {
      if (backlog < lookupBacklog) return false;
      const left = committed(() => Number(newest.get()?.['number']) - fillLookups());
      // Of what is left nobody knows how many entities it names.
      backlog = left > 0 ? lookupBacklog : 0;
      return backlog >= lookupBacklog;
    },
    close: async () => database.close(),
  };
}
