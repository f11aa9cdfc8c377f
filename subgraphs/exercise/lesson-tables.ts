import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** What an evaluator saw. */
export interface Observation {
  readonly id: string;
  readonly exercise: string;
  readonly at: string;
  readonly text: string;
  readonly strength: boolean;
  readonly agency: string;
  readonly weakness: string | null;
  readonly objective: string;
  readonly rating: string;
  readonly marking: Marking;
}

/** Something to be mended after an exercise. */
export interface CorrectiveAction {
  readonly id: string;
  readonly title: string;
  readonly exercise: string;
  readonly observation: string;
  readonly csfFunction: string;
  /** `2024-10-15` */
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly scenarioIncidentTypes: readonly string[];
  readonly marking: Marking;
}

/** That a corrective action helps with a type of incident. */
export interface ActionType {
  readonly action: string;
  readonly incidentType: string;
}

/** Observations. */
export const observations = table<Observation>({
  name: 'observation',
  key: ['id'],
  columns: {
    id: 'text',
    exercise: 'text',
    at: 'text',
    text: 'text',
    strength: 'boolean',
    agency: 'text',
    weakness: 'text?',
    objective: 'text',
    rating: 'text',
  },
  marked: true,
  type: 'Observation',
});

const actionColumns = {
  id: 'text',
  title: 'text',
  exercise: 'text',
  observation: 'text',
  csfFunction: 'text',
  dueAt: 'text',
  closedAt: 'text?',
  scenarioIncidentTypes: 'json',
} as const;

/** Corrective actions. */
export const correctiveActions = table<CorrectiveAction>({
  name: 'corrective_action',
  key: ['id'],
  columns: actionColumns,
  marked: true,
  type: 'CorrectiveAction',
});

/** Which types of incident corrective actions help with. */
export const actionTypes = table<ActionType>({
  name: 'corrective_action_type',
  key: ['action', 'incidentType'],
  columns: { action: 'text', incidentType: 'text' },
});

/** Corrective actions once for each incident of an exercise of a type that they help with: a view, only read. */
export const actionsOfIncident = table<CorrectiveAction & { readonly incident: string }>({
  name: 'action_of_incident',
  key: ['id'],
  columns: { ...actionColumns, incident: 'text' },
  marked: true,
  type: 'CorrectiveAction',
});

const actionNames = correctiveActions.columns.map(({ name }) => `corrective_action.${name}`).join(', ');

/** Tables of what exercises taught. */
export const lessonMigration = `
create table observation (
  id text collate "C" primary key,
  exercise text not null,
  at text collate "C" not null,
  text text not null,
  strength integer not null,
  agency text not null,
  weakness text,
  objective text not null,
  rating text not null,
  ${MARKING_COLUMNS}
);
create index observation_exercise on observation (exercise, at);
create table corrective_action (
  id text collate "C" primary key,
  title text not null,
  exercise text not null,
  observation text not null,
  csf_function text not null,
  due_at text collate "C" not null,
  closed_at text,
  scenario_incident_types text not null,
  ${MARKING_COLUMNS}
);
create index corrective_action_exercise on corrective_action (exercise, due_at);
create index corrective_action_due on corrective_action (due_at, id);
create table corrective_action_type (
  action text not null,
  incident_type text not null,
  primary key (incident_type, action)
);
create unique index corrective_action_type_action on corrective_action_type (action, incident_type);
create view action_of_incident as
  select ${actionNames}, play.incident
  from play join corrective_action_type on corrective_action_type.incident_type = play.type
  join corrective_action on corrective_action.id = corrective_action_type.action;
`;
