import {
  execute,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  parse,
} from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { personas } from '../../gateway/identity/personas.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { run, sql } from '../../subgraphs/kit/fragment.ts';
import { openAgencyGuard, type CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { guardedStore, isVisible } from '../../subgraphs/kit/guard/guarded-rows.ts';
import { readBook } from '../../subgraphs/kit/guard/read-book.ts';
import { buildScenario } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import type { Agency } from '../../subgraphs/kit/subgraph.ts';
import type { Table } from '../../subgraphs/kit/table.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { callerOf } from '../kit/fetch-tokens.ts';
import { onBothEngines } from '../kit/store/engines.ts';
import { wholeQuery } from '../kit/whole-query.ts';

const agencies = await discoverAgencies();
const scenario = buildScenario({ seed: 'lantern', scale: 1, importedPlaces: [] });
const book = readBook({});
const day = Date.parse('2024-11-05T14:30:00Z');
const persona = (id: string): PolicyCaller => {
  const found = personas.find((each) => each.id === id);
  if (!found) throw new Error(`no persona \`${id}\``);
  return policyCaller({ ...found, demo: true }, day);
};
const callers = [
  callerOf({ id: 'outsider' }),
  callerOf({ id: 'outsider in the exercise', exercise: true }),
  persona('county-clerk'),
  persona('information-environment-analyst'),
  persona('vendor-liaison'),
  persona('exercise-outsider'),
];

/**
 * What is told of all rows in the place of what is withheld, and says so in its description: numbers, bands and an average.
 * It differs where the rows do, for those in the exercise; `derived-figures.test.ts` has what it must not tell.
 */
const toldOfAll = new Set([
  'deviceCount',
  'jurisdictionCount',
  'affectedDeviceCount',
  'affectedJurisdictionCount',
  'sensorBand',
  'exposureBand',
  'average',
]);
const isToldOfAll = ({ exercise, community }: PolicyCaller): boolean =>
  exercise && community.includes('election-security-task-force');
const samples = {
  ocdId: '"ocd-division/country:us/state:ga"',
  jurisdiction: '"ocd-division/country:us/state:ga"',
  since: '"2024-11-05T06:00:00-05:00"',
  function: '"incident-response"',
  notificationCase: '"nc-2024-11-05-01"',
  cveId: '"CVE-1900-0001"',
};

type Row = Readonly<Record<string, unknown>>;

/** Everything that the subgraph offers, and each list in each order, two pages of three. */
async function answers(
  agency: Agency,
  store: Store,
  rights: CallerRights,
  caller: PolicyCaller,
): Promise<string> {
  const texts: string[] = [];
  const ask = async (query: string): Promise<unknown> => {
    const contextValue = agency.context(store, rights);
    const result = await execute({ schema: agency.schema, document: parse(query), contextValue });
    expect(result.errors ?? []).toEqual([]);
    const told = (key: string, value: unknown): unknown =>
      isToldOfAll(caller) && toldOfAll.has(key) ? 'told of all' : value;
    texts.push(`${query}\n${JSON.stringify(result, told)}`);
    return result.data;
  };
  await ask(wholeQuery(agency.schema, samples));
  for (const { name, given, leaves } of lists(agency)) {
    const page = (after: string): string =>
      `{ list: ${name}(first: 3, ${given}${after}) { totalCount nodes { ${leaves} } edges { cursor } pageInfo { hasNextPage startCursor endCursor } } }`;
    const data = (await ask(page(''))) as { list?: { pageInfo?: { endCursor?: string } } } | null;
    const end = data?.list?.pageInfo?.endCursor;
    if (end) await ask(page(`, after: "${end}"`));
  }
  return texts.join('\n');
}

const filters: Readonly<Record<string, readonly string[]>> = {
  assessments: ['credibility: [CREDIBLE, NON_CREDIBLE]'],
  injects: ['released: true', 'released: false'],
  indicators: ['value: "a"'],
  incidents: [
    'within: "ocd-division/country:us/state:ga/county:fulton"',
    'within: "ocd-division/country:us/state:ga"',
  ],
};

interface List {
  readonly name: string;
  readonly given: string;
  /** Names of the fields of a node that hold a value. */
  readonly leaves: string;
}

function lists({ schema }: Agency): readonly List[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, args, type }) => {
    const input = args.find((each) => each.name === 'orderBy')?.type;
    const order = input && getNamedType(input);
    const fields = isInputObjectType(order) ? getNamedType(order.getFields()['field']!.type) : undefined;
    if (!isEnumType(fields)) return [];
    const filtersOfList = ['', ...(filters[name] ?? []).map((each) => `, filter: { ${each} }`)];
    return fields.getValues().flatMap((value) =>
      ['ASC', 'DESC'].flatMap((way) =>
        filtersOfList.map((filter) => ({
          name,
          leaves: leavesOf(type),
          given: `orderBy: { field: ${value.name}, direction: ${way} }${filter}`,
        })),
      ),
    );
  });
}

function leavesOf(connection: GraphQLOutputType): string {
  const page = getNamedType(connection);
  const node = isObjectType(page) ? getNamedType(page.getFields()['nodes']!.type) : undefined;
  const fields = isObjectType(node) ? Object.values(node.getFields()) : [];
  return fields
    .filter(({ type, args }) => isLeafType(getNamedType(type)) && args.length === 0)
    .map(({ name }) => name)
    .join(' ');
}

/** Makes another world of what a caller may not see: hidden rows are others and more, denied values are others. */
async function changeUnseen(
  agency: Agency,
  store: Store,
  rights: CallerRights,
): Promise<{ readonly rows: number; readonly values: number }> {
  const reader = guardedStore(store, rights);
  let rows = 0;
  let values = 0;
  for (const table of (agency.scenario?.(scenario).tables ?? []) as readonly Table<Row>[]) {
    const { ruled } = table;
    if (ruled === undefined) continue;
    const fields = agency.rules.types.get(ruled.type)?.fields;
    const kept = new Set(
      [...table.key, ...(ruled.division ? [ruled.division] : [])].map(({ property }) => property),
    );
    const found = (await run(store, sql`select ${table.select} from ${table.sql}`)).map(table.fromRow);
    const changed = found.flatMap((row): Row[] => {
      const isSeen = isVisible(reader, table, row);
      const marking = row['marking'];
      const others = table.columns.filter(({ property, kind }) => {
        if (kind !== 'text' || kept.has(property) || !Object.hasOwn(row, property)) return false;
        const actions = fields?.get(property)?.actions ?? [];
        return !isSeen || !rights.allows(actions, ruled.type, { kind: 'read', marking });
      });
      if (isSeen && others.length === 0) return [];
      if (isSeen) values += others.length;
      else rows += 1;
      const other = {
        ...row,
        ...Object.fromEntries(others.map(({ property }) => [property, otherText(row[property])])),
      };
      const [key] = table.key;
      if (isSeen || key?.kind !== 'text' || table.key.length > 1) return [other];
      // Two more for one that is elsewhere now, so that a number of them all is another, too.
      const more = ['more', 'yet more'].map((name) => ({
        ...row,
        [key.property]: `${String(row[key.property])}-${name}`,
      }));
      return [other, ...more];
    });
    await upsert(store, table, changed);
  }
  return { rows, values };
}

function otherText(text: unknown): string {
  // An instant stays one, since the agency reckons with them.
  if (typeof text === 'string' && /^\d{4}-\d\d-\d\dT/u.test(text)) return `1999${text.slice(4)}`;
  return 'changed';
}

onBothEngines('what a caller may not see', (engine) => {
  describe.each(agencies.map((agency) => [agency.name, agency] as const))('of %s', (name, agency) => {
    const guard = openAgencyGuard({ agency: name, rules: agency.rules, book, key: 'a key' });

    test.each(callers.map((caller) => [caller.id, caller] as const))(
      'changes no byte of an answer to %s',
      async (_, caller) => {
        const store = await engine.open();
        await agency.migrate(store);
        const part = agency.scenario?.(scenario);
        if (!part) throw new Error('an agency without a part in the exercise');
        await seedAgency(store, scenario, part);
        const rights = guard.rightsOf(caller);
        const before = await answers(agency, store, rights, caller);
        const { rows, values } = await changeUnseen(agency, store, rights);
        // Analysts may see all that their own agency has.
        if (caller.agency !== name) expect(rows + values).toBeGreaterThan(0);
        const after = await answers(agency, store, rights, caller);
        await store.close();
        expect(after).toBe(before);
      },
      60_000,
    );
  });
});
