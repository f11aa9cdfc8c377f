import { situations as on, type Situation } from './situations.ts';

/**
 * Who sees what: an outcome (`outcomeOf`) and the callers that get it. One outcome is for everybody who is not named.
 */
export type Seen = Readonly<Record<string, readonly string[] | 'everybody else'>>;

/** One field, or several that are treated alike, of one object; `row` is the line of the field policy that it proves. */
export interface PolicyRow {
  readonly row: string;
  readonly on: Situation;
  /** Names of fields; with what is selected of them where they give objects. */
  readonly fields: readonly (string | readonly [field: string, selection: string])[];
  readonly seen: Seen;
}

const rest = 'everybody else';
/** Who is not of the community, and who is of it and not in the exercise: they are not shown that anything is there. */
const outside = ['public', 'exercise-outsider'];
const lawEnforcement = ['election-crimes-coordinator'];
const intelligence = ['intelligence-analyst', 'unmasking-analyst'];
const coordination = [
  'notifier',
  'watch-officer',
  'notification-panel-member',
  'data-steward',
  'auditor',
  'agency-developer',
];
const offices = [
  'county-clerk',
  'clerk of Chatham',
  'clerk of Cobb',
  'clerk of Glynn',
  'clerk of Lowndes',
  'clerk of Richmond',
  'chief-state-election-official',
  'vendor-liaison',
  'player',
];
const room: Seen = { SHOWN: rest, 'NO OBJECT': outside };

/** The field policy, line by line. */
export const fieldPolicy: readonly PolicyRow[] = [
  {
    row: 'Incident.title,type,status,severity,jurisdiction(state): GREEN, all members',
    on: on.bombThreat,
    fields: ['title', 'type', 'status', 'severity', ['state', 'name']],
    seen: room,
  },
  {
    row: 'the same while a breach is unconfirmed: that it happened, and in which state, is told',
    on: on.lowndes,
    fields: ['title', 'type', 'status', 'severity', ['state', 'name'], ['originator', 'id']],
    seen: room,
  },
  {
    row: 'Incident.victim, jurisdiction(county): where nothing has to be protected, all members',
    on: on.bombThreat,
    fields: [['jurisdiction', 'name'], ['places', 'id'], 'placeCount'],
    seen: room,
  },
  {
    row: 'Incident.victim while a breach is unconfirmed: RED / TEI, victim, originator, chief state election official, LE',
    on: on.lowndes,
    fields: [['victim', 'organization jurisdiction { ocdId }']],
    seen: {
      SHOWN: [
        'clerk of Lowndes',
        'cyber-analyst',
        'chief-state-election-official',
        'notifier',
        ...lawEnforcement,
      ],
      'NULL VICTIM_PROTECTION': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'jurisdiction(county) while a breach is unconfirmed: otherwise generalised to the state',
    on: on.lowndes,
    fields: [['jurisdiction', 'name']],
    seen: {
      SHOWN: [
        'clerk of Lowndes',
        'cyber-analyst',
        'chief-state-election-official',
        'notifier',
        ...lawEnforcement,
      ],
      GENERALIZED: rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'the same for a breach that law enforcement brought in: not for the cyber agency, nor for another victim',
    on: on.glynn,
    fields: [['jurisdiction', 'name']],
    seen: {
      SHOWN: ['clerk of Glynn', 'chief-state-election-official', 'notifier', ...lawEnforcement],
      GENERALIZED: rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'Incident.reporter (source): IDSRC, originator and custodian; otherwise "an election office in GA"',
    on: on.bombReported,
    fields: ['office'],
    seen: {
      SHOWN: ['county-clerk', ...coordination],
      'MASK an election office in GA': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'the rest of Incident.reporter: null with a reason',
    on: on.bombReported,
    fields: ['channel', 'feedback', ['agency', 'id']],
    seen: { SHOWN: ['county-clerk', ...coordination], 'NULL IDSRC': rest, 'NO OBJECT': outside },
  },
  {
    row: 'Incident.reporter of a breach is its victim: not for the custodian either',
    on: on.lowndesReported,
    fields: ['office'],
    seen: {
      SHOWN: ['clerk of Lowndes', 'cyber-analyst'],
      'MASK an election office in GA': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'Incident.technicalDetail, vendor notes: PCII/PR, cyber, affected jurisdiction, vendor liaison; null and reason',
    on: on.pollbooksTechnical,
    fields: ['technicalDetail', 'vendorNotes'],
    seen: {
      SHOWN: ['cyber-analyst', 'clerk of Cobb', 'vendor-liaison'],
      'NULL PCII': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'LE.caseRef: LES, LE; its existence is hidden',
    on: on.bombAssessed,
    fields: ['caseRef'],
    seen: { SHOWN: lawEnforcement, HIDDEN: rest },
  },
  {
    row: 'LE.subject: LES, LE; its existence is hidden',
    on: on.threatAssessed,
    fields: ['subject'],
    seen: { SHOWN: lawEnforcement, HIDDEN: rest },
  },
  {
    row: 'LE.evidenceHold: LES, LE; also to cyber and the election office of that site',
    on: on.floodAssessed,
    fields: [['evidenceHold', 'what conflictsWithRestore']],
    seen: { SHOWN: ['clerk of Chatham', 'cyber-analyst', ...lawEnforcement], HIDDEN: rest },
  },
  {
    row: 'LE.credibility: AMBER, all in that jurisdiction and the room',
    on: on.bombAssessed,
    fields: ['credibility', 'assessedAt', 'protectiveAdvice'],
    seen: room,
  },
  {
    row: "LE.threatText: RED, PII, LE and the target's own office; masked",
    on: on.threatAssessed,
    fields: ['threatText'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: content of a threat': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: "LE target name: RED, PII, LE and the target's own office; masked",
    on: on.threatAssessed,
    fields: ['targetName'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: person threatened': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: "LE target address: RED, PII, LE and the target's own office; masked",
    on: on.threatAssessed,
    fields: ['targetAddress'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: address': rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'Intel.attribution.full: ORCON/NF, IC; tearline text',
    on: on.breachAttributed,
    fields: ['full'],
    seen: { SHOWN: intelligence, TEARLINE: rest, 'NO OBJECT': outside },
  },
  {
    row: 'Intel.attribution.confidence, likelihood: follows the tearline, the room',
    on: on.breachAttributed,
    fields: ['tearline', 'confidence', 'likelihood'],
    seen: room,
  },
  {
    row: 'Intel.usPerson: INT, PII, IC with a named unmask approval; "U.S. Person 1"',
    on: on.breachAttributed,
    fields: ['usPerson'],
    seen: { SHOWN: ['unmasking-analyst'], 'MASK U.S. Person 1': rest, 'NO OBJECT': outside },
  },
  {
    row: 'Indicator.pattern: AMBER/GREEN and PAP, NETDEF holders; count only',
    on: on.indicator,
    fields: ['pattern'],
    seen: { SHOWN: ['cyber-analyst'], 'COUNT 23': rest, 'NO OBJECT': outside },
  },
  {
    row: 'Indicator.source: IDSRC/ORCON, originator; hidden',
    on: on.indicator,
    fields: ['source', 'consent'],
    seen: { SHOWN: ['cyber-analyst'], HIDDEN: rest },
  },
  {
    row: 'Jurisdiction.sensorCoverage, unpatched: AMBER+STRICT, that jurisdiction, its state, cyber; aggregated band',
    on: on.fulton,
    fields: [['sensorCoverage', 'networkSensor']],
    seen: {
      SHOWN: ['county-clerk', 'chief-state-election-official', 'cyber-analyst'],
      'GENERALIZED as Jurisdiction.sensorBand': rest,
    },
  },
  {
    row: 'Jurisdiction.exposure: AMBER+STRICT, that jurisdiction, its state, cyber; aggregated band',
    on: on.fulton,
    fields: [['exposures', 'asset unpatched']],
    seen: {
      SHOWN: ['county-clerk', 'chief-state-election-official', 'cyber-analyst'],
      'GENERALIZED as Jurisdiction.exposureBand': rest,
    },
  },
  {
    row: 'the aggregated bands are for the community',
    on: on.fulton,
    fields: ['sensorBand', 'exposureBand'],
    // To who is not in the exercise there is nothing of which a band could be made.
    seen: { SHOWN: rest, HIDDEN: ['exercise-outsider'], 'NULL NEED_TO_KNOW': ['public'] },
  },
  {
    row: 'PollingPlace.address, hours: CLEAR, anyone',
    on: on.place,
    // An invented place is for those in the exercise.
    fields: ['address', ['hours', '__typename']],
    seen: { SHOWN: rest, 'NO OBJECT': ['exercise-outsider'] },
  },
  {
    row: 'PollingPlace.securityPlan, sweepStatus: RED / LES, that county, LE; existence hidden',
    on: on.place,
    fields: [
      ['securityPlan', 'summary'],
      ['sweep', 'status'],
    ],
    seen: { SHOWN: ['county-clerk', ...lawEnforcement], HIDDEN: rest },
  },
  {
    row: 'Contact.mobile: AMBER, task-force members on shift; duty desk only',
    on: on.desk,
    fields: ['mobile'],
    seen: { SHOWN: ['task-force-member'], GENERALIZED: rest, 'NO OBJECT': outside },
  },
  {
    row: 'Narrative.summary, correction: GREEN/CLEAR, all',
    on: on.narrative,
    fields: ['summary', ['officialCorrection', 'text url']],
    seen: room,
  },
  {
    row: 'Narrative.exampleUrl: AMBER, infoenv and that election office; domain only',
    on: on.example,
    fields: ['url'],
    seen: {
      SHOWN: ['information-environment-analyst', 'task-force-member', 'former-task-force-member'],
      GENERALIZED: rest,
      'NO OBJECT': outside,
    },
  },
  {
    row: 'NotificationCase.deliberation: RED, panel; stage only',
    on: on.notification,
    fields: ['deliberation'],
    seen: { SHOWN: ['notification-panel-member'], 'NULL NEED_TO_KNOW': rest, 'NO OBJECT': outside },
  },
  { row: 'NotificationCase.stage: the room', on: on.notification, fields: ['stage'], seen: room },
  {
    row: 'Exercise.inject before release: EXERCISE_CONTROL, controllers; hidden',
    on: on.unreleased,
    fields: ['id', 'plannedAt'],
    seen: { SHOWN: ['exercise-controller'], 'NO OBJECT': rest },
  },
  {
    row: 'Exercise.inject after its release: who plays',
    on: on.released,
    fields: ['id', 'releasedAt'],
    seen: room,
  },
  {
    row: 'Observation.agency weakness: AMBER, that agency and planners; unattributed',
    on: on.observation,
    fields: ['weakness', ['agency', 'id']],
    seen: { SHOWN: ['exercise-controller', ...offices], 'NULL NEED_TO_KNOW': rest, 'NO OBJECT': outside },
  },
  { row: 'Observation.text: who plays', on: on.observation, fields: ['text'], seen: room },
  {
    row: 'Metrics per agency pair: AMBER, both agencies and chair',
    on: on.metric,
    fields: ['bulletins', 'acknowledged', 'rfis'],
    seen: { SHOWN: ['cyber-analyst', ...offices, ...coordination], 'NO OBJECT': rest },
  },
];
