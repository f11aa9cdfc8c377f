import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { PlaceStatus } from './place-tables.ts';

/** What an incident does to voting. */
export interface Impact {
  readonly incident: string;
  readonly placesAffected: number;
  readonly minutesLost: number;
  readonly functionalImpact: string;
  /** The worst of its places; null when it touches none. */
  readonly status: PlaceStatus | null;
  readonly priority: string;
  readonly extensionRequestedAt: string | null;
  readonly extensionGrantedUntil: string | null;
  readonly publicTold: boolean;
  /** Ids of devices. */
  readonly devices: readonly string[];
  readonly updatedAt: string;
  /** The county it happened in; null for impacts from before it was kept. */
  readonly jurisdiction: string | null;
  readonly marking: Marking;
}

/** What an incident does to one place. */
export interface PlaceImpact {
  readonly incident: string;
  readonly place: string;
  readonly status: PlaceStatus;
  readonly since: string | null;
  readonly reopenedAt: string | null;
  readonly minutesClosed: number;
  readonly extensionUntil: string | null;
  readonly marking: Marking;
}

/** What an office knows and says about a claim. */
export interface NarrativeFact {
  readonly narrative: string;
  readonly factStatus: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly issuedAt: string | null;
  readonly by: string | null;
  readonly marking: Marking;
}

/** What an office did about a bulletin. */
export interface BulletinAction {
  readonly bulletin: string;
  readonly by: string;
  readonly at: string;
  readonly action: string;
  readonly mitigated: boolean;
  readonly marking: Marking;
}

/** The office behind a sighting. */
export interface SightingReporter {
  readonly sighting: string;
  readonly office: string;
  readonly marking: Marking;
}

/** What players did about an inject. */
export interface InjectAction {
  readonly inject: string;
  readonly at: string;
  readonly action: string;
  readonly marking: Marking;
}

/** How far offices are with a corrective action. */
export interface Progress {
  readonly correctiveAction: string;
  readonly progress: string;
  readonly marking: Marking;
}

/** What incidents do to voting. */
export const impacts = table<Impact>({
  name: 'operational_impact',
  key: ['incident'],
  columns: {
    incident: 'text',
    placesAffected: 'integer',
    minutesLost: 'integer',
    functionalImpact: 'text',
    status: 'text?',
    priority: 'text',
    extensionRequestedAt: 'text?',
    extensionGrantedUntil: 'text?',
    publicTold: 'boolean',
    devices: 'json',
    updatedAt: 'text',
    jurisdiction: 'text?',
  },
  marked: true,
  type: 'OperationalImpact',
  division: 'jurisdiction',
});

/** What incidents do to places. */
export const placeImpacts = table<PlaceImpact>({
  name: 'place_impact',
  key: ['incident', 'place'],
  columns: {
    incident: 'text',
    place: 'text',
    status: 'text',
    since: 'text?',
    reopenedAt: 'text?',
    minutesClosed: 'integer',
    extensionUntil: 'text?',
  },
  marked: true,
  type: 'PlaceImpact',
});

/** What offices know of claims. */
export const narrativeFacts = table<NarrativeFact>({
  name: 'narrative_fact',
  key: ['narrative'],
  columns: {
    narrative: 'text',
    factStatus: 'text',
    text: 'text?',
    url: 'text?',
    issuedAt: 'text?',
    by: 'text?',
  },
  marked: true,
  type: 'Narrative',
});

/** What offices did about bulletins. */
export const bulletinActions = table<BulletinAction>({
  name: 'bulletin_action',
  key: ['bulletin', 'by'],
  columns: { bulletin: 'text', by: 'text', at: 'text', action: 'text', mitigated: 'boolean' },
  marked: true,
  type: 'ActionTaken',
});

/** Which office is behind a sighting. */
export const sightingReporters = table<SightingReporter>({
  name: 'sighting_reporter',
  key: ['sighting'],
  columns: { sighting: 'text', office: 'text' },
  marked: true,
  type: 'Sighting',
});

/** What players of the offices did. */
export const injectActions = table<InjectAction>({
  name: 'inject_action',
  key: ['inject', 'at'],
  columns: { inject: 'text', at: 'text', action: 'text' },
  marked: true,
  type: 'PlayerAction',
});

/** How far offices are with corrective actions. */
export const progresses = table<Progress>({
  name: 'corrective_progress',
  key: ['correctiveAction'],
  columns: { correctiveAction: 'text', progress: 'text' },
  marked: true,
  type: 'CorrectiveAction',
});

/** Tables of what offices say about other agencies' objects. */
export const impactMigration = `
create table operational_impact (
  incident text primary key,
  places_affected integer not null,
  minutes_lost integer not null,
  functional_impact text not null,
  status text,
  priority text not null,
  extension_requested_at text,
  extension_granted_until text,
  public_told integer not null,
  devices text not null,
  updated_at text not null,
  ${MARKING_COLUMNS}
);
create table place_impact (
  incident text collate "C" not null,
  place text collate "C" not null,
  status text not null,
  since text,
  reopened_at text,
  minutes_closed integer not null,
  extension_until text,
  ${MARKING_COLUMNS},
  primary key (incident, place)
);
create table narrative_fact (
  narrative text primary key,
  fact_status text not null,
  text text,
  url text,
  issued_at text,
  "by" text,
  ${MARKING_COLUMNS}
);
create table bulletin_action (
  bulletin text collate "C" not null,
  "by" text collate "C" not null,
  at text collate "C" not null,
  action text not null,
  mitigated integer not null,
  ${MARKING_COLUMNS},
  primary key (bulletin, "by")
);
create table sighting_reporter (
  sighting text primary key,
  office text not null,
  ${MARKING_COLUMNS}
);
create table inject_action (
  inject text collate "C" not null,
  at text collate "C" not null,
  action text not null,
  ${MARKING_COLUMNS},
  primary key (inject, at)
);
create table corrective_progress (
  corrective_action text primary key,
  progress text not null,
  ${MARKING_COLUMNS}
);
`;
