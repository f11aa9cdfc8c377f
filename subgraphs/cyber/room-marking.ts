import type { Caveat, Marking } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';

/** Agencies with a desk in the room; exercise control only watches. */
const room = [
  'coordination',
  'elections',
  'cyber',
  'law-enforcement',
  'intelligence',
  'information-environment',
];

/** AMBER for the agencies in the room. */
export function forTheRoom(exercise: Scenario, caveats: readonly Caveat[] = []): Marking {
  return exercise.marking('AMBER', 'cyber', { releasableTo: room, caveats });
}
