import type { Marking } from '../kit/marking.ts';
import type { Pair, Traffic } from './traffic.ts';

/** What was counted between two agencies. */
export interface CooperationFigures {
  readonly bulletins: number;
  readonly acknowledged: number;
  /** Null when nothing was acknowledged. */
  readonly medianMinutesToAcknowledge: number | null;
  readonly rfis: number;
  readonly rfisOnTime: number;
}

/** What the traffic of one pair comes to. */
export function figuresOf(traffic: readonly Traffic[]): CooperationFigures {
  const bulletins = traffic.filter((each) => each.kind === 'bulletin');
  const rfis = traffic.filter((each) => each.kind === 'rfi');
  const minutes = bulletins.flatMap((each) => (each.minutes === null ? [] : [each.minutes]));
  return {
    bulletins: bulletins.length,
    acknowledged: minutes.length,
    medianMinutesToAcknowledge: median(minutes),
    rfis: rfis.length,
    rfisOnTime: rfis.filter(({ isOnTime }) => isOnTime).length,
  };
}

/** A pair's own figures are for both agencies, and for the chair, who makes them: a league table of all is for nobody. */
export function figuresMarking({ issuerId, recipientId, status }: Pair): Marking {
  return {
    tlp: 'AMBER',
    releasableTo: [...new Set([issuerId, recipientId])],
    originator: 'coordination',
    caveats: [],
    case: null,
    status,
  };
}

/** That there are two such agencies is for the community; it names whom the figures are for, by which they are decided. */
export function pairMarking(pair: Pair): Marking {
  return { ...figuresMarking(pair), tlp: 'GREEN' };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
