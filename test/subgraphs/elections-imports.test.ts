import { afterEach, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/elections/index.ts';
import { buildScenario } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { run, sql } from '../../subgraphs/kit/fragment.ts';
import type { LoadRecord, RecordOf } from '../../subgraphs/kit/load/record.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const fulton = `${georgia}/county:fulton`;
const marking: Marking = {
  tlp: 'CLEAR',
  releasableTo: [],
  originator: 'elections',
  caveats: [],
  case: null,
  status: 'ACTUAL',
};
const provenance = {
  file: 'places.csv',
  format: 'polling-places',
  record: 'line 2',
  source: 'A list of places',
  licence: null,
  statements: [],
} as const;

const division = (ocdId: string, change: Partial<RecordOf<'division'>> = {}): RecordOf<'division'> => ({
  kind: 'division',
  ocdId,
  name: 'Fulton County',
  geoid: '13121',
  state: 'GA',
  divisionType: 'county',
  country: 'US',
  parentOcdId: georgia,
  sameAs: null,
  validFrom: null,
  validThrough: null,
  marking,
  provenance: { ...provenance, format: 'divisions' },
  ...change,
});

const place = (
  local: string,
  change: Partial<RecordOf<'polling-place'>> = {},
): RecordOf<'polling-place'> => ({
  kind: 'polling-place',
  id: `${fulton}/place:${local}`,
  externalIds: [{ type: 'local-level', value: local }],
  name: `Place ${local}`,
  address: '1 Main Street',
  countyOcdId: fulton,
  countyName: 'Fulton',
  state: 'GA',
  jurisdictionName: 'Fulton',
  precincts: ['01A', '02B'],
  isDropBox: false,
  isEarlyVoting: false,
  hours: [],
  electionDate: '2020-11-03',
  electionId: 'us-ga-2020-11-03',
  localId: local,
  marking,
  provenance,
  ...change,
});

const election: RecordOf<'election'> = {
  kind: 'election',
  id: 'us-ga-2020-11-03',
  date: '2020-11-03',
  state: 'GA',
  stateOcdId: georgia,
  name: 'Georgia election, 2020-11-03',
  type: null,
  marking,
  provenance,
};

let room: OpenedSubgraph | undefined;
afterEach(async () => {
  await room?.close();
  room = undefined;
});
const opened = async (options: Parameters<typeof openSubgraph>[1] = {}): Promise<OpenedSubgraph> =>
  (room = await openSubgraph(agency, options));

/** All rows of all tables and views, to be compared. */
const everything = async ({ store }: OpenedSubgraph): Promise<unknown> =>
  Promise.all(
    ['division', 'imported_election', 'polling_place', 'division_within', 'place_day', 'jurisdiction'].map(
      async (name) => run(store, sql`select * from ${{ sql: `"${name}"`, parameters: [] }} order by 1, 2`),
    ),
  );

describe('imported divisions', () => {
  test('an imported division stands before the atlas, with its own name and provenance', async () => {
    const { ask, load } = await opened();
    await load([division(fulton)]);
    const { data } = await ask(
      `{ byId: jurisdiction(ocdId: "${fulton}") { name provenance { source file record } }
         byGeoid: jurisdiction(geoid: "13121") { ocdId name country }
         jurisdictions(filter: { within: "${georgia}" }) { totalCount } }`,
    );
    expect(data).toEqual({
      byId: {
        name: 'Fulton County',
        provenance: { source: 'A list of places', file: 'places.csv', record: 'line 2' },
      },
      byGeoid: { ocdId: fulton, name: 'Fulton County', country: 'us' },
      jurisdictions: { totalCount: 160 },
    });
  });

  test('an imported state keeps the shape that its file does not know', async () => {
    const { ask, load } = await opened();
    await load([division(georgia, { name: 'State of Georgia', geoid: null, divisionType: 'state' })]);
    const { data } = await ask(`{ jurisdiction(ocdId: "${georgia}") { name geoid centroid } }`);
    expect(data.jurisdiction).toMatchObject({ name: 'State of Georgia', geoid: '13' });
    expect(data.jurisdiction.centroid).not.toBeNull();
  });

  test('a GEOID under a newer id takes the place of the atlas', async () => {
    const { ask, load } = await opened();
    await load([division(`${georgia}/county:new_fulton`, { name: 'New Fulton' })]);
    const { data } = await ask(
      `{ a: jurisdiction(geoid: "13121") { name } b: jurisdiction(ocdId: "${fulton}") { name } }`,
    );
    expect(data).toEqual({ a: { name: 'New Fulton' }, b: null });
  });

  test('a division of another country has no shape and no GEOID', async () => {
    const { ask, load } = await opened({ exercise: false });
    const ocdId = 'ocd-division/country:se/ed:gotland';
    await load([division(ocdId, { name: 'Gotland', geoid: null, state: null, country: 'SE' })]);
    const { data } = await ask(
      `{ jurisdiction(ocdId: "${ocdId}") { name country geoid centroid opening { status } } }`,
    );
    expect(data.jurisdiction).toEqual({
      name: 'Gotland',
      country: 'se',
      geoid: null,
      centroid: null,
      opening: null,
    });
  });
});

describe('imported polling places', () => {
  test('places come with precincts, other ids and hours in UTC', async () => {
    const { ask, load } = await opened({ exercise: false });
    const hours = [
      { startDate: '2020-11-02', endDate: '2020-11-03', opens: '07:00:00-05:00', closes: '19:00:00-05:00' },
      { startDate: '2020-11-04', endDate: '2020-11-04', opens: '07:00', closes: 'noon' },
    ];
    await load([election, place('7', { hours })]);
    const { data } = await ask(
      `{ pollingPlace(id: "${fulton}/place:7") { name precincts externalIds { type value } hours { date from until }
         status minutesClosed election { id date jurisdiction { ocdId } } provenance { record } } }`,
    );
    expect(data.pollingPlace).toEqual({
      name: 'Place 7',
      precincts: ['01A', '02B'],
      externalIds: [{ type: 'local-level', value: '7' }],
      hours: [
        { date: '2020-11-02', from: '2020-11-02T12:00:00.000Z', until: '2020-11-03T00:00:00.000Z' },
        { date: '2020-11-03', from: '2020-11-03T12:00:00.000Z', until: '2020-11-04T00:00:00.000Z' },
        { date: '2020-11-04', from: null, until: null },
      ],
      status: null,
      minutesClosed: null,
      // No division and no atlas is in this store.
      election: { id: 'us-ga-2020-11-03', date: '2020-11-03', jurisdiction: null },
      provenance: { record: 'line 2' },
    });
  });

  test('a place of an unknown county is one of its state', async () => {
    const { ask, load } = await opened();
    await load([place('9', { id: `${georgia}/unknown:x/place:9`, countyOcdId: null })]);
    const { data } = await ask(
      `{ pollingPlaces(filter: { within: "${georgia}", name: "Place 9" }) { nodes { jurisdiction { ocdId } } }
         jurisdiction(ocdId: "${georgia}") { pollingPlaces(filter: { name: "Place 9" }) { totalCount } } }`,
    );
    expect(data.pollingPlaces.nodes).toEqual([{ jurisdiction: null }]);
    expect(data.jurisdiction.pollingPlaces.totalCount).toBe(1);
  });

  test('a load that is repeated changes nothing', async () => {
    const here = await opened();
    const records: readonly LoadRecord[] = [division(fulton), election, place('1'), place('2')];
    await here.load(records);
    const before = await everything(here);
    await here.load(records);
    expect(await everything(here)).toEqual(before);
  });

  test('an exercise plays at them, touches no row of them, and leaves when another is put', async () => {
    const here = await opened();
    const { store, ask, load } = here;
    const sites = Array.from({ length: 40 }, (_, index) => place(`s${index + 10}`));
    await load([division(fulton), election, ...sites, place('box', { isDropBox: true })]);
    const importedPlaces = (await agency.importedPlaces?.(store, georgia)) ?? [];
    expect(importedPlaces).toHaveLength(40);
    expect(importedPlaces[0]).toEqual({
      id: `${fulton}/place:s10`,
      name: 'Place s10',
      address: '1 Main Street',
      county: fulton,
      imported: true,
    });
    const facts = async (): Promise<unknown> =>
      run(store, sql`select * from polling_place where cap_status = 'ACTUAL' order by id`);
    const before = await facts();
    const scenario = buildScenario({ seed: 'lantern', scale: 1, importedPlaces });
    await seedAgency(store, scenario, agency.scenario!(scenario));
    expect(await facts()).toEqual(before);
    const { data } = await ask(
      `{ jurisdiction(ocdId: "${fulton}") { name opening { placesTotal placesOpen } }
         pollingPlaces { totalCount }
         disruptedPlaces(jurisdiction: "${georgia}") { name status election { date } provenance { source }
           marking { status } disruption { marking { status } } } }`,
    );
    expect(data.pollingPlaces.totalCount).toBe(41);
    expect(data.jurisdiction).toEqual({
      name: 'Fulton County',
      opening: { placesTotal: 40, placesOpen: 39 },
    });
    expect(data.disruptedPlaces).toHaveLength(1);
    expect(data.disruptedPlaces[0]).toMatchObject({
      status: 'EVACUATED',
      election: { date: '2020-11-03' },
      provenance: { source: 'A list of places' },
      marking: { status: 'ACTUAL' },
      disruption: { marking: { status: 'EXERCISE' } },
    });
  });

  test('an imported election stands before the one of the exercise, also after a new exercise', async () => {
    const { store, ask, load } = await opened();
    await load([{ ...election, id: 'us-ga-2024-11-05', date: '2024-11-05', name: 'The real one' }]);
    const other = buildScenario({ seed: 'another', scale: 1, importedPlaces: [] });
    await seedAgency(store, other, agency.scenario!(other));
    const { data } = await ask('{ elections { totalCount nodes { name marking { status } } } }');
    expect(data.elections).toEqual({
      totalCount: 1,
      nodes: [{ name: 'The real one', marking: { status: 'ACTUAL' } }],
    });
  });
});
