import { divisionAndAbove } from '../kit/division.ts';
import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { Origin } from './jurisdiction-tables.ts';

/** How a place is; the worse come first when an incident's places are summed up. */
export const placeStatuses = [
  'EVACUATED',
  'CLOSED',
  'NOT_OPEN',
  'RELOCATED',
  'EXTENDED',
  'OPEN',
  'FINISHED',
] as const;

/** One of the states of a place. */
export type PlaceStatus = (typeof placeStatuses)[number];

/** States of a place that is not open as it should be during the day. */
export const disrupted: readonly PlaceStatus[] = ['EVACUATED', 'CLOSED', 'RELOCATED'];

/** A span in which a place is open; an instant is null when the source does not state its zone. */
export interface Hours {
  readonly date: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** What is known of a place whatever the day. */
export interface PlaceFacts {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** The county that runs it; null when the source's county is not known. */
  readonly jurisdiction: string | null;
  /** The smallest known division that it is in. */
  readonly division: string;
  readonly election: string;
  readonly precincts: readonly string[];
  readonly isDropBox: boolean;
  readonly isEarlyVoting: boolean;
  readonly externalIds: readonly { readonly type: string; readonly value: string }[];
  readonly hours: readonly Hours[];
  readonly provenance: Origin;
  readonly marking: Marking;
}

/** How a place is on the day of the exercise. */
export interface PlaceDay {
  readonly place: string;
  readonly status: PlaceStatus;
  readonly since: string | null;
  readonly until: string | null;
  readonly cause: string | null;
  readonly publicTold: boolean | null;
  /** Incidents behind its disruption. */
  readonly incidents: readonly string[];
  readonly minutesClosed: number;
  readonly extensionUntil: string | null;
  readonly queueMinutes: number | null;
  readonly marking: Marking;
}

/** A place with what lists are filtered and sorted by. */
export interface Place extends PlaceFacts {
  readonly status: PlaceStatus | null;
  readonly since: string | null;
  readonly minutesClosed: number | null;
  readonly extensionUntil: string | null;
  readonly queueMinutes: number | null;
}

/** A place as one of a division's: its county's, its state's and its country's. */
export interface PlaceInDivision extends Place {
  readonly ancestor: string;
}

/** That a division is another one, or below it. */
export interface Within {
  readonly division: string;
  readonly ancestor: string;
}

const factColumns = {
  id: 'text',
  name: 'text',
  address: 'text',
  jurisdiction: 'text?',
  division: 'text',
  election: 'text',
  precincts: 'json',
  isDropBox: 'boolean',
  isEarlyVoting: 'boolean',
  externalIds: 'json',
  hours: 'json',
  provenance: 'json',
} as const;

const placeColumns = {
  ...factColumns,
  status: 'text?',
  since: 'text?',
  minutesClosed: 'integer?',
  extensionUntil: 'text?',
  queueMinutes: 'integer?',
} as const;

/** Imported places, and those that an exercise invents. */
export const placeFacts = table<PlaceFacts>({
  name: 'polling_place',
  key: ['id'],
  columns: factColumns,
  marked: true,
  type: 'PollingPlace',
  division: 'jurisdiction',
});

/** Every place's state on the day of the exercise. */
export const placeDays = table<PlaceDay>({
  name: 'place_day',
  key: ['place'],
  columns: {
    place: 'text',
    status: 'text',
    since: 'text?',
    until: 'text?',
    cause: 'text?',
    publicTold: 'boolean?',
    incidents: 'json',
    minutesClosed: 'integer',
    extensionUntil: 'text?',
    queueMinutes: 'integer?',
  },
  marked: true,
  type: 'Disruption',
});

/** What a place's row tells of the day comes from a row with a marking of its own. */
const dayPart = {
  type: 'Disruption',
  prefix: 'day_',
  properties: ['status', 'since', 'minutesClosed', 'extensionUntil', 'queueMinutes'],
} as const;

/** All places with their state: a view, only read. */
export const places = table<Place>({
  name: 'place',
  key: ['id'],
  columns: placeColumns,
  marked: true,
  type: 'PollingPlace',
  division: 'jurisdiction',
  parts: [dayPart],
});

/** All places once for each division that they are in: a view, only read. */
export const placesInDivision = table<PlaceInDivision>({
  name: 'place_in_division',
  key: ['id'],
  columns: { ...placeColumns, ancestor: 'text' },
  marked: true,
  type: 'PollingPlace',
  division: 'jurisdiction',
  parts: [dayPart],
});

/** The divisions above each division that has places; made of the ids alone, so no row of it is ever wrong later. */
export const withins = table<Within>({
  name: 'division_within',
  key: ['division', 'ancestor'],
  columns: { division: 'text', ancestor: 'text' },
});

/** The rows that place a division in itself and in all above it. */
export function withinsOf(division: string): readonly Within[] {
  return divisionAndAbove(division).map((ancestor) => ({ division, ancestor }));
}

const factNames = [
  'id',
  'name',
  'address',
  'jurisdiction',
  'division',
  'election',
  'precincts',
  'is_drop_box',
  'is_early_voting',
  'external_ids',
  'hours',
  'provenance',
  'tlp',
  'releasable_to',
  'originator',
  'caveats',
  'case_id',
  'cap_status',
];
const dayNames = ['status', 'since', 'minutes_closed', 'extension_until', 'queue_minutes'];

/** Tables of polling places and their day. */
export const placeMigration = `
create table polling_place (
  id text collate "C" primary key,
  name text collate "C" not null,
  address text not null,
  jurisdiction text,
  division text collate "C" not null,
  election text not null,
  precincts text not null,
  is_drop_box integer not null,
  is_early_voting integer not null,
  external_ids text not null,
  hours text not null,
  provenance text not null,
  ${MARKING_COLUMNS}
);
create index polling_place_name on polling_place (name, id);
create index polling_place_division on polling_place (division);
create table place_day (
  place text primary key,
  status text not null,
  since text,
  until text,
  cause text,
  public_told integer,
  incidents text not null,
  minutes_closed integer not null,
  extension_until text,
  queue_minutes integer,
  ${MARKING_COLUMNS}
);
create index place_day_status on place_day (status);
create table division_within (
  division text not null,
  ancestor text not null,
  primary key (ancestor, division)
);
create unique index division_within_division on division_within (division, ancestor);
create view place as
  select ${factNames.map((name) => `facts.${name}`).join(', ')}, ${dayNames.map((name) => `day.${name}`).join(', ')}
  from polling_place as facts left join place_day as day on day.place = facts.id;
create view place_in_division as
  select ${[...factNames, ...dayNames].map((name) => `place.${name}`).join(', ')}, division_within.ancestor
  from place join division_within on division_within.division = place.division;
`;

const markingNames = ['tlp', 'releasable_to', 'originator', 'caveats', 'case_id', 'cap_status'];
const withDay = [...factNames, ...dayNames, ...markingNames.map((name) => `day_${name}`)];

/** The views of places again, with the marking of the day's row beside that of the place. */
export const placeViewMigration = `
drop view place_in_division;
drop view place;
create view place as
  select ${factNames.map((name) => `facts.${name}`).join(', ')}, ${dayNames.map((name) => `day.${name}`).join(', ')},
    ${markingNames.map((name) => `day.${name} as day_${name}`).join(', ')}
  from polling_place as facts left join place_day as day on day.place = facts.id;
create view place_in_division as
  select ${withDay.map((name) => `place.${name}`).join(', ')}, division_within.ancestor
  from place join division_within on division_within.division = place.division;
`;
