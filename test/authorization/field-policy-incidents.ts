import {
  allMembers,
  lawEnforcement,
  outside,
  rest,
  coordination,
  type PolicyRow,
} from './field-policy-seen.ts';
import { situations as on } from './situations.ts';

/** Who may know whose breach it is before it is confirmed, when the cyber agency brought the incident in. */
const mayKnowVictim = [
  'clerk of Lowndes',
  'cyber-analyst',
  'chief-state-election-official',
  'notifier',
  ...lawEnforcement,
];

/** The same when law enforcement brought it in: then the cyber agency is a stranger to it. */
const mayKnowVictimOfGlynn = [
  'clerk of Glynn',
  'chief-state-election-official',
  'notifier',
  ...lawEnforcement,
];

/** What the field policy says of incidents, and of what law enforcement knows of them. */
export const incidentRows: readonly PolicyRow[] = [
  {
    line: 'Incident.title, type, status, severity, jurisdiction (state)',
    rule: 'every member is told what happened, and in which state',
    on: on.bombThreat,
    fields: ['title', 'type', 'status', 'severity', ['state', 'name']],
    seen: allMembers,
  },
  {
    line: 'Incident.title, type, status, severity, jurisdiction (state)',
    rule: 'so they are of a breach that nobody has confirmed yet, and which agency brought it in',
    on: on.lowndes,
    fields: ['title', 'type', 'status', 'severity', ['state', 'name'], ['originator', 'id']],
    seen: allMembers,
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'where no victim has to be protected, every member is told the county and the places',
    on: on.bombThreat,
    fields: [['jurisdiction', 'name'], ['places', 'id'], 'placeCount'],
    seen: allMembers,
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'while a breach is not confirmed, only the victim, the agency that brought it in, the chief election official of the state, law enforcement, and whoever notifies victims are told who the victim is; everybody else is told the state',
    on: on.lowndes,
    fields: [['victim', 'organization jurisdiction { ocdId }']],
    seen: { SHOWN: mayKnowVictim, 'GENERALIZED as Incident.state': rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'the same people are told the county; everybody else reads the state in its place',
    on: on.lowndes,
    fields: [['jurisdiction', 'name']],
    seen: { SHOWN: mayKnowVictim, GENERALIZED: rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'the same people are told the polling places; everybody else is not told how many they are either, since a number can tell the county',
    on: on.lowndes,
    fields: [['places', 'id']],
    seen: { SHOWN: mayKnowVictim, 'COUNT unknown': rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'who the victim is of a breach that law enforcement brought in, neither the cyber agency nor the victim of another breach is told',
    on: on.glynn,
    fields: [['victim', 'organization jurisdiction { ocdId }']],
    seen: { SHOWN: mayKnowVictimOfGlynn, 'GENERALIZED as Incident.state': rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.victim, jurisdiction (county)',
    rule: 'nor are they told its county',
    on: on.glynn,
    fields: [['jurisdiction', 'name']],
    seen: { SHOWN: mayKnowVictimOfGlynn, GENERALIZED: rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.reporter (source)',
    rule: 'the office that reported an incident and the coordinating body, which holds the report, are told who reported; everybody else reads that an election office of the state did',
    on: on.bombReported,
    fields: ['office'],
    seen: {
      SHOWN: ['county-clerk', ...coordination],
      'MASK an election office in GA': rest,
      'NO OBJECT': outside,
    },
  },
  {
    line: 'Incident.reporter (source)',
    rule: 'the same people are told how the report came in and what was answered; everybody else is told that this is withheld to protect the source',
    on: on.bombReported,
    fields: ['channel', 'feedback', ['agency', 'id']],
    seen: { SHOWN: ['county-clerk', ...coordination], 'NULL IDSRC': rest, 'NO OBJECT': outside },
  },
  {
    line: 'Incident.reporter (source)',
    rule: 'who reported a breach is mostly its victim, so that the coordinating body is not told either',
    on: on.lowndesReported,
    fields: ['office'],
    seen: {
      SHOWN: ['clerk of Lowndes', 'cyber-analyst'],
      'MASK an election office in GA': rest,
      'NO OBJECT': outside,
    },
  },
  {
    line: 'Incident.technicalDetail, vendor notes',
    rule: 'the cyber agency, the county that is affected and the liaison to the vendors read technical detail; everybody else is told that it is withheld as protected information of critical infrastructure',
    on: on.pollbooksTechnical,
    fields: ['technicalDetail', 'vendorNotes'],
    seen: {
      SHOWN: ['cyber-analyst', 'clerk of Cobb', 'vendor-liaison'],
      'NULL PCII': rest,
      'NO OBJECT': outside,
    },
  },
  {
    line: 'LE.caseRef, subject, evidenceHold',
    rule: 'only law enforcement reads the reference of a case; nobody else is told that there is a case',
    on: on.bombAssessed,
    fields: ['caseRef'],
    seen: { SHOWN: lawEnforcement, HIDDEN: rest },
  },
  {
    line: 'LE.caseRef, subject, evidenceHold',
    rule: 'only law enforcement reads who is investigated; nobody else is told that anybody is',
    on: on.threatAssessed,
    fields: ['subject'],
    seen: { SHOWN: lawEnforcement, HIDDEN: rest },
  },
  {
    line: 'LE.caseRef, subject, evidenceHold',
    rule: 'that something is held as evidence, the cyber agency and the election office of that site are told, too, and nobody else',
    on: on.floodAssessed,
    fields: [['evidenceHold', 'what conflictsWithRestore']],
    seen: { SHOWN: ['clerk of Chatham', 'cyber-analyst', ...lawEnforcement], HIDDEN: rest },
  },
  {
    line: 'LE.credibility',
    rule: 'every member is told within minutes whether a threat is credible, and what to do',
    on: on.bombAssessed,
    fields: ['credibility', 'assessedAt', 'protectiveAdvice'],
    seen: allMembers,
  },
  {
    line: 'LE.threatText, target name/address',
    rule: 'law enforcement and the own office of the person who is threatened read the words of the threat; everybody else reads that they are withheld',
    on: on.threatAssessed,
    fields: ['threatText'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: content of a threat': rest,
      'NO OBJECT': outside,
    },
  },
  {
    line: 'LE.threatText, target name/address',
    rule: 'the same people are told who is threatened',
    on: on.threatAssessed,
    fields: ['targetName'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: person threatened': rest,
      'NO OBJECT': outside,
    },
  },
  {
    line: 'LE.threatText, target name/address',
    rule: 'the same people are told where',
    on: on.threatAssessed,
    fields: ['targetAddress'],
    seen: {
      SHOWN: ['clerk of Richmond', ...lawEnforcement],
      'MASK withheld: address': rest,
      'NO OBJECT': outside,
    },
  },
];
