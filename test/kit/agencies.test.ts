import { execute, parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { run, sql, joined } from '../../subgraphs/kit/fragment.ts';
import { named } from '../../subgraphs/kit/column.ts';
import { everyRight } from '../../subgraphs/kit/guard/caller-rights.ts';
import { buildScenario } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import { onBothEngines } from './store/engines.ts';
import { wholeQuery } from './whole-query.ts';

const agencies = await discoverAgencies();
const scenario = buildScenario({ seed: 'lantern', scale: 1, importedPlaces: [] });
const samples = {
  ocdId: '"ocd-division/country:us/state:ga"',
  jurisdiction: '"ocd-division/country:us/state:ga"',
  since: '"2024-11-05T06:00:00-05:00"',
  function: '"incident-response"',
  notificationCase: '"nc-2024-11-05-01"',
  cveId: '"CVE-1900-0001"',
};

test('the seven agencies are found by their folders', () => {
  expect(agencies.map(({ name }) => name).toSorted()).toEqual([
    'coordination',
    'cyber',
    'elections',
    'exercise',
    'information-environment',
    'intelligence',
    'law-enforcement',
  ]);
});

/** What the subgraph answers to everything it can be asked, per engine. */
const answers = new Map<string, unknown>();

onBothEngines('every agency', (engine) => {
  describe.each(agencies.map((agency) => [agency.name, agency] as const))('%s', (name, agency) => {
    let store: Store;
    beforeAll(async () => {
      store = await engine.open();
      await agency.migrate(store);
    });

    test('keeps its part of the exercise, once', async () => {
      const part = agency.scenario?.(scenario);
      if (!part) throw new Error('an agency without a part in the exercise');
      expect(await seedAgency(store, scenario, part)).toBe(part.changes.length);
      expect(await seedAgency(store, scenario, part)).toBeNull();
      const tables = [...new Set(part.changes.map(({ table }) => table))];
      for (const table of tables) {
        const rows = await run(store, sql`select ${table.select} from ${table.sql}`);
        expect(rows.length, table.name).toBeGreaterThan(0);
        for (const row of rows) expect(() => table.fromRow(row)).not.toThrow();
      }
    });

    test('answers all that its schema offers, the same on every engine', async () => {
      const document = parse(wholeQuery(agency.schema, samples));
      expect(validate(agency.schema, document)).toEqual([]);
      const before = store.statements();
      const result = await execute({
        schema: agency.schema,
        document,
        contextValue: agency.context(store, everyRight(agency.rules)),
      });
      expect(result.errors ?? []).toEqual([]);
      expect(store.statements() - before).toBeGreaterThan(0);
      const other = answers.get(name);
      const answer: unknown = JSON.parse(JSON.stringify(result.data));
      if (other) expect(answer).toEqual(other);
      answers.set(name, answer);
    });

    test('removes an exercise and what it put, and nothing else, when another is put', async () => {
      const part = agency.scenario?.(scenario);
      if (!part) throw new Error('an agency without a part in the exercise');
      const marked = part.tables.find(({ columns }) =>
        columns.some((column) => column.name === 'cap_status'),
      );
      if (!marked) throw new Error('an agency without a marked table');
      const keys = joined(marked.key.map(named), ', ');
      const count = async (): Promise<number> =>
        (await run(store, sql`select ${keys} from ${marked.sql}`)).length;
      const before = await count();
      await run(
        store,
        sql`update ${marked.sql} set cap_status = 'ACTUAL' where ${named(marked.key[0]!)} = (select min(${named(marked.key[0]!)}) from ${marked.sql})`,
      );
      await seedAgency(store, scenario, {
        ...part,
        changes: part.changes.filter(({ table }) => table !== marked),
      });
      expect(before).toBeGreaterThan(1);
      expect(await count()).toBeLessThan(before);
      expect(await count()).toBeGreaterThan(0);
    });
  });
});
