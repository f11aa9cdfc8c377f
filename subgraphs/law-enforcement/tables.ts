import type { CapStatus, Marking } from '../kit/marking.ts';
import { table } from '../kit/table.ts';

/** What law enforcement says of an incident. */
export interface Assessment {
  readonly incidentId: string;
  readonly stateId: string;
  readonly credibility: string;
  /** Null while nobody looked. */
  readonly assessedAt: string | null;
  readonly status: string;
  readonly priority: string;
  readonly leadId: string;
  readonly protectiveAdvice: string | null;
  readonly caseRef: string | null;
  readonly subject: string | null;
  readonly threatText: string | null;
  readonly targetName: string | null;
  readonly targetAddress: string | null;
  readonly updatedAt: string;
  /** `YYYY-MM-DD` */
  readonly reviewBy: string;
  /** The county it happened in; null for assessments from before it was kept. */
  readonly jurisdictionId: string | null;
  readonly marking: Marking;
}

/** A notice to a victim or an official. */
export interface VictimNotification {
  readonly id: string;
  readonly incidentId: string;
  readonly stateId: string;
  readonly recipientKind: string;
  readonly recipientId: string;
  readonly notifiedAt: string | null;
  readonly isDelayed: boolean;
  readonly byId: string;
  /** Null while it was not given. */
  readonly inPerson: boolean | null;
  readonly delayReason: string | null;
  readonly delayApprovedBy: string | null;
  readonly marking: Marking;
}

/** Who of law enforcement to call about a division. */
export interface Liaison {
  readonly ocdId: string;
  readonly agencyId: string;
  readonly office: string;
  readonly desk: string;
  readonly mobile: string | null;
  readonly marking: Marking;
}

/** Assessments, by incident. */
export const assessments = table<Assessment>({
  name: 'assessment',
  key: ['incidentId'],
  columns: {
    incidentId: 'text',
    stateId: 'text',
    credibility: 'text',
    assessedAt: 'text?',
    status: 'text',
    priority: 'text',
    leadId: 'text',
    protectiveAdvice: 'text?',
    caseRef: 'text?',
    subject: 'text?',
    threatText: 'text?',
    targetName: 'text?',
    targetAddress: 'text?',
    updatedAt: 'text',
    reviewBy: 'text',
    jurisdictionId: 'text?',
  },
  marked: true,
  type: 'LawEnforcementAssessment',
  division: 'jurisdictionId',
});

/** What must be kept as it is, by the incident or voting system that it concerns. */
export const evidenceHolds = table<{
  readonly subjectId: string;
  readonly what: string;
  readonly since: string;
  readonly conflictsWithRestore: boolean;
  /** The county of the site; null for holds from before it was kept. */
  readonly jurisdictionId: string | null;
  readonly marking: Marking;
}>({
  name: 'evidence_hold',
  key: ['subjectId'],
  columns: {
    subjectId: 'text',
    what: 'text',
    since: 'text',
    conflictsWithRestore: 'boolean',
    jurisdictionId: 'text?',
  },
  marked: true,
  type: 'EvidenceHold',
  division: 'jurisdictionId',
});

/** Notices. */
export const victimNotifications = table<VictimNotification>({
  name: 'victim_notification',
  key: ['id'],
  columns: {
    id: 'text',
    incidentId: 'text',
    stateId: 'text',
    recipientKind: 'text',
    recipientId: 'text',
    notifiedAt: 'text?',
    isDelayed: 'boolean',
    byId: 'text',
    inPerson: 'boolean?',
    delayReason: 'text?',
    delayApprovedBy: 'text?',
  },
  marked: true,
  type: 'VictimNotification',
  division: 'recipientId',
});

/** Liaisons, by division. */
export const liaisons = table<Liaison>({
  name: 'liaison',
  key: ['ocdId'],
  columns: { ocdId: 'text', agencyId: 'text', office: 'text', desk: 'text', mobile: 'text?' },
  marked: true,
  type: 'Liaison',
  division: 'ocdId',
});

/** How threatened divisions are. */
export const threatLevels = table<{
  readonly ocdId: string;
  readonly level: string;
  readonly threats24h: number;
  readonly credible24h: number;
  readonly assessedAt: string;
  readonly marking: Marking;
}>({
  name: 'threat_level',
  key: ['ocdId'],
  columns: {
    ocdId: 'text',
    level: 'text',
    threats24h: 'integer',
    credible24h: 'integer',
    assessedAt: 'text',
  },
  marked: true,
  type: 'ThreatLevel',
  division: 'ocdId',
});

/** Advice for places. */
export const protectiveNotes = table<{
  readonly placeId: string;
  readonly text: string;
  readonly issuedAt: string;
  readonly marking: Marking;
}>({
  name: 'protective_note',
  key: ['placeId'],
  columns: { placeId: 'text', text: 'text', issuedAt: 'text' },
  marked: true,
  type: 'ProtectiveNote',
});

/** Searches of places. */
export const sweeps = table<{
  readonly placeId: string;
  readonly status: string;
  readonly at: string;
  readonly marking: Marking;
}>({
  name: 'sweep',
  key: ['placeId'],
  columns: { placeId: 'text', status: 'text', at: 'text' },
  marked: true,
  type: 'Sweep',
});

/** How places are protected. */
export const securityPlans = table<{
  readonly placeId: string;
  readonly summary: string;
  readonly marking: Marking;
}>({
  name: 'security_plan',
  key: ['placeId'],
  columns: { placeId: 'text', summary: 'text' },
  marked: true,
  type: 'SecurityPlan',
});

/** Whether indicators may be used in proceedings. */
export const legalProcessUses = table<{
  readonly indicatorId: string;
  readonly permitted: boolean;
  readonly note: string | null;
  readonly marking: Marking;
}>({
  name: 'legal_process_use',
  key: ['indicatorId'],
  columns: { indicatorId: 'text', permitted: 'boolean', note: 'text?' },
  marked: true,
  type: 'LegalProcessUse',
});

/** Public charges against an actor or about a campaign; they carry no marking, since they are public. */
export const charges = table<{
  readonly id: string;
  readonly subjectId: string;
  readonly on: string;
  readonly court: string;
  readonly summary: string;
  readonly url: string | null;
  readonly capStatus: CapStatus;
}>({
  name: 'charge',
  key: ['id'],
  columns: {
    id: 'text',
    subjectId: 'text',
    on: 'text',
    court: 'text',
    summary: 'text',
    url: 'text?',
    capStatus: 'text',
  },
});

/** What law enforcement's players did about injects. */
export const playerActions = table<{
  readonly id: string;
  readonly injectId: string;
  readonly at: string;
  readonly action: string;
  readonly marking: Marking;
}>({
  name: 'player_action',
  key: ['id'],
  columns: { id: 'text', injectId: 'text', at: 'text', action: 'text' },
  marked: true,
  type: 'PlayerAction',
});
