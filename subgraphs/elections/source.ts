import { CHANGE_LOG_MIGRATION, changesSince } from '../kit/change-log.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import { before, filtered, oneOf, withinDivision } from '../kit/filter.ts';
import { all, run, sql } from '../kit/fragment.ts';
import type { Predicate } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import { ordered } from '../kit/order.ts';
import { countsBy } from '../kit/row-counts.ts';
import type { ScenarioPlace } from '../kit/scenario/scenario.ts';
import {
  countableRows,
  objectOf,
  revealedRows,
  visibleRows,
  type GuardedStore,
} from '../kit/guard/guarded-rows.ts';
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
  placeViewMigration,
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
  systemUses,
  systemWeaknesses,
} from './system-tables.ts';

/** The election offices' tables. */
export const migrations = [
  jurisdictionMigration,
  placeMigration,
  systemMigration,
  impactMigration,
  CHANGE_LOG_MIGRATION,
  'alter table operational_impact add column jurisdiction text',
  placeViewMigration,
];

/** The election offices' data for one request. */
export type ElectionsSource = ReturnType<typeof openElectionsSource>;

/** Opens the election offices' data for one request; loaders and lists remember what they read. */
export function openElectionsSource(store: GuardedStore) {
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
    usersCountOf: countsBy(store, jurisdictionsOfSystem, 'system', { visible: usesTold(store) }),
    device: byKey(store, devices),
    devicesOf: manyBy(store, devices, 'system', { orderBy: { field: 'id', direction: 'ASC' } }),
    deviceCountOf: countsBy(store, devices, 'system'),
    eventsOf: manyBy(store, deviceEvents, 'device', { orderBy: { field: 'at', direction: 'DESC' } }),
    devicesWith: manyBy(store, devicesOfWeakness, 'weakness', { orderBy: { field: 'id', direction: 'ASC' } }),
    deviceCountWith: countsBy(store, devicesOfWeakness, 'weakness'),
    jurisdictionsWith: manyBy(store, jurisdictionsOfWeakness, 'weakness', {
      visible: weaknessesTold(store),
      orderBy: { field: 'ocdId', direction: 'ASC' },
    }),
    jurisdictionCountWith: countsBy(store, jurisdictionsOfWeakness, 'weakness', {
      visible: weaknessesTold(store),
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

/** A county is real; that it uses an invented system is not: the status of the system decides. */
function usesTold(store: GuardedStore): Predicate | undefined {
  const told = countableRows(store);
  return told && sql`"system" in (select "id" from ${systems.sql} where ${told})`;
}

/** The same of who is concerned by an advisory or a vulnerability through a system. */
function weaknessesTold(store: GuardedStore): Predicate | undefined {
  const told = usesTold(store);
  return (
    told &&
    sql`("weakness", "ocd_id") in (select w."weakness", u."jurisdiction" from ${systemWeaknesses.sql} w
      join (select * from ${systemUses.sql} where ${told}) u on u."system" = w."system")`
  );
}

async function readNewestReport(store: GuardedStore): Promise<string | null> {
  const [row] = await run(
    store,
    sql`select max("last_report_at") as "newest" from ${openings.sql} where ${all([visibleRows(store, openings)])}`,
  );
  const newest = row?.['newest'];
  return typeof newest === 'string' ? newest : null;
}

/** Offices that opened and have not reported for some minutes before the newest report, the longest silent first. */
async function readSilent(
  store: GuardedStore,
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
    sql`select ${openings.select} from ${openings.sql} where ${all([where, visibleRows(store, openings)])} order by ${order}`,
  );
  return rows.map(openings.fromRow);
}

async function readDisrupted(store: GuardedStore, division: string): Promise<readonly Place[]> {
  const where = filtered(
    places,
    { within: withinDivision<Place>('division'), status: oneOf<Place>('status') },
    { within: division, status: disrupted },
  );
  const order = ordered(places.column('since'), places.key, 'ASC');
  const rows = await run(
    store,
    sql`select ${places.select} from ${places.sql} where ${all([where, visibleRows(store, places), disruptionsTold(store)])} order by ${order}`,
  );
  return rows.map(objectOf(store, places));
}

/** The rows of places whose state on the day the caller may know: who may not is not told which are disrupted. */
function disruptionsTold(store: GuardedStore): Predicate | undefined {
  return revealedRows(store, places, { kind: 'filter', name: 'status', properties: ['status', 'since'] });
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
