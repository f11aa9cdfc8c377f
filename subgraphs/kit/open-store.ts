import { join } from 'node:path';
import { openPostgresStore } from './store-postgres.ts';
import { openSqliteStore } from './store-sqlite.ts';
import type { Store } from './store.ts';

/** Where an agency's store is. */
export interface StoreOptions {
  /** The agency's id, which names the file or the PostgreSQL schema. */
  readonly agency: string;
  /** The folder of SQLite files; created, closed to others, when it is missing. */
  readonly dataDir: string;
  /** A `postgres://` URL; without one the store is `<dataDir>/<agency>.sqlite`. */
  readonly connection?: string | undefined;
}

/** An agency's store, opened; throws when it cannot be, and never repeats the connection's password. */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (!/^[a-z][a-z0-9-]{0,62}$/u.test(options.agency)) {
    throw new Error(`\`${options.agency}\` is no agency id; use lower-case letters, digits and hyphens`);
  }
  if (options.connection === undefined)
    return openSqliteStore(options.agency, join(options.dataDir, `${options.agency}.sqlite`));
  if (!/^postgres(?:ql)?:\/\//u.test(options.connection)) {
    throw new Error(
      `the store of \`${options.agency}\` is no PostgreSQL URL; begin it with \`postgres://\` or leave it out`,
    );
  }
  try {
    return await openPostgresStore(options.agency, options.connection);
  } catch (error) {
    // An unreachable server's error has a code and no message; neither ever holds the URL.
    const reason = error instanceof Error && (error.message || ('code' in error && String(error.code)));
    throw new Error(
      `the PostgreSQL store of \`${options.agency}\` cannot be opened (${reason || 'no answer'}); check its URL and server`,
      { cause: error },
    );
  }
}
