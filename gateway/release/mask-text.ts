import { stateOf } from '../../schema/policy/resource.ts';
import type { Marking } from '../marking/marking.ts';

/**
 * The text of a mask for one object; `{state}` becomes the state of what the object is about: `GA`.
 *
 * Where that is not known it says `the country`, so that nothing is told by a missing name.
 */
export function maskText(mask: string, marking: Marking | undefined): string {
  const division = marking?.division === undefined ? undefined : stateOf(marking.division);
  const state = division?.slice(division.lastIndexOf(':') + 1).toUpperCase();
  return mask.replaceAll('{state}', state ?? 'the country');
}
