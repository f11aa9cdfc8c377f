import { CHANGE_LOG_MIGRATION, changesSince } from '../kit/change-log.ts';
import { compared } from '../kit/column.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import { withinDivision } from '../kit/filter.ts';
import { all, run, sql, value } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import { countableRows, visibleRows, type GuardedStore } from '../kit/guard/guarded-rows.ts';
import {
  assessmentMigration,
  assessments,
  deviceFacts,
  playerActions,
  seenTechniques,
} from './assessment-tables.ts';
import { bestReports } from './best-reports.ts';
import {
  indicatorMigration,
  indicators,
  indicatorsOfIncident,
  sightings,
  sightingTotals,
  stixLinks,
} from './indicator-tables.ts';
import { knowledgeMigration, malware, mitigations, techniques } from './knowledge-tables.ts';
import {
  advisoryList,
  current,
  indicatorList,
  malwareList,
  sightingList,
  techniqueList,
  vulnerabilityList,
} from './lists.ts';
import { openings, watched } from './watch-bands.ts';
import { domains, exposures, sensors, watchMigration } from './watch-tables.ts';
import {
  advisories,
  advisoriesOfSubject,
  namedProducts,
  namedWeaknesses,
  productKey,
  vulnerabilities,
  weaknessMigration,
} from './weakness-tables.ts';
import type { Vulnerability } from './weakness-tables.ts';

/** Data definition, forward only. */
export const migrations = [
  CHANGE_LOG_MIGRATION,
  indicatorMigration,
  knowledgeMigration,
  weaknessMigration,
  watchMigration,
  assessmentMigration,
  'alter table assessment add column jurisdiction text',
  // Which report of a weakness is the best depends on which its reader may know of: no view can know.
  'drop view vulnerability',
];

/** The agency's data as one request reads it. */
export type Cyber = ReturnType<typeof openCyber>;

/** Opens the agency's data for one request. */
export function openCyber(store: GuardedStore) {
  const best = { visible: bestReports(store) };
  const knownExploited = connectionBy(store, vulnerabilities, 'productKey', {
    ...vulnerabilityList,
    ...best,
  });
  return {
    indicator: byKey(store, indicators, 'id', current),
    indicators: connection(store, indicators, indicatorList(store)),
    indicatorsOf: manyBy(store, indicatorsOfIncident, 'incident', {
      ...current,
      orderBy: { field: 'id', direction: 'ASC' },
    }),
    sighting: byKey(store, sightings, 'id', current),
    sightingsOf: connectionBy(store, sightings, 'indicator', sightingList),
    sightingTotals: manyBy(store, sightingTotals, 'indicator', {
      orderBy: { field: 'lastSeen', direction: 'ASC' },
    }),
    linksFrom: manyBy(store, stixLinks, 'source', { ...current, orderBy: { field: 'id', direction: 'ASC' } }),
    linksTo: manyBy(store, stixLinks, 'target', { ...current, orderBy: { field: 'id', direction: 'ASC' } }),
    technique: byKey(store, techniques, 'id', current),
    techniqueByNumber: byKey(store, techniques, 'attackNumber', current),
    techniques: connection(store, techniques, techniqueList),
    malware: byKey(store, malware, 'id', current),
    allMalware: connection(store, malware, malwareList),
    mitigation: byKey(store, mitigations, 'id', current),
    advisory: byKey(store, advisories),
    advisories: connection(store, advisories, advisoryList),
    /** Advisories that name a voting system, by its id, or a weakness, by its CVE identifier; newest first. */
    advisoriesOf: manyBy(store, advisoriesOfSubject, 'subject', {
      orderBy: { field: 'publishedAt', direction: 'DESC' },
    }),
    productsOf: manyBy(store, namedProducts, 'advisory', { orderBy: { field: 'name', direction: 'ASC' } }),
    weaknessesOf: manyBy(store, namedWeaknesses, 'advisory', {
      orderBy: { field: 'cveId', direction: 'ASC' },
    }),
    vulnerability: byKey(store, vulnerabilities, 'cveId', best),
    vulnerabilities: connection(store, vulnerabilities, { ...vulnerabilityList, ...best }),
    /** Known exploited weaknesses of a maker's product, the newest 50. */
    async knownExploited(vendor: string, product: string): Promise<readonly Vulnerability[]> {
      const filter = { knownExploited: true };
      return (await knownExploited(productKey(vendor, product), { first: 50, filter }))?.nodes ?? [];
    },
    sensor: byKey(store, sensors),
    watched: byKey(store, watched, 'jurisdiction', { visible: countableRows(store) }),
    /** OCD-IDs of a division and those below it whose sensor last reported before an instant. */
    async silentSince(division: string, instant: string): Promise<readonly string[]> {
      const jurisdiction = sensors.column('jurisdiction');
      const within = withinDivision('jurisdiction').predicate([jurisdiction], division);
      const late = sql`${compared(sensors.column('lastReportAt'))} < ${value(instant)}`;
      const rows = await run(
        store,
        sql`select ${sensors.select} from ${sensors.sql} where ${all([within, late, visibleRows(store, sensors)])}
          order by ${compared(jurisdiction)}`,
      );
      return rows.map((row) => sensors.fromRow(row).jurisdiction);
    },
    exposuresOf: manyBy(store, exposures, 'jurisdiction', { orderBy: { field: 'since', direction: 'DESC' } }),
    openingsOf: manyBy(store, openings, 'jurisdiction', {
      visible: countableRows(store),
      orderBy: { field: 'id', direction: 'ASC' },
    }),
    /** Domains are public; one that an exercise invents is still for who is in it. */
    domainsOf: manyBy(store, domains, 'jurisdiction', {
      visible: countableRows(store),
      orderBy: { field: 'name', direction: 'ASC' },
    }),
    assessment: byKey(store, assessments),
    seenTechniques: manyBy(store, seenTechniques, 'subject', {
      orderBy: { field: 'number', direction: 'ASC' },
    }),
    deviceFact: byKey(store, deviceFacts),
    actionsOn: manyBy(store, playerActions, 'inject', { orderBy: { field: 'at', direction: 'ASC' } }),
    changes: changesSince(store),
  };
}
