import { createHash } from 'node:crypto';
import type { Store } from './store.ts';

/**
 * Brings a store to the last of its migrations, which are numbered from 1 and never change once applied.
 *
 * Each is applied in a transaction of its own, and processes that migrate at once wait for one another. A text that
 * was changed, or that was applied and is missing here, is an error, and nothing is applied. Write `collate "C"`
 * after the type of a text column that lists are ordered by (`id text collate "C" primary key`): PostgreSQL serves
 * their pages from such a column's index alone.
 */
export async function migrate(store: Store, migrations: readonly string[]): Promise<void> {
  const hashes = migrations.map((text) => createHash('sha256').update(text).digest('hex'));
  for (;;) {
    const done = await store.transaction(async (transaction) => {
      const applied = await lockedMigrations(transaction);
      checkApplied(store.agency, applied, hashes);
      const text = migrations[applied.length];
      const hash = hashes[applied.length];
      if (text === undefined || hash === undefined) return true;
      await apply(transaction, applied.length + 1, text);
      await transaction.query('insert into migration (number, sha256, applied_at) values ($1, $2, $3)', [
        applied.length + 1,
        hash,
        new Date().toISOString(),
      ]);
      return false;
    });
    if (done) return;
  }
}

/** The hashes of the applied migrations in order, with no other process migrating until the transaction ends. */
async function lockedMigrations(transaction: Store): Promise<readonly string[]> {
  // SQLite's transaction has the only writer's lock from its beginning.
  if (transaction.engine === 'postgres') {
    await transaction.script('set local statement_timeout = 0');
    await transaction.query(
      "select pg_advisory_xact_lock(hashtext('watchfloor migrate'), hashtext(current_schema()))",
    );
  }
  await transaction.script(
    'create table if not exists migration (number integer primary key, sha256 text not null, applied_at text not null)',
  );
  const rows = await transaction.query('select sha256 from migration order by number');
  return rows.map((row) => String(row['sha256']));
}

function checkApplied(agency: string, applied: readonly string[], hashes: readonly string[]): void {
  for (const [index, hash] of applied.entries()) {
    const number = index + 1;
    if (hashes[index] === undefined) {
      throw new Error(
        `the store of \`${agency}\` has migration ${number}, which this version does not know; run the version that made it, or a later one`,
      );
    }
    if (hashes[index] !== hash) {
      throw new Error(
        `migration ${number} of \`${agency}\` was changed after it was applied; put its text back and add a new one at the end`,
      );
    }
  }
}

async function apply(transaction: Store, number: number, text: string): Promise<void> {
  try {
    await transaction.script(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `migration ${number} of \`${transaction.agency}\` fails: ${reason}; correct it, nothing of it was kept`,
      {
        cause: error,
      },
    );
  }
}
