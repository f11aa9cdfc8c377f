import { CHANGE_LOG_MIGRATION, changesSince } from '../kit/change-log.ts';
import { connection } from '../kit/connection.ts';
import { before, filtered, isPresent, oneOf } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { sql } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import type { GuardedStore } from '../kit/guard/guarded-rows.ts';
import {
  exerciseMigration,
  exercises,
  injects,
  objectives,
  participations,
  plays,
} from './exercise-tables.ts';
import type { Inject } from './exercise-tables.ts';
import {
  actionsOfIncident,
  actionTypes,
  correctiveActions,
  lessonMigration,
  observations,
} from './lesson-tables.ts';
import type { ActionType, CorrectiveAction } from './lesson-tables.ts';

/** The tables of exercise control. */
export const migrations = [exerciseMigration, lessonMigration, CHANGE_LOG_MIGRATION];

/** Exercise control's data for one request. */
export type ExerciseSource = ReturnType<typeof openExerciseSource>;

/** Opens exercise control's data for one request. */
export function openExerciseSource(store: GuardedStore) {
  return {
    exercise: byKey(store, exercises),
    exercises: connection(store, exercises, {
      orders: { STARTED_AT: 'startedAt' },
      defaultOrder: { field: 'STARTED_AT', direction: 'DESC' },
    }),
    objective: byKey(store, objectives),
    objectivesOf: manyBy(store, objectives, 'exercise', { orderBy: { field: 'id', direction: 'ASC' } }),
    inject: byKey(store, injects),
    injectOfIncident: byKey(store, injects, 'incident'),
    injects: connection(store, injects, {
      orders: { NUMBER: 'number', PLANNED_AT: 'plannedAt' },
      defaultOrder: { field: 'NUMBER', direction: 'ASC' },
      filters: {
        exercise: oneOf<Inject>('exercise'),
        released: isPresent<Inject>('releasedAt'),
        incident: oneOf<Inject>('incident'),
      },
    }),
    injectsOf: manyBy(store, injects, 'exercise', { orderBy: { field: 'number', direction: 'ASC' } }),
    observation: byKey(store, observations),
    observationsOf: manyBy(store, observations, 'exercise', { orderBy: { field: 'at', direction: 'ASC' } }),
    correctiveAction: byKey(store, correctiveActions),
    correctiveActions: connection(store, correctiveActions, {
      orders: { DUE_AT: 'dueAt' },
      defaultOrder: { field: 'DUE_AT', direction: 'ASC' },
      filters: {
        exercise: oneOf<CorrectiveAction>('exercise'),
        open: isOpen,
        incidentType: helpsWith,
        dueBefore: before<CorrectiveAction>('dueAt'),
      },
    }),
    correctiveActionsOf: manyBy(store, correctiveActions, 'exercise', {
      orderBy: { field: 'dueAt', direction: 'ASC' },
    }),
    play: byKey(store, plays),
    playsOf: manyBy(store, plays, 'exercise', { orderBy: { field: 'incident', direction: 'ASC' } }),
    actionsOfIncident: manyBy(store, actionsOfIncident, 'incident', {
      orderBy: { field: 'dueAt', direction: 'ASC' },
    }),
    participation: byKey(store, participations),
    changesSince: changesSince(store),
  };
}

const isClosed = isPresent<CorrectiveAction>('closedAt');

const isOpen: Filter<CorrectiveAction> = {
  properties: isClosed.properties,
  predicate: (columns, open) => isClosed.predicate(columns, open !== true),
};

const helpsWith: Filter<CorrectiveAction> = {
  properties: ['id'],
  predicate: (_, incidentType) => {
    const types = filtered(actionTypes, { is: oneOf<ActionType>('incidentType') }, { is: incidentType });
    return sql`"id" in (select "action" from ${actionTypes.sql} where ${types})`;
  },
};
