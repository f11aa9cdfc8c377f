import type { FieldMarking } from '../kit/load/stix-object.ts';
import type { Provenance } from '../kit/load/record.ts';
import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** Where an imported row came from, as the type `Provenance` of the shared schema has it. */
export type RowProvenance = Pick<Provenance, 'source' | 'file' | 'record'>;

/** A pattern that shows malicious activity when it is seen. */
export interface Indicator {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly pattern: string;
  readonly patternType: string;
  /** RFC 3339 in UTC, as every time of the agency. */
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly types: readonly string[];
  readonly confidence: 'LOW' | 'MODERATE' | 'HIGH' | null;
  readonly pap: 'RED' | 'AMBER' | 'GREEN' | 'CLEAR' | null;
  readonly source: string | null;
  readonly consent: 'EVERYONE' | 'USG' | 'NONE' | null;
  readonly fieldMarkings: readonly FieldMarking[];
  readonly provenance: RowProvenance | null;
  /** Whether its maker took it back (STIX 2.1, 3.2); such a row is kept and never read. */
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** That an indicator was seen. */
export interface Sighting {
  readonly id: string;
  readonly indicator: string;
  /** The agency it came through; null for one that takes no part. */
  readonly agency: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly count: number;
  /** OCD-ID of the county; null where it is not known. */
  readonly jurisdiction: string | null;
  readonly provenance: RowProvenance | null;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** What the sightings of an indicator that came through one agency and are marked alike come to. */
export interface SightingTotal {
  readonly indicator: string;
  readonly agency: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly count: number;
  readonly marking: Marking;
}

/**
 * That one STIX object relates to another, by their ids.
 *
 * Neither end need be there: a bundle may bring it later, and some ends other agencies hold.
 */
export interface StixLink {
  readonly id: string;
  readonly kind: 'uses' | 'indicates' | 'mitigates';
  readonly source: string;
  readonly target: string;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** That an indicator is of an incident. */
export interface IncidentIndicator {
  readonly incident: string;
  readonly indicator: string;
}

const indicatorColumns = {
  id: 'text',
  name: 'text?',
  description: 'text?',
  pattern: 'text',
  patternType: 'text',
  validFrom: 'text',
  validUntil: 'text?',
  types: 'json',
  confidence: 'text?',
  pap: 'text?',
  source: 'text?',
  consent: 'text?',
  fieldMarkings: 'json',
  provenance: 'json?',
  revoked: 'boolean',
} as const;

export const indicators = table<Indicator>({
  name: 'indicator',
  key: ['id'],
  columns: indicatorColumns,
  marked: true,
  type: 'Indicator',
});

/** A view: each indicator as often as it is of an incident. */
export const indicatorsOfIncident = table<Indicator & { readonly incident: string }>({
  name: 'indicator_of_incident',
  key: ['id'],
  columns: { ...indicatorColumns, incident: 'text' },
  marked: true,
  type: 'Indicator',
});

export const incidentIndicators = table<IncidentIndicator>({
  name: 'incident_indicator',
  key: ['incident', 'indicator'],
  columns: { incident: 'text', indicator: 'text' },
});

export const sightings = table<Sighting>({
  name: 'sighting',
  key: ['id'],
  columns: {
    id: 'text',
    indicator: 'text',
    agency: 'text?',
    firstSeen: 'text',
    lastSeen: 'text',
    count: 'integer',
    jurisdiction: 'text?',
    provenance: 'json?',
    revoked: 'boolean',
  },
  marked: true,
  type: 'Sighting',
  division: 'jurisdiction',
});

/** A view: the sightings of each indicator, by agency and marking. */
export const sightingTotals = table<SightingTotal>({
  name: 'sighting_total',
  key: ['indicator'],
  columns: { indicator: 'text', agency: 'text?', firstSeen: 'text', lastSeen: 'text', count: 'integer' },
  marked: true,
  type: 'SightingSummary',
});

export const stixLinks = table<StixLink>({
  name: 'stix_link',
  key: ['id'],
  columns: { id: 'text', kind: 'text', source: 'text', target: 'text', revoked: 'boolean' },
  marked: true,
  type: 'Indicator',
});

/** Makes the tables of this file. */
export const indicatorMigration = `create table indicator (
  id text collate "C" primary key,
  name text collate "C",
  description text,
  pattern text not null,
  pattern_type text not null,
  valid_from text collate "C" not null,
  valid_until text collate "C",
  types text not null,
  confidence text,
  pap text,
  source text,
  consent text,
  field_markings text not null,
  provenance text,
  revoked integer not null,
  ${MARKING_COLUMNS}
);
create index indicator_valid_from on indicator (valid_from, id);
create index indicator_name on indicator (name, id);
create table incident_indicator (
  incident text collate "C" not null,
  indicator text collate "C" not null,
  primary key (incident, indicator)
);
create view indicator_of_incident as
  select i.*, l.incident from indicator i join incident_indicator l on l.indicator = i.id;
create table sighting (
  id text collate "C" primary key,
  indicator text collate "C" not null,
  agency text,
  first_seen text collate "C" not null,
  last_seen text collate "C" not null,
  count integer not null,
  jurisdiction text,
  provenance text,
  revoked integer not null,
  ${MARKING_COLUMNS}
);
create index sighting_indicator on sighting (indicator, last_seen);
create view sighting_total as
  select indicator, agency, min(first_seen) as first_seen, max(last_seen) as last_seen,
    cast(sum(count) as bigint) as count, tlp, releasable_to, originator, caveats, case_id, cap_status
  from sighting where revoked = 0
  group by indicator, agency, tlp, releasable_to, originator, caveats, case_id, cap_status;
create table stix_link (
  id text collate "C" primary key,
  kind text not null,
  source text not null,
  target text not null,
  revoked integer not null,
  ${MARKING_COLUMNS}
);
create index stix_link_source on stix_link (source);
create index stix_link_target on stix_link (target)`;
