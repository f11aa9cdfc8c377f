import type { CapStatus, Marking } from '../kit/marking.ts';
import { table } from '../kit/table.ts';
import type { TableSpec } from '../kit/table.ts';

/** An incident as the room numbers it. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly status: string;
  readonly severity: string;
  /** Place of the severity among the severities, 0 the least. */
  readonly severityRank: number;
  readonly determination: string;
  readonly occurredAt: string;
  readonly reportedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly stateId: string;
  readonly jurisdictionId: string;
  /** The county tells who the victim of an unconfirmed breach is. */
  readonly protectsVictim: boolean;
  /** The agency that brought it in. */
  readonly broughtInBy: string;
  readonly placeIds: readonly string[];
  readonly duplicateOfId: string | null;
  readonly whatToDo: string | null;
  readonly marking: Marking;
}

/** An incident in a division that it lies in: its county, its state, its country. */
export interface IncidentInDivision extends Incident {
  readonly division: string;
  /** That it lies in this division tells who the victim of an unconfirmed breach is. */
  readonly revealsVictim: boolean;
}

/** An incident at a place that it touches. */
export interface IncidentAtPlace extends Incident {
  readonly place: string;
}

/** An incident that a narrative speaks about. */
export interface IncidentAboutNarrative extends Incident {
  readonly narrative: string;
}

/** An incident that a notification case rests on. */
export interface IncidentOfNotificationCase extends Incident {
  readonly notificationCase: string;
}

const columns = {
  id: 'text',
  title: 'text',
  type: 'text',
  status: 'text',
  severity: 'text',
  severityRank: 'integer',
  determination: 'text',
  occurredAt: 'text',
  reportedAt: 'text',
  updatedAt: 'text',
  closedAt: 'text?',
  stateId: 'text',
  jurisdictionId: 'text',
  protectsVictim: 'boolean',
  broughtInBy: 'text',
  placeIds: 'json',
  duplicateOfId: 'text?',
  whatToDo: 'text?',
} as const satisfies TableSpec<Incident>['columns'];

/** Incidents. */
export const incidents = table<Incident>({
  name: 'incident',
  key: ['id'],
  columns,
  marked: true,
  type: 'Incident',
  division: 'jurisdictionId',
});

/** A view: incidents by each division that they lie in. */
export const incidentsInDivision = table<IncidentInDivision>({
  name: 'incident_in_division',
  key: ['id'],
  columns: { ...columns, division: 'text', revealsVictim: 'boolean' },
  marked: true,
  type: 'Incident',
  division: 'jurisdictionId',
});

/** A view: incidents by each place that they touch. */
export const incidentsAtPlace = table<IncidentAtPlace>({
  name: 'incident_at_place',
  key: ['id'],
  columns: { ...columns, place: 'text' },
  marked: true,
  type: 'Incident',
  division: 'jurisdictionId',
});

/** A view: incidents by each narrative that speaks about them. */
export const incidentsAboutNarrative = table<IncidentAboutNarrative>({
  name: 'incident_about_narrative',
  key: ['id'],
  columns: { ...columns, narrative: 'text' },
  marked: true,
  type: 'Incident',
  division: 'jurisdictionId',
});

/** A view: incidents by each notification case that rests on them. */
export const incidentsOfNotificationCase = table<IncidentOfNotificationCase>({
  name: 'incident_of_notification_case',
  key: ['id'],
  columns: { ...columns, notificationCase: 'text' },
  marked: true,
  type: 'Incident',
  division: 'jurisdictionId',
});

/** Which divisions an incident lies in; a link has its incident's CAP status, so that a reseed takes its own only. */
export const incidentDivisions = table<{
  readonly incidentId: string;
  readonly ocdId: string;
  readonly revealsVictim: boolean;
  readonly capStatus: CapStatus;
}>({
  name: 'incident_division',
  key: ['incidentId', 'ocdId'],
  columns: { incidentId: 'text', ocdId: 'text', revealsVictim: 'boolean', capStatus: 'text' },
});

/** Which places an incident touches. */
export const incidentPlaces = table<{
  readonly incidentId: string;
  readonly placeId: string;
  readonly capStatus: CapStatus;
}>({
  name: 'incident_place',
  key: ['incidentId', 'placeId'],
  columns: { incidentId: 'text', placeId: 'text', capStatus: 'text' },
});

/** Which narratives speak about an incident. */
export const incidentNarratives = table<{
  readonly incidentId: string;
  readonly narrativeId: string;
  readonly capStatus: CapStatus;
}>({
  name: 'incident_narrative',
  key: ['incidentId', 'narrativeId'],
  columns: { incidentId: 'text', narrativeId: 'text', capStatus: 'text' },
});

/** Who was harmed by an incident. */
export const victims = table<{
  readonly incidentId: string;
  readonly jurisdictionId: string;
  readonly organization: string;
  readonly consentsToSharing: boolean;
  readonly marking: Marking;
}>({
  name: 'victim',
  key: ['incidentId'],
  columns: { incidentId: 'text', jurisdictionId: 'text', organization: 'text', consentsToSharing: 'boolean' },
  marked: true,
  type: 'Victim',
  division: 'jurisdictionId',
});

/** Who reported an incident. */
export const reporters = table<{
  readonly incidentId: string;
  readonly agencyId: string;
  readonly office: string;
  readonly channel: string;
  readonly feedback: string | null;
  /** The county that the report is about; null for reports from before it was kept. */
  readonly jurisdictionId: string | null;
  readonly marking: Marking;
}>({
  name: 'reporter',
  key: ['incidentId'],
  columns: {
    incidentId: 'text',
    agencyId: 'text',
    office: 'text',
    channel: 'text',
    feedback: 'text?',
    jurisdictionId: 'text?',
  },
  marked: true,
  type: 'Reporter',
  division: 'jurisdictionId',
});

/** Whether the chief state election official was told of an incident. */
export const stateOfficialNotices = table<{
  readonly incidentId: string;
  readonly status: string;
  readonly officialId: string | null;
  readonly notifiedAt: string | null;
  readonly notifiedById: string | null;
  readonly delayReason: string | null;
  readonly delayApprovedBy: string | null;
  readonly marking: Marking;
}>({
  name: 'state_official_notice',
  key: ['incidentId'],
  columns: {
    incidentId: 'text',
    status: 'text',
    officialId: 'text?',
    notifiedAt: 'text?',
    notifiedById: 'text?',
    delayReason: 'text?',
    delayApprovedBy: 'text?',
  },
  marked: true,
  type: 'StateOfficialNotice',
});

/** Steps of escalation. */
export const escalations = table<{
  readonly id: string;
  readonly incidentId: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly byId: string;
  readonly marking: Marking;
}>({
  name: 'escalation',
  key: ['id'],
  columns: {
    id: 'text',
    incidentId: 'text',
    at: 'text',
    from: 'text',
    to: 'text',
    reason: 'text',
    byId: 'text',
  },
  marked: true,
  type: 'Escalation',
});

/** What agencies say differently about an incident. */
export interface Disagreement {
  readonly id: string;
  readonly incidentId: string;
  readonly aspect: string;
  readonly openedAt: string;
  readonly resolvedAt: string | null;
  readonly marking: Marking;
}

/** Disagreements. */
export const disagreements = table<Disagreement>({
  name: 'disagreement',
  key: ['id'],
  columns: { id: 'text', incidentId: 'text', aspect: 'text', openedAt: 'text', resolvedAt: 'text?' },
  marked: true,
  type: 'Disagreement',
});

/** What each agency says in a disagreement. */
export const positions = table<{
  readonly id: string;
  readonly disagreementId: string;
  readonly agencyId: string;
  readonly value: string;
  readonly statedAt: string;
  readonly marking: Marking;
}>({
  name: 'disagreement_position',
  key: ['id'],
  columns: { id: 'text', disagreementId: 'text', agencyId: 'text', value: 'text', statedAt: 'text' },
  marked: true,
  type: 'Position',
});
