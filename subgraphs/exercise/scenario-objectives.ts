import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { objectives } from './exercise-tables.ts';
import type { Objective } from './exercise-tables.ts';

/** What the exercises are to show, by the kind of incident that shows it. */
const aims = {
  warn: {
    text: 'Every affected office hears of a threat within 30 minutes of the first report',
    coreCapability: 'Operational Coordination',
    capabilityTarget: 'All affected offices acknowledge within 30 minutes',
    criticalTasks: ['Issue the bulletin', 'Follow up on offices that do not acknowledge'],
  },
  share: {
    text: 'An office can block what another has seen within an hour',
    coreCapability: 'Intelligence and Information Sharing',
    capabilityTarget: 'An indicator reaches all offices that can use it within 60 minutes',
    criticalTasks: ['Share the indicator without its source', 'Report sightings back'],
  },
  restore: {
    text: 'Voting goes on or is restored within an hour',
    coreCapability: 'Operational Coordination',
    capabilityTarget: 'No place loses more than 60 minutes of voting',
    criticalTasks: ['Use paper poll books', 'Ask the court for more time', 'Tell the voters'],
  },
  correct: {
    text: 'A false claim about voting is answered within an hour, with one voice',
    coreCapability: 'Public Information and Warning',
    capabilityTarget: 'A correction of the office that knows is out within 60 minutes',
    criticalTasks: [
      'Check the claim with the office',
      'Publish the correction',
      'Link to it from all agencies',
    ],
  },
} as const;

/** The name of an aim. */
export type Aim = keyof typeof aims;

const order: readonly Aim[] = ['warn', 'share', 'restore', 'correct'];
const earlierRatings: Readonly<Record<Aim, string>> = { warn: 'S', share: 'M', restore: 'M', correct: 'P' };

/** The objective of an aim in the exercise that is played. */
export function objectiveId(aim: Aim): string {
  return `ob-2024-11-${String(order.indexOf(aim) + 1).padStart(2, '0')}`;
}

/** The objective of an aim in the exercise before. */
export function earlierObjectiveId(aim: Aim): string {
  return `ob-2024-08-${String(order.indexOf(aim) + 1).padStart(2, '0')}`;
}

/** The objectives of both exercises; those of the one that is played are not rated before it ends. */
export function objectiveChanges(scenario: Scenario): readonly Change[] {
  const marking = scenario.marking('GREEN', 'exercise');
  return putAll(objectives, [
    ...order.map((aim): Objective => ({
      ...aims[aim],
      id: objectiveId(aim),
      exercise: scenario.exercise,
      rating: null,
      marking,
    })),
    ...order.map((aim): Objective => ({
      ...aims[aim],
      id: earlierObjectiveId(aim),
      exercise: scenario.earlierExercise,
      rating: earlierRatings[aim],
      marking: { ...marking, case: scenario.earlierExercise },
    })),
  ]);
}
