import type { Marking, Tlp } from '../marking.ts';

/**
 * The marking of loaded data with this label: nobody named, no caveats, actual.
 *
 * The originator is left empty; the agency whose store takes the record becomes it.
 */
export function markingOf(tlp: Tlp): Marking {
  return { tlp, releasableTo: [], originator: '', caveats: [], case: null, status: 'ACTUAL' };
}
