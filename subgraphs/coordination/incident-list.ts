import { atLeast, before, oneOf, withinDivision } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { sql, value } from '../kit/fragment.ts';
import type { Incident } from './incident-tables.ts';

/** How lists of incidents are ordered and filtered, whatever they are lists of. */
export const incidentList = {
  orders: {
    OCCURRED_AT: 'occurredAt',
    REPORTED_AT: 'reportedAt',
    UPDATED_AT: 'updatedAt',
    SEVERITY: 'severityRank',
  },
  defaultOrder: { field: 'OCCURRED_AT', direction: 'DESC' },
  filters: {
    type: oneOf<Incident>('type'),
    status: oneOf<Incident>('status'),
    severity: oneOf<Incident>('severity'),
    within: withinDivision<Incident>('jurisdictionId'),
    state: oneOf<Incident>('stateId'),
    since: atLeast<Incident>('occurredAt'),
    until: before<Incident>('occurredAt'),
    updatedSince: atLeast<Incident>('updatedAt'),
    place: touchesPlace(),
    capStatus: hasCapStatus(),
  },
} as const;

function touchesPlace(): Filter<Incident> {
  return {
    properties: ['id'],
    predicate: (_, place) =>
      sql`"id" in (select "incident_id" from "incident_place" where "place_id" = ${value(String(place))})`,
  };
}

function hasCapStatus(): Filter<Incident> {
  return { properties: ['id'], predicate: (_, status) => sql`"cap_status" = ${value(String(status))}` };
}
