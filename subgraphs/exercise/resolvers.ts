import type { ConnectionArguments } from '../kit/connection.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type { Exercise, Inject, Participation } from './exercise-tables.ts';
import type { CorrectiveAction, Observation } from './lesson-tables.ts';
import type { ExerciseSource } from './source.ts';

interface Ref {
  readonly id: string;
}

/** How exercise control's entities are found. */
export const entities: Entities<ExerciseSource> = {
  Exercise: ({ id }: Ref, { source }) => source.exercise.load(id),
  Objective: ({ id }: Ref, { source }) => source.objective.load(id),
  Inject: ({ id }: Ref, { source }) => source.inject.load(id),
  Observation: ({ id }: Ref, { source }) => source.observation.load(id),
  CorrectiveAction: ({ id }: Ref, { source }) => source.correctiveAction.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<ExerciseSource> = {
  Query: {
    exercise: (_, { id }: Ref, { source }) => source.exercise.load(id),
    exercises: (_, given: ConnectionArguments, { source }) => source.exercises(given),
    injects: (_, given: ConnectionArguments, { source }) => source.injects(given),
    correctiveActions: (_, given: ConnectionArguments, { source }) => source.correctiveActions(given),
  },
  Exercise: {
    objectives: ({ id }: Exercise, _, { source }) => source.objectivesOf.load(id),
    injects: ({ id }: Exercise, _, { source }) => source.injectsOf.load(id),
    observations: ({ id }: Exercise, _, { source }) => source.observationsOf.load(id),
    correctiveActions: ({ id }: Exercise, _, { source }) => source.correctiveActionsOf.load(id),
    participants: ({ participants }: Exercise) => participants.map((id) => ({ id })),
    incidents: async ({ id }: Exercise, _, { source }) =>
      (await source.playsOf.load(id)).map(({ incident }) => ({ id: incident })),
  },
  Inject: {
    exercise: ({ exercise }: Inject, _, { source }) => source.exercise.load(exercise),
    incident: ({ incident }: Inject) => (incident === null ? null : { id: incident }),
    objective: ({ objective }: Inject, _, { source }) =>
      objective === null ? null : source.objective.load(objective),
  },
  Observation: {
    agency: ({ agency }: Observation) => ({ id: agency }),
    objective: ({ objective }: Observation, _, { source }) => source.objective.load(objective),
  },
  CorrectiveAction: {
    exercise: ({ exercise }: CorrectiveAction, _, { source }) => source.exercise.load(exercise),
    observation: ({ observation }: CorrectiveAction, _, { source }) => source.observation.load(observation),
    closedOnTime: ({ closedAt, dueAt }: CorrectiveAction) => (closedAt === null ? null : closedAt <= dueAt),
  },
  Incident: {
    inject: ({ id }: Ref, _, { source }) => source.injectOfIncident.load(id),
    // Control knows the type of its own incidents only; of others it cannot say what would help.
    correctiveActions: async ({ id }: Ref, _, { source }) => {
      const [play, actions] = await Promise.all([source.play.load(id), source.actionsOfIncident.load(id)]);
      return play === null ? null : actions;
    },
  },
  Jurisdiction: {
    lastExercise: ({ ocdId }: { readonly ocdId: string }, _, { source }) => source.participation.load(ocdId),
  },
  ExerciseParticipation: {
    exercise: ({ exercise }: Participation, _, { source }) => source.exercise.load(exercise),
  },
  Sitrep: {
    exerciseChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt ? source.changesSince.load(new Date(issuedAt).toISOString()) : null,
  },
};
