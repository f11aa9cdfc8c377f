import type { Marking } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';

/** AMBER for the agencies that play. */
export function forTheRoom(exercise: Scenario, originator = 'intelligence'): Marking {
  return exercise.marking('AMBER', originator, { releasableTo: exercise.players });
}

/** What rests on sources and methods: only its originator releases it further. */
export function originatorControlled(exercise: Scenario, originator = 'intelligence'): Marking {
  return exercise.marking('AMBER_STRICT', originator, { caveats: ['ORCON'] });
}
