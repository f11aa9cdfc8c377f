import { Client } from 'pg';

/** The server does not answer, or not as it should; the message never repeats the connection's password. */
export class UnreachableStore extends Error {}

/**
 * Opens a connection whose unqualified names are those of `schema`; throws an UnreachableStore.
 *
 * A commit on it is on the server's disk when it returns: a server that promises less is refused.
 */
export async function openPostgresClient(connection: string, schema: string): Promise<Client> {
  const client = new Client({
    connectionString: connection,
    application_name: `watchfloor ${schema}`,
    connectionTimeoutMillis: 5000,
    statement_timeout: 5000,
    query_timeout: 8000,
  });
  // A connection that breaks fails the next query; without a listener it would end the thread.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`set search_path to ${quoted(schema)}; set synchronous_commit to on`);
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    if (rows[0]?.fsync !== 'on') throw new Error('the server does not write to its disk (`fsync` is off)');
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const reason = error instanceof Error && (error.message || ('code' in error && String(error.code)));
    throw new UnreachableStore(`the log's PostgreSQL store cannot be opened (${reason || 'no answer'})`, {
      cause: error,
    });
  }
}

/** Makes the schema and its tables unless they are there. */
export async function makePostgresTables(client: Client, schema: string): Promise<void> {
  await client.query('begin');
  try {
    // Two gateways may start at once, and `if not exists` alone then fails for one of them.
    await client.query("select pg_advisory_xact_lock(hashtext('watchfloor disclosure log'))");
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (rowCount === 0) await client.query(`create schema ${quoted(schema)}`);
    await client.query('create table if not exists layout (version integer not null)');
    const { rows } = await client.query<{ version: number }>('select version from layout');
    const applied = rows[0]?.version ?? 0;
    if (applied > layouts.length) throw new Error('the log was written by a newer watchfloor, use that one');
    for (const text of layouts.slice(applied)) await client.query(text);
    if (rows.length === 0) await client.query('insert into layout values ($1)', [layouts.length]);
    else if (applied < layouts.length) await client.query('update layout set version = $1', [layouts.length]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
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

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
