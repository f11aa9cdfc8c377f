import type { Marking } from '../kit/marking.ts';
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
export function forTheRoom(exercise: Scenario, originator = 'intelligence'): Marking {
  return exercise.marking('AMBER', originator, { releasableTo: room });
}

/** What rests on sources and methods: only its originator releases it further. */
export function originatorControlled(exercise: Scenario, originator = 'intelligence'): Marking {
  return exercise.marking('AMBER_STRICT', originator, { caveats: ['ORCON'] });
}
