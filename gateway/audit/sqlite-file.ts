import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from './kept-file.ts';
import { bringUpToDate, patienceMs } from './sqlite-layouts.ts';

/**
 * Opens the file of records for writing, made on first use for its owner alone: a commit is on the disk when it
 * returns.
 *
 * A file that would grow beyond `maxBytes` is full. Another process that writes is waited for, for 5 seconds.
 * `beforeLong` is called before a file of an earlier layout is changed, which may take long.
 */
export function openSqliteFile(
  file: string,
  maxBytes: number | undefined,
  beforeLong: () => void,
): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  syncFolder(dirname(file));
  const database = new DatabaseSync(file, { timeout: patienceMs });
  try {
    // Larger pages and rarer checkpoints write each page of an index less often.
    database.exec(`pragma page_size = ${pageSize}; pragma journal_mode = wal; pragma synchronous = full;
      pragma wal_autocheckpoint = 4000; pragma cache_size = -32768`);
    if (database.prepare('pragma journal_mode').get()?.['journal_mode'] !== 'wal') {
      throw new Error(
        `the file system of \`${file}\` cannot keep a write-ahead log; choose another data directory`,
      );
    }
    if (maxBytes !== undefined) database.exec(`pragma max_page_count = ${Math.floor(maxBytes / pageSize)}`);
    bringUpToDate(database, beforeLong);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const pageSize = 8192;
