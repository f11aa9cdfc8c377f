import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** An exercise. */
export interface Exercise {
  readonly id: string;
  readonly name: string;
  readonly scenario: string;
  readonly startedAt: string;
  /** Null while it runs. */
  readonly endedAt: string | null;
  /** Ids of agencies. */
  readonly participants: readonly string[];
  readonly marking: Marking;
}

/** What an exercise is to show. */
export interface Objective {
  readonly id: string;
  readonly exercise: string;
  readonly text: string;
  readonly coreCapability: string;
  readonly capabilityTarget: string;
  readonly criticalTasks: readonly string[];
  readonly rating: string | null;
  readonly marking: Marking;
}

/** An event that control puts to the players. */
export interface Inject {
  readonly id: string;
  readonly number: number;
  readonly exercise: string;
  readonly plannedAt: string;
  readonly releasedAt: string | null;
  readonly title: string;
  readonly text: string | null;
  readonly expectedAction: string | null;
  /** The incident that it makes. */
  readonly incident: string | null;
  readonly objective: string | null;
  readonly marking: Marking;
}

/** An incident that an exercise made, with its type as control wrote it. */
export interface Play {
  readonly incident: string;
  readonly exercise: string;
  readonly type: string;
}

/** That a jurisdiction took part in an exercise, the last one that it did. */
export interface Participation {
  readonly jurisdiction: string;
  readonly exercise: string;
  readonly on: string;
  readonly role: string;
  readonly marking: Marking;
}

/** Exercises. */
export const exercises = table<Exercise>({
  name: 'exercise',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    scenario: 'text',
    startedAt: 'text',
    endedAt: 'text?',
    participants: 'json',
  },
  marked: true,
  type: 'Exercise',
});

/** Objectives. */
export const objectives = table<Objective>({
  name: 'objective',
  key: ['id'],
  columns: {
    id: 'text',
    exercise: 'text',
    text: 'text',
    coreCapability: 'text',
    capabilityTarget: 'text',
    criticalTasks: 'json',
    rating: 'text?',
  },
  marked: true,
  type: 'Objective',
});

/** Injects. */
export const injects = table<Inject>({
  name: 'inject',
  key: ['id'],
  columns: {
    id: 'text',
    number: 'integer',
    exercise: 'text',
    plannedAt: 'text',
    releasedAt: 'text?',
    title: 'text',
    text: 'text?',
    expectedAction: 'text?',
    incident: 'text?',
    objective: 'text?',
  },
  marked: true,
  type: 'Inject',
});

/** Incidents of exercises. */
export const plays = table<Play>({
  name: 'play',
  key: ['incident'],
  columns: { incident: 'text', exercise: 'text', type: 'text' },
});

/** The last exercise of each jurisdiction that took part in one. */
export const participations = table<Participation>({
  name: 'participation',
  key: ['jurisdiction'],
  columns: { jurisdiction: 'text', exercise: 'text', on: 'text', role: 'text' },
  marked: true,
  type: 'ExerciseParticipation',
  division: 'jurisdiction',
});

/** Tables of exercises, their scripts and who took part. */
export const exerciseMigration = `
create table exercise (
  id text collate "C" primary key,
  name text not null,
  scenario text not null,
  started_at text collate "C" not null,
  ended_at text,
  participants text not null,
  ${MARKING_COLUMNS}
);
create table objective (
  id text collate "C" primary key,
  exercise text not null,
  text text not null,
  core_capability text not null,
  capability_target text not null,
  critical_tasks text not null,
  rating text,
  ${MARKING_COLUMNS}
);
create index objective_exercise on objective (exercise);
create table inject (
  id text collate "C" primary key,
  number integer not null,
  exercise text not null,
  planned_at text collate "C" not null,
  released_at text,
  title text not null,
  text text,
  expected_action text,
  incident text,
  objective text,
  ${MARKING_COLUMNS}
);
create index inject_exercise on inject (exercise, number);
create index inject_incident on inject (incident);
create index inject_number on inject (number, id);
create index inject_planned on inject (planned_at, id);
create table play (
  incident text collate "C" primary key,
  exercise text not null,
  type text not null
);
create index play_exercise on play (exercise, incident);
create table participation (
  jurisdiction text primary key,
  exercise text not null,
  "on" text not null,
  role text not null,
  ${MARKING_COLUMNS}
);
`;
