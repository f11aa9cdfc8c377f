import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { checkedParameters, checkStatement, isRead } from './statement.ts';
import type { Row, Store, Value } from './store.ts';
import { inTransaction, transactionGuard } from './transaction.ts';
import type { Session } from './transaction.ts';

/**
 * The store of an agency in a PostgreSQL schema named after it, which is created when it is missing.
 *
 * `connection` is a `postgres://` URL; no error of this store repeats it. A statement that takes longer than 30
 * seconds is cancelled.
 */
export async function openPostgresStore(agency: string, connection: string): Promise<Store> {
  const schema = `"${agency.replaceAll('"', '""')}"`;
  const pool = new Pool({
    connectionString: connection,
    application_name: `watchfloor ${agency}`,
    statement_timeout: 30_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (type: number) => parsers.get(type) ?? String },
    // A connection is handed out only when this is done.
    verify: (client, done) => {
      client.query(`set search_path to ${schema}`, (error) => done(error));
    },
  });
  // The pool drops an idle connection that breaks and opens another; without a listener the process would end.
  pool.on('error', () => {});
  await createSchema(pool, agency, schema).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  const guard = transactionGuard();
  const nameOf = statementNames();
  let statements = 0;
  let closing: Promise<void> | undefined;

  async function query(
    client: Pool | PoolClient,
    sql: string,
    parameters: readonly Value[],
  ): Promise<readonly Row[]> {
    const name = nameOf(sql, parameters.length);
    statements += 1;
    const values = [...checkedParameters(parameters)];
    const result = await client.query<Row>(
      name === undefined ? { text: sql, values } : { name, text: sql, values },
    );
    return result.rows;
  }
  async function script(client: Pool | PoolClient, sql: string): Promise<void> {
    statements += 1;
    await client.query(sql);
  }
  const host = { agency, engine: 'postgres' as const, statements: () => statements };
  return {
    ...host,
    async query(sql, parameters = []) {
      if (!isRead(sql)) guard.refuseInside('a write');
      return query(pool, sql, parameters);
    },
    async script(sql) {
      guard.refuseInside('a script');
      await script(pool, sql);
    },
    async transaction(work) {
      guard.refuseInside('a transaction');
      const client = await pool.connect();
      let broken = false;
      const session: Session = {
        query: (sql, parameters) => query(client, sql, parameters),
        script: (sql) =>
          script(client, sql).catch((error: unknown) => {
            broken ||= sql === words.rollback;
            throw error;
          }),
      };
      try {
        return await guard.enter(() => inTransaction(host, session, work, words));
      } finally {
        client.release(broken);
      }
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

const words = { begin: 'begin', commit: 'commit', rollback: 'rollback' };

/** By type id: whole numbers, numerics and floats are numbers, booleans are 0 or 1; all else stays text. */
const parsers: ReadonlyMap<number, (text: string) => Value> = new Map([
  [16, (text: string) => (text === 't' ? 1 : 0)],
  ...[20, 21, 23, 26, 700, 701, 1700].map((type) => [type, exactNumber] as const),
]);

function exactNumber(text: string): number {
  const number = Number(text);
  if (
    !Number.isFinite(number) ||
    (Number.isInteger(number) && !Number.isSafeInteger(number) && !text.includes('e'))
  ) {
    throw new Error(`the number \`${text}\` cannot be counted exactly; keep it as text`);
  }
  return number;
}

/** Creates the schema unless it is there; one that an administrator made needs no right to create schemas. */
async function createSchema(pool: Pool, agency: string, schema: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Two processes may start at once, and `if not exists` alone then fails for one of them.
    await client.query("select pg_advisory_xact_lock(hashtext('watchfloor create schema'))");
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [agency]);
    if (rowCount === 0) await client.query(`create schema ${schema}`);
    await client.query('commit');
  } finally {
    // Discarded rather than handed on, whatever state an error left it in.
    client.release(true);
  }
}

/** A name for each of the first statements seen, under which every connection keeps it prepared. */
function statementNames(): (sql: string, count: number) => string | undefined {
  const names = new Map<string, { readonly name: string; readonly count: number }>();
  return (sql, count) => {
    const known = names.get(sql);
    if (known?.count === count) return known.name;
    checkStatement(sql, count);
    if (names.size >= PREPARED_STATEMENTS) return undefined;
    const name = `statement_${names.size + 1}`;
    names.set(sql, { name, count });
    return name;
  };
}

const PREPARED_STATEMENTS = 256;
