import type { CapStatus, Marking } from '../kit/marking.ts';
import { figuresOf } from './cooperation-figures.ts';
import type { CooperationFigures } from './cooperation-figures.ts';
import { byPair } from './traffic.ts';
import type { Pair, Traffic } from './traffic.ts';

/** The average of pairs, figure by figure; null is a figure that too few pairs have. */
export type CooperationAverage = {
  readonly [P in keyof CooperationFigures]: number | null;
};

/**
 * How many pairs a figure is averaged over at least.
 *
 * Pairs of which the reader is shown the figures are left out, so that they cannot be subtracted. Of two others, each
 * could subtract what it knows of itself and would have the other's; of three nobody can.
 */
const SMALLEST_NUMBER_OF_PAIRS = 3;

/**
 * The average of all pairs whose own figures the reader is not shown; null where none of its figures can be told.
 *
 * Each figure is averaged over the pairs that have it, bulletins over those that sent any, and is a whole number: an
 * average of exactly 0 would tell that each of them is 0.
 */
export function averageOf(
  traffic: readonly Traffic[],
  status: CapStatus,
  isShown: (pair: Pair) => boolean,
): CooperationAverage | null {
  const others = traffic.filter((each) => each.status === status && !isShown(each));
  const pairs = [...byPair(others).values()].map(figuresOf);
  const issuing = pairs.filter(({ bulletins }) => bulletins > 0);
  const asking = pairs.filter(({ rfis }) => rfis > 0);
  const average = {
    bulletins: mean(issuing.map(({ bulletins }) => bulletins)),
    acknowledged: mean(issuing.map(({ acknowledged }) => acknowledged)),
    medianMinutesToAcknowledge: mean(issuing.flatMap((each) => each.medianMinutesToAcknowledge ?? [])),
    rfis: mean(asking.map(({ rfis }) => rfis)),
    rfisOnTime: mean(asking.map(({ rfisOnTime }) => rfisOnTime)),
  };
  return Object.values(average).every((figure) => figure === null) ? null : average;
}

/** An average tells of no pair: it is for the community. */
export function averageMarking(status: CapStatus): Marking {
  return { tlp: 'GREEN', releasableTo: [], originator: 'coordination', caveats: [], case: null, status };
}

function mean(values: readonly number[]): number | null {
  if (values.length < SMALLEST_NUMBER_OF_PAIRS) return null;
  return Math.round(values.reduce((sum, each) => sum + each, 0) / values.length);
}
