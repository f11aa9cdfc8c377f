import type { Client } from 'pg';
import { openPostgresClient, quoted } from './postgres-client.ts';
import { earlierLayout, newerLayout } from './record-store.ts';

/**
 * Makes the schema and its tables, or brings them to the layout of this program with all that is in them; `beforeLong`
 * is called where that may take long.
 *
 * Others that start meanwhile wait. All or nothing.
 */
export async function bringUpToDate(
  connection: string,
  schema: string,
  beforeLong: () => void,
): Promise<void> {
  const client = await openPostgresClient(connection, schema, longestChangeMs);
  try {
    const found = await layoutOf(client);
    checkLayout(found);
    if (found === layouts.length) return;
    if (found > 0) beforeLong();
    await client.query('begin');
    // Two gateways may start at once, and `if not exists` alone then fails for one of them.
    await client.query("select pg_advisory_xact_lock(hashtext('watchfloor disclosure log'))");
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (rowCount === 0) await client.query(`create schema ${quoted(schema)}`);
    await client.query('create table if not exists layout (version integer not null)');
    const applied = await layoutOf(client);
    checkLayout(applied);
    for (const text of layouts.slice(applied)) await client.query(text);
    await client.query('delete from layout');
    await client.query('insert into layout values ($1)', [layouts.length]);
    await client.query('commit');
  } finally {
    // What was not committed is as it was.
    await client.end();
  }
}

const longestChangeMs = 24 * 60 * 60 * 1000;

/** Throws, with what to do, where a store is not of the layout of this program. */
export async function checkReadable(client: Client): Promise<void> {
  const found = await layoutOf(client);
  checkLayout(found);
  if (found > 0 && found < layouts.length) throw new Error(earlierLayout);
}

function checkLayout(found: number): void {
  if (found > layouts.length) throw new Error(newerLayout);
}

/** The layout of the store, 0 where there is none. */
async function layoutOf(client: Client): Promise<number> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    "select to_regclass('layout') is not null as there",
  );
  if (tables[0]?.there !== true) return 0;
  const { rows } = await client.query<{ version: number }>('select version from layout');
  return rows[0]?.version ?? 0;
}

/** Forward only: a text that was ever released is never changed, the next change is one more entry. */
const layouts: readonly string[] = [
  `create table chain (
     id text primary key,
     size bigint not null,
     hash bytea not null,
     peaks bytea not null,
     written text not null
   );
   create table disclosure (
     number bigint generated always as identity primary key,
     chain text not null,
     sequence bigint not null,
     entity bytea not null,
     coordinate text not null,
     agency text not null,
     at text collate "C" not null,
     entry text not null,
     hash bytea not null,
     unique (chain, sequence)
   );
   create index by_entity on disclosure (entity, at, number);
   create index by_coordinate on disclosure (coordinate, at, number);
   create index by_time on disclosure (at, number);
   create function disclosures_are_kept() returns trigger language plpgsql as
     $$ begin raise exception 'a disclosure is never changed or deleted'; end $$;
   create trigger disclosure_is_immutable before update or delete on disclosure
     for each row execute function disclosures_are_kept();
   create trigger disclosures_are_kept before truncate on disclosure
     for each statement execute function disclosures_are_kept();`,
  `drop index by_entity;
   alter table disclosure rename column entity to entities;
   alter table disclosure alter column entities type bytea[] using array[entities];
   create index by_entity on disclosure using gin (entities);
   create index by_agency on disclosure (agency, at, number);`,
];
