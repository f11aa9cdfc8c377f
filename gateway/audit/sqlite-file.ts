import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from './kept-file.ts';

/**
 * Opens the file of records for writing, made on first use for its owner alone: a commit is on the disk when it
 * returns.
 *
 * A file that would grow beyond `maxBytes` is full. Another process that writes is waited for, for 5 seconds.
 */
export function openSqliteFile(file: string, maxBytes?: number): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  syncFolder(dirname(file));
  const database = new DatabaseSync(file, { timeout: 5000 });
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
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const pageSize = 8192;

/** Forward only: a text that was ever released is never changed, the next change is one more entry. */
const migrations: readonly string[] = [
  // Lookups are tables and not indexes: filled in bulk and in their own order, they cost a fifth.
  `create table chain (
     id text primary key,
     size integer not null,
     hash blob not null,
     peaks blob not null,
     written text not null
   ) strict;
   create table disclosure (
     number integer primary key,
     chain text not null,
     sequence integer not null,
     entity blob not null,
     coordinate text not null,
     agency text not null,
     at text not null,
     entry text not null,
     hash blob not null,
     unique (chain, sequence)
   ) strict;
   create index disclosure_at on disclosure (at);
   create table by_entity (
     entity blob not null, at text not null, number integer not null, primary key (entity, at, number)
   ) strict, without rowid;
   create table by_coordinate (
     coordinate text not null, at text not null, number integer not null, primary key (coordinate, at, number)
   ) strict, without rowid;
   create table looked_up (until integer not null) strict;
   insert into looked_up values (0);
   create trigger disclosure_is_immutable before update on disclosure
     begin select raise(abort, 'a disclosure is never changed'); end;
   create trigger disclosure_is_kept before delete on disclosure
     begin select raise(abort, 'a disclosure is never deleted'); end;`,
  // A disclosure is about any number of entities: their digests in a row.
  `alter table disclosure rename column entity to entities;
   create table by_agency (
     agency text not null, at text not null, number integer not null, primary key (agency, at, number)
   ) strict, without rowid;
   insert into by_agency select agency, at, number from disclosure
     where number <= (select until from looked_up) order by agency, at, number;`,
];

function migrate(database: DatabaseSync): void {
  database.exec('begin immediate');
  try {
    const applied = Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
    if (applied > migrations.length)
      throw new Error('the log was written by a newer watchfloor, use that one');
    for (const text of migrations.slice(applied)) database.exec(text);
    if (applied < migrations.length) database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
