import type { ConnectionSpec } from '../kit/connection.ts';
import { contains, filtered, isTrue, oneOf, withinDivision } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { sql } from '../kit/fragment.ts';
import type { Division, Election } from './jurisdiction-tables.ts';
import type { Place } from './place-tables.ts';
import { systemUses } from './system-tables.ts';
import type { VotingSystem } from './system-tables.ts';

/** How jurisdictions are filtered and sorted. */
export const jurisdictionList = {
  orders: { NAME: 'name', GEOID: 'geoid', OCD_ID: 'ocdId' },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  filters: {
    within: withinDivision<Division>('ocdId'),
    parent: oneOf<Division>('parentOcdId'),
    divisionType: oneOf<Division>('divisionType'),
    country: oneOf<Division>('country'),
    name: contains<Division>('name'),
  },
} as const satisfies ConnectionSpec<Division>;

/** How elections are sorted. */
export const electionList = {
  orders: { DATE: 'date' },
  defaultOrder: { field: 'DATE', direction: 'DESC' },
} as const satisfies ConnectionSpec<Election>;

/** How polling places are filtered and sorted. */
export const placeList = {
  orders: { NAME: 'name', MINUTES_CLOSED: 'minutesClosed', ID: 'id' },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  filters: {
    within: withinDivision<Place>('division'),
    status: oneOf<Place>('status'),
    isDropBox: isTrue<Place>('isDropBox'),
    isEarlyVoting: isTrue<Place>('isEarlyVoting'),
    name: contains<Place>('name'),
    election: oneOf<Place>('election'),
  },
} as const satisfies ConnectionSpec<Place>;

const usedWithin: Filter<VotingSystem> = {
  properties: ['id'],
  predicate: (_, division) => {
    const uses = filtered(systemUses, { in: withinDivision('jurisdiction') }, { in: division });
    return sql`"id" in (select "system" from ${systemUses.sql} where ${uses})`;
  },
};

/** How voting systems are filtered and sorted. */
export const systemList = {
  orders: { PRODUCT: 'product', VENDOR: 'vendor' },
  defaultOrder: { field: 'PRODUCT', direction: 'ASC' },
  filters: {
    vendor: contains<VotingSystem>('vendor'),
    product: contains<VotingSystem>('product'),
    usedWithin,
  },
} as const satisfies ConnectionSpec<VotingSystem>;
