import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe } from 'vitest';
import { openStore } from '../../../subgraphs/kit/open-store.ts';
import type { Store } from '../../../subgraphs/kit/store.ts';

const SERVER = 'postgres://postgres@127.0.0.1:5432/test';

/** One engine under test: `open` gives the store of an agency, the same one for the same name. */
export interface Engine {
  readonly name: Store['engine'];
  /** A name that no other test uses. */
  agency(): string;
  open(agency?: string): Promise<Store>;
}

/** Runs the same tests on SQLite and on PostgreSQL, and takes away what they made. */
export function onBothEngines(title: string, tests: (engine: Engine) => void): void {
  describe.each(engines)(`${title} on $name`, (engine) => {
    afterAll(engine.clean);
    tests(engine);
  });
}

interface CleanEngine extends Engine {
  clean(): Promise<void>;
}

const opened: Store[] = [];

function engineOf(
  name: Store['engine'],
  place: () => Promise<{ dataDir: string; connection?: string }>,
  drop: (agencies: readonly string[]) => Promise<void>,
): CleanEngine {
  const agencies: string[] = [];
  const fresh = (): string => {
    const agency = `test-${randomBytes(6).toString('hex')}`;
    agencies.push(agency);
    return agency;
  };
  return {
    name,
    agency: fresh,
    async open(agency = fresh()) {
      const store = await openStore({ agency, ...(await place()) });
      opened.push(store);
      return store;
    },
    async clean() {
      await Promise.all(opened.splice(0).map((store) => store.close()));
      await drop(agencies.splice(0));
    },
  };
}

let folder: Promise<string> | undefined;

const sqlite = engineOf(
  'sqlite',
  async () => ({ dataDir: await (folder ??= mkdtemp(join(tmpdir(), 'watchfloor-store-'))) }),
  async () => {
    if (folder) await rm(await folder, { recursive: true, force: true });
    folder = undefined;
  },
);

const postgres = engineOf(
  'postgres',
  async () => ({ dataDir: '/nowhere', connection: SERVER }),
  async (agencies) => {
    const client = new Client({ connectionString: SERVER });
    await client.connect();
    for (const agency of agencies) await client.query(`drop schema if exists "${agency}" cascade`);
    await client.end();
  },
);

const engines: readonly CleanEngine[] = (await isThere()) ? [sqlite, postgres] : [sqlite];

async function isThere(): Promise<boolean> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.warn('the store is not tested on PostgreSQL: no server at 127.0.0.1:5432');
    return false;
  }
}
