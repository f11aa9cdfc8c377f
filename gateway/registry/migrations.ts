import type { DatabaseSync } from 'node:sqlite';

/** Forward only: a text that was ever released is never changed, the next change is one more entry. */
const migrations: readonly string[] = [
  `create table version (
     name text not null,
     revision integer not null check (revision > 0),
     sha256 text not null,
     sdl text,
     url text,
     publisher text not null,
     published_at text not null,
     primary key (name, revision)
   ) strict;
   create table supergraph (
     number integer primary key,
     hash text not null,
     sdl text not null,
     sources text not null,
     revisions text not null,
     composed_at text not null
   ) strict;
   create trigger version_is_immutable before update on version
     begin select raise(abort, 'a published version is never changed'); end;
   create trigger version_is_kept before delete on version
     begin select raise(abort, 'a published version is never deleted'); end;
   create trigger supergraph_is_immutable before update on supergraph
     begin select raise(abort, 'a composed supergraph is never changed'); end;
   create trigger supergraph_is_kept before delete on supergraph
     begin select raise(abort, 'a composed supergraph is never deleted'); end;`,
  `alter table version add column policy text;
   alter table supergraph add column policies text;`,
];

/** Brings the registry's tables up to date; a file written by a newer program is refused. */
export function migrate(database: DatabaseSync): void {
  database.exec('begin immediate');
  try {
    const row = database.prepare('pragma user_version').get();
    const applied = Number(row?.['user_version'] ?? 0);
    if (applied > migrations.length) {
      throw new Error('the registry was written by a newer watchfloor, use that one or another `--data-dir`');
    }
    for (const text of migrations.slice(applied)) database.exec(text);
    database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}
