import type { CapStatus, Marking } from '../kit/marking.ts';
import { table } from '../kit/table.ts';

/** A body that takes part, or that an imported file names. */
export interface AgencyRow {
  readonly id: string;
  readonly stixId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly marking: Marking;
}

/** Where somebody is reached. */
export interface Contact {
  readonly id: string;
  readonly desk: string;
  readonly role: string | null;
  readonly agencyId: string;
  readonly phone: string | null;
  readonly mobile: string | null;
  /** The agency whose duty desk it is. */
  readonly dutyDeskOf: string | null;
  /** The state whose results the office certifies. */
  readonly certifiesFor: string | null;
  readonly marking: Marking;
}

/** One function, one holder, one part in it. */
export interface Assignment {
  readonly id: string;
  readonly function: string;
  readonly raci: string;
  /** Accountable 0, Responsible 1, Consulted 2, Informed 3. */
  readonly raciRank: number;
  readonly agencyId: string;
  readonly jurisdictionId: string;
  /** Null for a standing assignment. */
  readonly incidentId: string | null;
  readonly onShiftId: string | null;
  readonly backupId: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly marking: Marking;
}

/** A span of the day with one incident action plan. */
export interface OperationalPeriod {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly marking: Marking;
}

/** A body of several agencies set up for a task. */
export interface TaskForce {
  readonly id: string;
  readonly name: string;
  readonly chairId: string;
  readonly memberIds: readonly string[];
  readonly electionId: string;
  /** Where it works. */
  readonly divisionId: string;
  readonly readinessPhase: string;
  readonly agreementIds: readonly string[];
  readonly marking: Marking;
}

/** An agreement about what agencies share. */
export interface SharingAgreement {
  readonly id: string;
  readonly title: string;
  readonly partyIds: readonly string[];
  readonly from: string;
  readonly until: string | null;
  readonly covers: string;
  readonly purposes: readonly string[];
  readonly excludes: readonly string[];
  readonly marking: Marking;
}

/** The question whether somebody must be told. */
export interface NotificationCase {
  readonly id: string;
  readonly title: string;
  readonly stage: string;
  readonly openedAt: string;
  readonly nominatedById: string;
  readonly narrativeIds: readonly string[];
  readonly electionDate: string;
  readonly deliberation: string | null;
  readonly marking: Marking;
}

/** A situation report. */
export interface Sitrep {
  readonly id: string;
  readonly issuedAt: string;
  readonly periodId: string;
  readonly summary: string;
  readonly marking: Marking;
}

/** Agencies: those of the room, and those that imported files name under their STIX id. */
export const agencies = table<AgencyRow>({
  name: 'agency',
  key: ['id'],
  columns: { id: 'text', stixId: 'text?', name: 'text', kind: 'text' },
  marked: true,
  type: 'Agency',
});

/** Contacts. */
export const contacts = table<Contact>({
  name: 'contact',
  key: ['id'],
  columns: {
    id: 'text',
    desk: 'text',
    role: 'text?',
    agencyId: 'text',
    phone: 'text?',
    mobile: 'text?',
    dutyDeskOf: 'text?',
    certifiesFor: 'text?',
  },
  marked: true,
  type: 'Contact',
});

/** Assignments, standing ones and those of incidents. */
export const assignments = table<Assignment>({
  name: 'assignment',
  key: ['id'],
  columns: {
    id: 'text',
    function: 'text',
    raci: 'text',
    raciRank: 'integer',
    agencyId: 'text',
    jurisdictionId: 'text',
    incidentId: 'text?',
    onShiftId: 'text?',
    backupId: 'text?',
    from: 'text',
    until: 'text?',
  },
  marked: true,
  type: 'Assignment',
  division: 'jurisdictionId',
});

/** Whose assignment a corrective action is. */
export const correctiveActionOwners = table<{
  readonly correctiveActionId: string;
  readonly assignmentId: string;
  readonly capStatus: CapStatus;
}>({
  name: 'corrective_action_owner',
  key: ['correctiveActionId'],
  columns: { correctiveActionId: 'text', assignmentId: 'text', capStatus: 'text' },
});

/** When jurisdictions last spoke to the room. */
export const checkIns = table<{
  readonly ocdId: string;
  readonly at: string;
  readonly expectedEveryMinutes: number;
  readonly marking: Marking;
}>({
  name: 'check_in',
  key: ['ocdId'],
  columns: { ocdId: 'text', at: 'text', expectedEveryMinutes: 'integer' },
  marked: true,
  type: 'CheckIn',
  division: 'ocdId',
});

/** How ready the room is for an election. */
export const readinesses = table<{
  readonly electionId: string;
  readonly phase: string;
  readonly from: string;
  readonly until: string;
  readonly marking: Marking;
}>({
  name: 'readiness',
  key: ['electionId'],
  columns: { electionId: 'text', phase: 'text', from: 'text', until: 'text' },
  marked: true,
  type: 'Readiness',
});

/** Operational periods. */
export const operationalPeriods = table<OperationalPeriod>({
  name: 'operational_period',
  key: ['id'],
  columns: { id: 'text', name: 'text', from: 'text', until: 'text' },
  marked: true,
  type: 'OperationalPeriod',
});

/** Task forces. */
export const taskForces = table<TaskForce>({
  name: 'task_force',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    chairId: 'text',
    memberIds: 'json',
    electionId: 'text',
    divisionId: 'text',
    readinessPhase: 'text',
    agreementIds: 'json',
  },
  marked: true,
  type: 'TaskForce',
});

/** Agreements to share. */
export const sharingAgreements = table<SharingAgreement>({
  name: 'sharing_agreement',
  key: ['id'],
  columns: {
    id: 'text',
    title: 'text',
    partyIds: 'json',
    from: 'text',
    until: 'text?',
    covers: 'text',
    purposes: 'json',
    excludes: 'json',
  },
  marked: true,
  type: 'SharingAgreement',
});

/** Notification cases. */
export const notificationCases = table<NotificationCase>({
  name: 'notification_case',
  key: ['id'],
  columns: {
    id: 'text',
    title: 'text',
    stage: 'text',
    openedAt: 'text',
    nominatedById: 'text',
    narrativeIds: 'json',
    electionDate: 'text',
    deliberation: 'text?',
  },
  marked: true,
  type: 'NotificationCase',
});

/** Which incidents a notification case rests on. */
export const notificationCaseIncidents = table<{
  readonly notificationCaseId: string;
  readonly incidentId: string;
  readonly capStatus: CapStatus;
}>({
  name: 'notification_case_incident',
  key: ['notificationCaseId', 'incidentId'],
  columns: { notificationCaseId: 'text', incidentId: 'text', capStatus: 'text' },
});

/** Situation reports. */
export const sitreps = table<Sitrep>({
  name: 'sitrep',
  key: ['id'],
  columns: { id: 'text', issuedAt: 'text', periodId: 'text', summary: 'text' },
  marked: true,
  type: 'Sitrep',
});
