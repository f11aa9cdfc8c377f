import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { changesOf } from '../../subgraphs/kit/change.ts';
import { everyRight } from '../../subgraphs/kit/guard/caller-rights.ts';
import type { CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import type { LoadRecord } from '../../subgraphs/kit/load/record.ts';
import { buildScenario } from '../../subgraphs/kit/scenario/build-scenario.ts';
import type { Scenario, ScenarioPlace } from '../../subgraphs/kit/scenario/scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import type { Agency } from '../../subgraphs/kit/subgraph.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';

/** An agency's subgraph on a store of its own, without HTTP. */
export interface OpenedSubgraph {
  readonly store: Store;
  readonly scenario: Scenario;
  /** Data and errors of an operation, as plain objects, and the SQL statements that it took; without rights, with every right. */
  ask(query: string, variables?: Record<string, unknown>, rights?: CallerRights): Promise<Answer>;
  /** Puts what the agency makes of imported records. */
  load(records: readonly LoadRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  /** As it came; a test that reads what is not there finds `undefined`. */
  readonly data: ReturnType<typeof JSON.parse>;
  readonly errors: readonly {
    readonly message: string;
    readonly path: readonly (string | number)[] | undefined;
  }[];
  readonly statements: number;
}

/** Opens an agency's subgraph on an empty embedded store with the exercise seeded. */
export async function openSubgraph(
  agency: Agency,
  options: {
    readonly scale?: number;
    readonly importedPlaces?: readonly ScenarioPlace[];
    readonly exercise?: boolean;
  } = {},
): Promise<OpenedSubgraph> {
  const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-'));
  const store = await agency.openStore({ dataDir });
  const scenario = buildScenario({
    seed: 'lantern',
    scale: options.scale ?? 1,
    importedPlaces: options.importedPlaces ?? [],
  });
  if (agency.scenario !== null && options.exercise !== false)
    await seedAgency(store, scenario, agency.scenario(scenario));
  return {
    store,
    scenario,
    async ask(source, variableValues, rights = everyRight(agency.rules)) {
      const before = store.statements();
      const result = await graphql({
        schema: agency.schema,
        source,
        contextValue: agency.context(store, rights),
        ...(variableValues ? { variableValues } : {}),
      });
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []).map(({ message, path }) => ({ message, path })),
        statements: store.statements() - before,
      };
    },
    async load(records) {
      const changes = records.flatMap((record) => changesOf(agency.imports, record));
      for (const [table, rows] of Map.groupBy(changes, (change) => change.table)) {
        await upsert(
          store,
          table,
          rows.map(({ row }) => row),
        );
      }
    },
    async close() {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
