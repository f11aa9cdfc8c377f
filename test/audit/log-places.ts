import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, afterEach, describe } from 'vitest';
import type { DisclosureLog } from '../../gateway/audit/disclosure-log.ts';
import { openDisclosureLog, type LogOptions } from '../../gateway/audit/open-disclosure-log.ts';
import type { VerifyOptions } from '../../gateway/audit/verify-log.ts';

const SERVER = 'postgres://postgres@127.0.0.1:5432/test';

/** One place of a log under test. */
export interface LogPlaceUnderTest {
  readonly options: LogOptions & VerifyOptions;
  /** Breaks every connection to the store, where it has any. */
  disconnect(): Promise<void>;
  /** Runs SQL on the store. */
  run(sql: string): Promise<void>;
  /** Runs SQL on the store as somebody would who has taken its guards away. */
  tamper(sql: string): Promise<void>;
  /** Keeps everybody else from changing the store, until the function that it gives is called. */
  hold(): Promise<() => Promise<void>>;
  /** Takes the store away and makes another one by SQL. */
  replace(sql: string): Promise<void>;
}

/** One kind of store under test; `place` gives a fresh place each time. */
export interface StoreUnderTest {
  readonly name: 'sqlite' | 'postgres';
  place(): Promise<LogPlaceUnderTest>;
}

/** Runs the same tests on both stores, and takes away what they made. */
export function onBothStores(title: string, tests: (store: StoreUnderTest) => void): void {
  describe.each(stores)(`${title} on $name`, (store) => {
    afterEach(closeLogs);
    afterAll(store.clean);
    tests(store);
  });
}

/** Opens a log that is closed after the test. */
export async function openLog(options: LogOptions): Promise<DisclosureLog> {
  const log = await openDisclosureLog(options);
  opened.push(log);
  return log;
}

/** Closes the logs that were opened. */
export async function closeLogs(): Promise<void> {
  await Promise.all(opened.splice(0).map((log) => log.close()));
}

/** A folder of its own, and how to take it away. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'watchfloor-audit-'));
  folders.push(folder);
  return folder;
}

/** Takes the folders away. */
export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

interface CleanStore extends StoreUnderTest {
  clean(): Promise<void>;
}

const opened: DisclosureLog[] = [];
const folders: string[] = [];

const sqlite: CleanStore = {
  name: 'sqlite',
  place: async () => {
    const dataDir = await freshFolder();
    const file = join(dataDir, 'log', 'disclosures.sqlite');
    const run = async (sql: string): Promise<void> => {
      const database = new DatabaseSync(file, { timeout: 5000 });
      try {
        database.exec(sql);
      } finally {
        database.close();
      }
    };
    return {
      options: { dataDir },
      disconnect: () => Promise.resolve(),
      run,
      tamper: (sql) =>
        run(
          `drop trigger if exists disclosure_is_immutable; drop trigger if exists disclosure_is_kept; ${sql}`,
        ),
      hold: async () => {
        const database = new DatabaseSync(file, { timeout: 5000 });
        database.exec('begin immediate');
        return async () => database.close();
      },
      replace: async (sql) => {
        for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
        await run(sql);
      },
    };
  },
  clean: removeFolders,
};

const schemas: string[] = [];

const postgres: CleanStore = {
  name: 'postgres',
  place: async () => {
    const schema = `test_${randomBytes(6).toString('hex')}`;
    schemas.push(schema);
    const run = (sql: string): Promise<void> =>
      onServer(async (client) => {
        await client.query(`set search_path to "${schema}"; ${sql}`);
      });
    return {
      options: { dataDir: await freshFolder(), connection: SERVER, schema },
      disconnect: () =>
        onServer(async (client) => {
          const sql = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1';
          await client.query(sql, [`watchfloor ${schema}`]);
        }),
      run,
      tamper: (sql) => run(`alter table disclosure disable trigger user; ${sql}`),
      hold: async () => {
        const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 5000 });
        await client.connect();
        await client.query(`begin; lock table "${schema}".disclosure in share row exclusive mode`);
        return () => client.end();
      },
      replace: (sql) => run(`drop schema "${schema}" cascade; create schema "${schema}"; ${sql}`),
    };
  },
  clean: async () => {
    await onServer(async (client) => {
      for (const schema of schemas.splice(0)) await client.query(`drop schema if exists "${schema}" cascade`);
    });
    await removeFolders();
  },
};

const stores: readonly CleanStore[] = (await isThere()) ? [sqlite, postgres] : [sqlite];

async function onServer(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function isThere(): Promise<boolean> {
  try {
    await onServer(() => Promise.resolve());
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.warn('the disclosure log is not tested on PostgreSQL: no server at 127.0.0.1:5432');
    return false;
  }
}
