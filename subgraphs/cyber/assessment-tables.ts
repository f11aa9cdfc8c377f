import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** What the agency knows of an incident. */
export interface Assessment {
  readonly incident: string;
  readonly technicalDetail: string;
  readonly vendorNotes: string | null;
  /** 0 to 100 */
  readonly ncissScore: number;
  readonly priority: string;
  readonly observedActivity: 'PREPARE' | 'ENGAGE' | 'PRESENCE' | 'EFFECT' | null;
  readonly recoverability: 'REGULAR' | 'SUPPLEMENTED' | 'EXTENDED' | 'NOT_RECOVERABLE';
  readonly determination: string;
  readonly status: string;
  readonly whatToDo: string;
  readonly updatedAt: string;
  /** The county it happened in; null for assessments from before it was kept. */
  readonly jurisdiction: string | null;
  readonly marking: Marking;
}

/** That a technique was seen; the technique itself exists once its catalogue is loaded. */
export interface SeenTechnique {
  /** An incident, campaign or actor by id. */
  readonly subject: string;
  /** Its number in ATT&CK: `T1566`. */
  readonly number: string;
}

/** What the agency's players did about an inject. */
export interface PlayerAction {
  readonly id: string;
  readonly inject: string;
  readonly at: string;
  readonly action: string;
  readonly marking: Marking;
}

/** What the agency knows of the systems that a narrative speaks about. */
export interface DeviceFact {
  readonly narrative: string;
  readonly text: string;
  readonly marking: Marking;
}

export const assessments = table<Assessment>({
  name: 'assessment',
  key: ['incident'],
  columns: {
    incident: 'text',
    technicalDetail: 'text',
    vendorNotes: 'text?',
    ncissScore: 'number',
    priority: 'text',
    observedActivity: 'text?',
    recoverability: 'text',
    determination: 'text',
    status: 'text',
    whatToDo: 'text',
    updatedAt: 'text',
    jurisdiction: 'text?',
  },
  marked: true,
  type: 'CyberAssessment',
  division: 'jurisdiction',
});

export const seenTechniques = table<SeenTechnique>({
  name: 'seen_technique',
  key: ['subject', 'number'],
  columns: { subject: 'text', number: 'text' },
});

export const playerActions = table<PlayerAction>({
  name: 'player_action',
  key: ['id'],
  columns: { id: 'text', inject: 'text', at: 'text', action: 'text' },
  marked: true,
  type: 'PlayerAction',
});

export const deviceFacts = table<DeviceFact>({
  name: 'device_fact',
  key: ['narrative'],
  columns: { narrative: 'text', text: 'text' },
  marked: true,
  type: 'VotingSystem',
});

/** Makes the tables of this file. */
export const assessmentMigration = `create table assessment (
  incident text collate "C" primary key,
  technical_detail text not null,
  vendor_notes text,
  nciss_score double precision not null,
  priority text not null,
  observed_activity text,
  recoverability text not null,
  determination text not null,
  status text not null,
  what_to_do text not null,
  updated_at text not null,
  ${MARKING_COLUMNS}
);
create table seen_technique (
  subject text collate "C" not null,
  number text collate "C" not null,
  primary key (subject, number)
);
create table player_action (
  id text collate "C" primary key,
  inject text collate "C" not null,
  at text collate "C" not null,
  action text not null,
  ${MARKING_COLUMNS}
);
create index player_action_inject on player_action (inject);
create table device_fact (
  narrative text collate "C" primary key,
  text text not null,
  ${MARKING_COLUMNS}
)`;
