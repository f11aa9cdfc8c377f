import type { Marking } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';

/** The marking of what flows to the whole room within minutes, such as whether a threat is credible. */
export function forTheRoom(scenario: Scenario): Marking {
  return scenario.marking('AMBER', 'law-enforcement', { releasableTo: scenario.agencies });
}

/** The marking of what only law enforcement holds, and those named. */
export function caseSensitive(scenario: Scenario, releasableTo: readonly string[] = []): Marking {
  return scenario.marking('RED', 'law-enforcement', { caveats: ['LES'], releasableTo });
}
