import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { discoverAgencies } from '../agencies.ts';
import type { ScenarioPart } from '../change.ts';
import { run, sql, value } from '../fragment.ts';
import { openStore } from '../open-store.ts';
import { readRoom, writeRoom } from '../room.ts';
import { storeConnection } from '../store-connection.ts';
import type { Store } from '../store.ts';
import type { Agency } from '../subgraph.ts';
import type { Table } from '../table.ts';
import { upsert } from '../upsert.ts';
import { buildScenario } from './build-scenario.ts';
import type { Scenario } from './scenario.ts';

/** How the demonstration is seeded. */
export interface SeedOptions {
  readonly dataDir: string;
  readonly seed: string;
  /** 1, 10 or 100 times the smallest exercise. */
  readonly scale: number;
  /** Told what is done, one line each. */
  readonly log: (line: string) => void;
  /** The agencies' folders; all of the repository's without it. */
  readonly agencies?: readonly Agency[];
}

/** Puts the exercise into every agency's store; a store that holds the same exercise already is left as it is. */
export async function seedDemonstration(options: SeedOptions): Promise<void> {
  const agencies = options.agencies ?? (await discoverAgencies());
  const opened = await Promise.all(
    agencies.map(async (agency) => {
      const connection = storeConnection(agency.name, process.env);
      return {
        agency,
        store: await agency.openStore({ dataDir: options.dataDir, ...(connection ? { connection } : {}) }),
      };
    }),
  );
  try {
    const scenario = await scenarioOn(opened, options);
    for (const { agency, store } of opened) {
      if (agency.scenario === null) continue;
      const rows = await seedAgency(store, scenario, agency.scenario(scenario));
      options.log(
        rows === null ? `${agency.name}: exercise is up to date` : `${agency.name}: exercise of ${rows} rows`,
      );
    }
  } finally {
    await Promise.all(opened.map(({ store }) => store.close()));
  }
}

/** Names of the agencies whose stores hold an exercise; only embedded stores that are there are looked at. */
export async function exerciseKept(dataDir: string, agencies: readonly string[]): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const agency of agencies) {
    const connection = storeConnection(agency, process.env);
    if (connection === undefined && !existsSync(join(dataDir, `${agency}.sqlite`))) continue;
    const store = await openStore({ agency, dataDir, ...(connection ? { connection } : {}) });
    try {
      if ((await readRoom(store)).scenario !== null) kept.push(agency);
    } catch (error) {
      // A store that was never migrated has no room, and so no exercise; nothing else may pass for that.
      if (!/no such table|does not exist/u.test(String(error))) throw error;
    } finally {
      await store.close();
    }
  }
  return kept;
}

interface OpenedAgency {
  readonly agency: Agency;
  readonly store: Store;
}

/** The exercise, on imported polling places where an agency has them. */
async function scenarioOn(opened: readonly OpenedAgency[], { seed, scale }: SeedOptions): Promise<Scenario> {
  const home = 'ocd-division/country:us/state:ga';
  const imported = await Promise.all(
    opened.map(async ({ agency, store }) => (await agency.importedPlaces?.(store, home)) ?? []),
  );
  return buildScenario({ seed, scale, importedPlaces: imported.flat() });
}

/** Puts one agency's part into its store; the number of rows, or null when they were there. */
export async function seedAgency(
  store: Store,
  scenario: Scenario,
  part: ScenarioPart,
): Promise<number | null> {
  const fingerprint = fingerprintOf(scenario, part);
  if ((await readRoom(store)).scenario === fingerprint) return null;
  await store.transaction(async (transaction) => {
    for (const table of part.tables.toReversed()) await clear(transaction, table);
    const byTable = Map.groupBy(part.changes, ({ table }) => table);
    for (const [table, changes] of byTable) {
      await upsert(
        transaction,
        table,
        changes.map(({ row }) => row),
      );
    }
    await writeRoom(transaction, {
      clock: scenario.clock,
      onShift: part.onShift,
      lastUpdate: part.lastUpdate,
      scenario: fingerprint,
    });
  });
  return part.changes.length;
}

// INVARIANT: only what an exercise put is removed; imported rows are ACTUAL and stay.
async function clear(store: Store, table: Table<unknown>): Promise<void> {
  const marked = table.columns.some(({ name }) => name === 'cap_status');
  const where = marked ? sql`where cap_status = ${value('EXERCISE')}` : sql``;
  await run(store, sql`delete from ${table.sql} ${where}`);
}

function fingerprintOf(scenario: Scenario, part: ScenarioPart): string {
  const hash = createHash('sha256').update(`${scenario.clock} ${part.onShift} ${part.lastUpdate}`);
  for (const { table, row } of part.changes)
    hash.update(`${table.name} ${JSON.stringify(table.toValues(row))}\n`);
  return hash.digest('hex');
}
