import { compared } from '../kit/column.ts';
import type { ConnectionSpec } from '../kit/connection.ts';
import { atLeast, contains, isPresent, isTrue, oneOf } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { all, never, sql, value } from '../kit/fragment.ts';
import type { Predicate, Reading } from '../kit/fragment.ts';
import { visibleRows, type GuardedStore } from '../kit/guard/guarded-rows.ts';
import { assessments } from './assessment-tables.ts';
import { incidentIndicators } from './indicator-tables.ts';
import type { IncidentIndicator, Indicator, Sighting } from './indicator-tables.ts';
import type { Malware, Technique } from './knowledge-tables.ts';
import { namedProducts, namedWeaknesses } from './weakness-tables.ts';
import type { Advisory, AdvisoryProduct, AdvisoryWeakness, Vulnerability } from './weakness-tables.ts';

/** Reads only what its maker did not take back. */
export const current: Reading = { visible: sql`"revoked" = 0` };

/** Of this incident, unless the caller may not know what the agency says of it. */
function ofIncident(store: GuardedStore): Filter<Indicator> {
  const told = visibleRows(store, assessments);
  const untold = sql`select "incident" from ${assessments.sql} where not ${all([told])}`;
  return {
    properties: ['id'],
    predicate(_, given) {
      const incident = oneOf<IncidentIndicator>('incident').predicate(
        [incidentIndicators.column('incident')],
        given,
      );
      const known = told && sql`"incident" not in (${untold})`;
      return sql`"id" in (select "indicator" from ${incidentIndicators.sql} where ${all([incident, known])})`;
    },
  };
}

const validAt: Filter<Indicator> = {
  properties: ['validFrom', 'validUntil'],
  predicate([from, until], given): Predicate {
    if (!from || !until || typeof given !== 'string') return never;
    const ongoing = sql`(${compared(until)} is null or ${compared(until)} > ${value(given)})`;
    return sql`${compared(from)} <= ${value(given)} and ${ongoing}`;
  },
};

/** How indicators are listed to a caller. */
export function indicatorList(store: GuardedStore) {
  return {
    ...current,
    orders: { VALID_FROM: 'validFrom', NAME: 'name' },
    defaultOrder: { field: 'VALID_FROM', direction: 'DESC' },
    filters: { value: contains('pattern'), name: contains('name'), incident: ofIncident(store), validAt },
  } as const satisfies ConnectionSpec<Indicator>;
}

/** How sightings are listed. */
export const sightingList = {
  ...current,
  orders: { LAST_SEEN: 'lastSeen', FIRST_SEEN: 'firstSeen' },
  defaultOrder: { field: 'LAST_SEEN', direction: 'DESC' },
} as const satisfies ConnectionSpec<Sighting>;

/** How techniques are listed. */
export const techniqueList = {
  ...current,
  orders: { EXTERNAL_ID: 'externalId', NAME: 'name' },
  defaultOrder: { field: 'EXTERNAL_ID', direction: 'ASC' },
  filters: { name: contains('name'), externalId: oneOf('externalId') },
} as const satisfies ConnectionSpec<Technique>;

/** How malware is listed. */
export const malwareList = {
  ...current,
  orders: { NAME: 'name' },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  filters: { name: contains('name'), isTool: isTrue('isTool') },
} as const satisfies ConnectionSpec<Malware>;

const namingProduct: Filter<Advisory> = {
  properties: ['id'],
  predicate(_, given) {
    const named = contains<AdvisoryProduct>('name').predicate([namedProducts.column('name')], given);
    return sql`"id" in (select "advisory" from ${namedProducts.sql} where ${named})`;
  },
};

const namingWeakness: Filter<Advisory> = {
  properties: ['id'],
  predicate(_, given) {
    const named = oneOf<AdvisoryWeakness>('cveId').predicate([namedWeaknesses.column('cveId')], given);
    return sql`"id" in (select "advisory" from ${namedWeaknesses.sql} where ${named})`;
  },
};

/** How advisories are listed. */
export const advisoryList = {
  orders: { PUBLISHED_AT: 'publishedAt', TITLE: 'title' },
  defaultOrder: { field: 'PUBLISHED_AT', direction: 'DESC' },
  filters: { product: namingProduct, text: contains('title'), cveId: namingWeakness },
} as const satisfies ConnectionSpec<Advisory>;

/** How weaknesses are listed. */
export const vulnerabilityList = {
  orders: { ADDED_AT: 'addedAt', DUE_AT: 'dueAt', CVE_ID: 'cveId' },
  defaultOrder: { field: 'ADDED_AT', direction: 'DESC' },
  filters: {
    vendor: contains('vendor'),
    product: contains('product'),
    knownExploited: isPresent('addedAt'),
    addedSince: atLeast('addedAt'),
    knownRansomwareUse: isTrue('knownRansomwareUse'),
  },
} as const satisfies ConnectionSpec<Vulnerability>;
