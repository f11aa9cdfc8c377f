import type { DatabaseSync } from 'node:sqlite';
import { earlierLayout, newerLayout } from './record-store.ts';

/**
 * Brings a file of records to the layout of this program; `beforeLong` is called where that may take long.
 *
 * Others that open the file meanwhile wait. All or nothing: a file whose change was cut short is as it was.
 */
export function bringUpToDate(database: DatabaseSync, beforeLong: () => void): void {
  const found = layoutOf(database);
  checkLayout(found);
  if (found === layouts.length) return;
  if (found > 0) {
    beforeLong();
    database.exec(`pragma busy_timeout = ${longestChangeMs}`);
  }
  database.exec('begin immediate');
  try {
    const applied = layoutOf(database);
    checkLayout(applied);
    for (const text of layouts.slice(applied)) database.exec(text);
    database.exec(`pragma user_version = ${layouts.length}; commit; pragma busy_timeout = ${patienceMs}`);
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** How long another process that writes is waited for. */
export const patienceMs = 5000;
const longestChangeMs = 24 * 60 * 60 * 1000;

/** Throws, with what to do, where a file is not of the layout of this program. */
export function checkReadable(database: DatabaseSync): void {
  const found = layoutOf(database);
  checkLayout(found);
  if (found < layouts.length) throw new Error(earlierLayout);
}

function layoutOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
}

function checkLayout(found: number): void {
  if (found > layouts.length) throw new Error(newerLayout);
}

/** Forward only: a text that was ever released is never changed, the next change is one more entry. */
const layouts: readonly string[] = [
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
  // An index writes pages with each commit, and one by entity everywhere: so there is none, and entities are in order
  // within a block, which is what was looked up at once. What kept two records from one sequence was an index, too: now
  // `verify` tells of them.
  `drop trigger disclosure_is_immutable;
   drop trigger disclosure_is_kept;
   alter table disclosure rename to earlier;
   create table disclosure (
     number integer primary key,
     chain text not null,
     sequence integer not null,
     entities blob not null,
     coordinate text not null,
     agency text not null,
     at text not null,
     entry text not null,
     hash blob not null
   ) strict;
   insert into disclosure select number, chain, sequence, entities, coordinate, agency, at, entry, hash
     from earlier order by number;
   drop table earlier;
   create table block (until integer primary key) strict;
   insert into block select until from looked_up where until > 0;
   drop table looked_up;
   alter table by_entity rename to earlier;
   create table by_entity (
     block integer not null, entity blob not null, at text not null, number integer not null,
     primary key (block, entity, at, number)
   ) strict, without rowid;
   insert into by_entity select until, entity, at, number from block join earlier order by entity, at, number;
   drop table earlier;
   create table by_chain (
     chain text not null, sequence integer not null, number integer not null, primary key (chain, sequence, number)
   ) strict, without rowid;
   insert into by_chain select chain, sequence, number from disclosure
     where number <= (select max(until) from block) order by chain, sequence, number;
   create table by_time (at text not null, number integer not null, primary key (at, number)) strict, without rowid;
   insert into by_time select at, number from disclosure
     where number <= (select max(until) from block) order by at, number;
   create trigger disclosure_is_immutable before update on disclosure
     begin select raise(abort, 'a disclosure is never changed'); end;
   create trigger disclosure_is_kept before delete on disclosure
     begin select raise(abort, 'a disclosure is never deleted'); end;`,
];
