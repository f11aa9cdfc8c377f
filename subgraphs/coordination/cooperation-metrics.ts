import type { CapStatus, Marking } from '../kit/marking.ts';
import type { Acknowledgement, Audience, Bulletin, Rfi } from './exchange-tables.ts';

/** How two agencies worked together, as the schema's type has it. */
export interface CooperationMetric {
  readonly issuerId: string;
  readonly recipientId: string;
  readonly bulletins: number;
  readonly acknowledged: number;
  /** Null when nothing was acknowledged. */
  readonly medianMinutesToAcknowledge: number | null;
  readonly rfis: number;
  readonly rfisOnTime: number;
  readonly marking: Marking;
}

/** A bulletin with those it was sent to and those who acknowledged it. */
export interface SentBulletin {
  readonly bulletin: Bulletin;
  readonly audience: readonly Audience[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/**
 * The metrics of every pair of agencies that had to do with each other, by issuer and recipient.
 *
 * A bulletin counts once for each office that it was sent to. Real traffic and an exercise's are never put together:
 * each has metrics of its own, which say so in their marking.
 */
export function cooperationMetrics(
  sent: readonly SentBulletin[],
  rfis: readonly Rfi[],
): readonly CooperationMetric[] {
  const requests = sent.flatMap(requestsOf);
  const asked = rfis.map((rfi) => ({ ...pairOf(rfi.fromId, rfi.toId, rfi.marking.status), rfi }));
  const pairs = new Map([...requests, ...asked].map((each) => [each.pair, each]));
  const requestsByPair = Map.groupBy(requests, ({ pair }) => pair);
  const askedByPair = Map.groupBy(asked, ({ pair }) => pair);
  return [...pairs.values()]
    .toSorted((a, b) => (a.pair < b.pair ? -1 : 1))
    .map(({ pair, issuerId, recipientId, status }) => {
      const ofPair = requestsByPair.get(pair) ?? [];
      const questions = askedByPair.get(pair) ?? [];
      const minutes = ofPair.flatMap((each) => (each.minutes === null ? [] : [each.minutes]));
      return {
        issuerId,
        recipientId,
        bulletins: ofPair.length,
        acknowledged: minutes.length,
        medianMinutesToAcknowledge: median(minutes),
        rfis: questions.length,
        rfisOnTime: questions.filter(({ rfi }) => rfi.answeredAt !== null && rfi.answeredAt <= rfi.dueAt)
          .length,
        marking: metricMarking(issuerId, recipientId, status),
      };
    });
}

interface Pair {
  readonly pair: string;
  readonly issuerId: string;
  readonly recipientId: string;
  readonly status: CapStatus;
}

interface AckRequest extends Pair {
  /** Null while it is not acknowledged. */
  readonly minutes: number | null;
}

function requestsOf({ bulletin, audience, acknowledgements }: SentBulletin): readonly AckRequest[] {
  const minutes = new Map(
    acknowledgements.map(({ byId, minutesToAcknowledge }) => [byId, minutesToAcknowledge]),
  );
  return audience.map(({ ocdId, agencyId }) => ({
    ...pairOf(bulletin.issuerId, agencyId, bulletin.marking.status),
    minutes: minutes.get(ocdId) ?? null,
  }));
}

function pairOf(issuerId: string, recipientId: string, status: CapStatus): Pair {
  return { pair: JSON.stringify([issuerId, recipientId, status]), issuerId, recipientId, status };
}

// Both agencies and the chair see their own pair; a league table of all is for nobody.
function metricMarking(issuerId: string, recipientId: string, status: CapStatus): Marking {
  return {
    tlp: 'AMBER',
    releasableTo: [...new Set([issuerId, recipientId])],
    originator: 'coordination',
    caveats: [],
    case: null,
    status,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
