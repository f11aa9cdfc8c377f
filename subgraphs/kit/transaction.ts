import { AsyncLocalStorage } from 'node:async_hooks';
import type { Row, Store, Value } from './store.ts';

/** One connection to the database, alone in the hands of a transaction. */
export interface Session {
  query(sql: string, parameters: readonly Value[]): Promise<readonly Row[]>;
  script(sql: string): Promise<void>;
}

/** What the transactions of one store have in common. */
export interface TransactionHost {
  readonly agency: string;
  readonly engine: Store['engine'];
  readonly statements: () => number;
}

/**
 * Runs `work` between `begin` and `commit` on a session, or rolls back and throws what `work` threw.
 *
 * Statements that `work` did not wait for are waited for, and one that failed fails the whole. PostgreSQL would else
 * answer `commit` with a silent rollback where SQLite would keep the rest.
 */
export async function inTransaction<T>(
  host: TransactionHost,
  session: Session,
  work: (transaction: Store) => Promise<T>,
  words: TransactionWords,
  depth = 0,
): Promise<T> {
  await session.script(words.begin);
  const scope = openScope(host, session, depth);
  try {
    const result = await work(scope.store);
    await scope.finished();
    await session.script(words.commit);
    return result;
  } catch (error) {
    await scope.finished().catch(() => {});
    // The first error says what went wrong; when the rollback fails too, the session's owner discards it.
    await session.script(words.rollback).catch(() => {});
    throw error;
  }
}

/** The statements that begin and end a transaction or a savepoint. */
export interface TransactionWords {
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
}

/** One after the other: each work starts when the one before has ended, however it ended. */
export function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}

/** Tells whether code runs inside a transaction's work, where waiting for the outer store would never end. */
export function transactionGuard(): {
  enter<T>(work: () => Promise<T>): Promise<T>;
  refuseInside(what: string): void;
} {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  return {
    async enter(work) {
      const here = { open: true };
      try {
        return await inside.run(here, work);
      } finally {
        here.open = false;
      }
    },
    refuseInside(what) {
      if (inside.getStore()?.open === true) {
        throw new Error(
          `${what} on the outer store inside a transaction would wait for itself; use the transaction's store`,
        );
      }
    },
  };
}

interface Scope {
  readonly store: Store;
  /** Waits for the statements under way; throws the first failure, and ends the use of `store`. */
  finished(): Promise<void>;
}

function openScope(host: TransactionHost, session: Session, depth: number): Scope {
  const pending = new Set<Promise<unknown>>();
  const inTurn = queue();
  let ended = false;
  let nested = 0;
  let failure: { readonly error: unknown } | undefined;

  const tracked = async <R>(statement: () => Promise<R>): Promise<R> => {
    if (ended) throw new Error('the transaction has ended; start another');
    if (failure)
      throw new Error('a statement of the transaction failed; roll back', { cause: failure.error });
    if (nested > 0) throw new Error('a nested transaction is open; use its store or wait for it');
    const running = statement().catch((error: unknown) => {
      failure ??= { error };
      throw error;
    });
    pending.add(running);
    try {
      return await running;
    } finally {
      pending.delete(running);
    }
  };

  const savepoint = `level_${depth + 1}`;
  const store: Store = {
    agency: host.agency,
    engine: host.engine,
    query: (sql, parameters = []) => tracked(() => session.query(sql, parameters)),
    script: (sql) => tracked(() => session.script(sql)),
    transaction(work) {
      const running = inTurn(async () => {
        if (ended) throw new Error('the transaction has ended; start another');
        nested += 1;
        try {
          return await inTransaction(host, session, work, savepointWords(savepoint), depth + 1);
        } finally {
          nested -= 1;
        }
      });
      pending.add(running);
      const settled = (): boolean => pending.delete(running);
      running.then(settled, settled);
      return running;
    },
    statements: host.statements,
    close: () => Promise.reject(new Error('a transaction cannot close its store; close the outer store')),
  };
  return {
    store,
    async finished() {
      while (pending.size > 0) await Promise.allSettled(pending);
      ended = true;
      if (failure) throw failure.error;
    },
  };
}

function savepointWords(name: string): TransactionWords {
  return {
    begin: `savepoint ${name}`,
    commit: `release savepoint ${name}`,
    rollback: `rollback to savepoint ${name}; release savepoint ${name}`,
  };
}
