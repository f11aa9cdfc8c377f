import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { checkedParameters, checkStatement, isRead, positional } from './statement.ts';
import type { Row, Store, Value } from './store.ts';
import { inTransaction, queue, transactionGuard } from './transaction.ts';
import type { Session } from './transaction.ts';

/**
 * The store of an agency in one SQLite file, which is created readable by its owner alone.
 *
 * A commit is on the disk when it returns. Reads go on beside one writer; writers of this process queue, and those
 * of other processes are waited for, without holding up the event loop, for 10 seconds.
 */
export function openSqliteStore(agency: string, file: string): Store {
  const databases = openDatabases(file);
  const run = { writer: runner(databases.writer), reader: runner(databases.reader) };
  const inTurn = queue();
  const guard = transactionGuard();
  let statements = 0;
  let closing: Promise<void> | undefined;

  const session: Session = {
    query: (sql, parameters) => counted(() => run.writer(sql, parameters)),
    script: (sql) => counted(() => databases.writer.exec(bytewise(sql))),
  };
  async function counted<T>(work: () => T): Promise<T> {
    statements += 1;
    return patiently(work);
  }
  const host = { agency, engine: 'sqlite' as const, statements: () => statements };
  const words = { begin: 'begin immediate', commit: 'commit', rollback: 'rollback' };
  async function transaction<T>(work: (transaction: Store) => Promise<T>): Promise<T> {
    guard.refuseInside('a transaction');
    return inTurn(() => guard.enter(() => inTransaction(host, session, work, words)));
  }
  return {
    ...host,
    transaction,
    async query(sql, parameters = []) {
      if (isRead(sql)) {
        statements += 1;
        return run.reader(sql, parameters);
      }
      guard.refuseInside('a write');
      return inTurn(() => session.query(sql, parameters));
    },
    // A transaction, as PostgreSQL makes of it by itself: waiting for another writer midway would repeat the half.
    script: (sql) => transaction((whole) => whole.script(sql)),
    close() {
      closing ??= inTurn(async () => {
        databases.reader.close();
        databases.writer.close();
      });
      return closing;
    },
  };
}

const PATIENCE_MS = 10_000;
const CACHED_STATEMENTS = 256;
const SQLITE_BUSY = 5;

type Run = (sql: string, parameters: readonly Value[]) => readonly Row[];

/** Two connections, so that a read never sees what a transaction of this process has not committed. */
function openDatabases(file: string): { readonly writer: DatabaseSync; readonly reader: DatabaseSync } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its -wal and -shm files the mode of the database file.
  closeSync(openSync(file, 'a', 0o600));
  const writer = new DatabaseSync(file, { timeout: PATIENCE_MS });
  writer.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  if (writer.prepare('pragma journal_mode').get()?.['journal_mode'] !== 'wal') {
    writer.close();
    throw new Error(
      `the file system of \`${file}\` cannot keep a write-ahead log; choose another data directory`,
    );
  }
  // From here on the waiting is `patiently`'s, since SQLite's own would stop the event loop.
  writer.exec('pragma busy_timeout = 0');
  const reader = new DatabaseSync(file, { timeout: PATIENCE_MS, readOnly: true });
  return { writer, reader };
}

/** Runs statements on a connection, keeping those used last prepared. */
function runner(database: DatabaseSync): Run {
  const prepared = new Map<string, Prepared>();
  return (sql, parameters) => {
    let known = prepared.get(sql);
    prepared.delete(sql);
    if (known?.count !== parameters.length) known = prepare(database, sql, parameters.length);
    prepared.set(sql, known);
    const [oldest] = prepared.keys();
    if (prepared.size > CACHED_STATEMENTS && oldest !== undefined) prepared.delete(oldest);
    const values = checkedParameters(parameters);
    return known.statement.all(...known.order.map((number) => values[number - 1] ?? null)) as Row[];
  };
}

interface Prepared {
  readonly statement: StatementSync;
  readonly count: number;
  readonly order: readonly number[];
}

function prepare(database: DatabaseSync, sql: string, count: number): Prepared {
  checkStatement(sql, count);
  // Binding by name takes time by the square of the number of parameters; by position it does not.
  const { sql: text, order } = positional(bytewise(sql));
  return { statement: database.prepare(text), count, order };
}

/** SQLite's name for the order of bytes is another. */
function bytewise(sql: string): string {
  return sql.replaceAll('collate "C"', 'collate binary');
}

/** Tries again while another process writes: SQLite says so before it has done anything. */
async function patiently<T>(work: () => T): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let delayMs = 1; ; delayMs = Math.min(delayMs * 2, 50)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await pause(delayMs);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}
