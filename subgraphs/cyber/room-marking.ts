import type { Caveat, Marking } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';

/** AMBER for the agencies that play. */
export function forTheRoom(exercise: Scenario, caveats: readonly Caveat[] = []): Marking {
  return exercise.marking('AMBER', 'cyber', { releasableTo: exercise.players, caveats });
}
