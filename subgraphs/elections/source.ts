import { CHANGE_LOG_MIGRATION, changesSince } from '../kit/change-log.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import { before, filtered, oneOf, withinDivision } from '../kit/filter.ts';
import { run, sql } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import { ordered } from '../kit/order.ts';
import type { ScenarioPlace } from '../kit/scenario/scenario.ts';
import type { Store } from '../kit/store.ts';
import {
  bulletinActions,
  impactMigration,
  impacts,
  injectActions,
  narrativeFacts,
  placeImpacts,
  progresses,
  sightingReporters,
} from './impact-tables.ts';
import { elections, jurisdictionMigration, jurisdictions, openings, results } from './jurisdiction-tables.ts';
import type { Opening } from './jurisdiction-tables.ts';
import { electionList, jurisdictionList, placeList, systemList } from './lists.ts';
import {
  disrupted,
  placeDays,
  placeFacts,
  placeMigration,
  places,
  placesInDivision,
} from './place-tables.ts';
import type { Place } from './place-tables.ts';
import {
  deviceEvents,
  devices,
  devicesOfWeakness,
  jurisdictionsOfSystem,
  jurisdictionsOfWeakness,
  systemMigration,
  systems,
  systemsOfJurisdiction,
} from './system-tables.ts';

/** The election offices' tables. */
export const migrations = [
  jurisdictionMigration,
  placeMigration,
  systemMigration,
  impactMigration,
  CHANGE_LOG_MIGRATION,
];

/** The election offices' data for one request. */
export type ElectionsSource = ReturnType<typeof openElectionsSource>;

/** Opens the election offices' data for one request; loaders and lists remember what they read. */
export function openElectionsSource(store: Store) {
  let newest: Promise<string | null> | undefined;
  /** When any office reported last. */
  const newestReport = (): Promise<string | null> => (newest ??= readNewestReport(store));
  return {
    jurisdiction: byKey(store, jurisdictions),
    /** By GEOID; of two divisions that claim one, the first by OCD-ID. */
    jurisdictionsByGeoid: manyBy(store, jurisdictions, 'geoid', {
      orderBy: { field: 'ocdId', direction: 'ASC' },
    }),
    jurisdictions: connection(store, jurisdictions, jurisdictionList),
    children: connectionBy(store, jurisdictions, 'parentOcdId', jurisdictionList),
    election: byKey(store, elections),
    elections: connection(store, elections, electionList),
    opening: byKey(store, openings),
    results: byKey(store, results),
    newestReport,
    silentSince: async (division: string, minutes: number) =>
      readSilent(store, await newestReport(), division, minutes),

    place: byKey(store, places),
    placeDay: byKey(store, placeDays),
    places: connection(store, places, placeList),
    placesOf: connectionBy(store, placesInDivision, 'ancestor', placeList),
    disruptedPlaces: (division: string) => readDisrupted(store, division),

    system: byKey(store, systems),
    systems: connection(store, systems, systemList),
    systemsOf: manyBy(store, systemsOfJurisdiction, 'jurisdiction', {
      orderBy: { field: 'id', direction: 'ASC' },
    }),
    usersOf: manyBy(store, jurisdictionsOfSystem, 'system', {
      orderBy: { field: 'ocdId', direction: 'ASC' },
    }),
    device: byKey(store, devices),
    devicesOf: manyBy(store, devices, 'system', { orderBy: { field: 'id', direction: 'ASC' } }),
    eventsOf: manyBy(store, deviceEvents, 'device', { orderBy: { field: 'at', direction: 'DESC' } }),
    devicesWith: manyBy(store, devicesOfWeakness, 'weakness', { orderBy: { field: 'id', direction: 'ASC' } }),
    jurisdictionsWith: manyBy(store, jurisdictionsOfWeakness, 'weakness', {
      orderBy: { field: 'ocdId', direction: 'ASC' },
    }),

    impact: byKey(store, impacts),
    placeImpactsOf: manyBy(store, placeImpacts, 'incident', {
      orderBy: { field: 'minutesClosed', direction: 'DESC' },
    }),
    narrativeFact: byKey(store, narrativeFacts),
    actionsOnBulletin: manyBy(store, bulletinActions, 'bulletin', {
      orderBy: { field: 'at', direction: 'ASC' },
    }),
    sightingReporter: byKey(store, sightingReporters),
    actionsOnInject: manyBy(store, injectActions, 'inject', { orderBy: { field: 'at', direction: 'ASC' } }),
    progress: byKey(store, progresses),
    changesSince: changesSince(store),
  };
}

async function readNewestReport(store: Store): Promise<string | null> {
  const [row] = await run(store, sql`select max("last_report_at") as "newest" from ${openings.sql}`);
  const newest = row?.['newest'];
  return typeof newest === 'string' ? newest : null;
}

/** Offices that opened and have not reported for some minutes before the newest report, the longest silent first. */
async function readSilent(
  store: Store,
  newest: string | null,
  division: string,
  minutes: number,
): Promise<readonly Opening[]> {
  if (newest === null) return [];
  // A silence of exactly so many minutes counts.
  const latest = Date.parse(newest) - minutes * 60_000 + 1;
  // An instant before the first one that can be written is before every report.
  if (latest < 0) return [];
  const where = filtered(
    openings,
    {
      within: withinDivision<Opening>('jurisdiction'),
      reported: before<Opening>('lastReportAt'),
      status: oneOf<Opening>('status'),
    },
    { within: division, reported: new Date(latest).toISOString(), status: ['OPEN', 'PARTLY_OPEN'] },
  );
  const order = ordered(openings.column('lastReportAt'), openings.key, 'ASC');
  const rows = await run(
    store,
    sql`select ${openings.select} from ${openings.sql} where ${where} order by ${order}`,
  );
  return rows.map(openings.fromRow);
}

async function readDisrupted(store: Store, division: string): Promise<readonly Place[]> {
  const where = filtered(
    places,
    { within: withinDivision<Place>('division'), status: oneOf<Place>('status') },
    { within: division, status: disrupted },
  );
  const order = ordered(places.column('since'), places.key, 'ASC');
  const rows = await run(
    store,
    sql`select ${places.select} from ${places.sql} where ${where} order by ${order}`,
  );
  return rows.map(places.fromRow);
}

/** Imported places of a state's counties where people vote on the day, for the exercise to be played at. */
export async function importedPlaces(store: Store, state: string): Promise<readonly ScenarioPlace[]> {
  const where = filtered(
    placeFacts,
    { within: withinDivision('jurisdiction'), isDropBox: oneOf('isDropBox') },
    { within: state, isDropBox: false },
  );
  const order = ordered(placeFacts.column('id'), placeFacts.key, 'ASC');
  const rows = await run(
    store,
    sql`select ${placeFacts.select} from ${placeFacts.sql}
      where ${where} and "cap_status" = 'ACTUAL' and "jurisdiction" is not null order by ${order}`,
  );
  return rows
    .map(placeFacts.fromRow)
    .flatMap(({ id, name, address, jurisdiction }) =>
      jurisdiction === null || jurisdiction === state
        ? []
        : [{ id, name, address, county: jurisdiction, imported: true }],
    );
}
