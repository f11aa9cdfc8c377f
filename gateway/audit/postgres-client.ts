import { Client } from 'pg';

/** The server does not answer, or not as it should; the message never repeats the connection's password. */
export class UnreachableStore extends Error {}

/**
 * Opens a connection whose unqualified names are those of `schema`; throws an UnreachableStore.
 *
 * A commit on it is on the server's disk when it returns: a server that promises less is refused. One statement may
 * take `patienceMs`.
 */
export async function openPostgresClient(
  connection: string,
  schema: string,
  patienceMs = 5000,
): Promise<Client> {
  const client = new Client({
    connectionString: connection,
    application_name: `watchfloor ${schema}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    statement_timeout: patienceMs,
    // The server is the one to give up, if it is still there.
    query_timeout: patienceMs + 3000,
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

/** A name as PostgreSQL reads it in a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
