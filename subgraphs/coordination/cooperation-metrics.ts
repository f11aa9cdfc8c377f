import type { CapStatus, Marking } from '../kit/marking.ts';
import { averageMarking, averageOf } from './cooperation-average.ts';
import type { CooperationAverage } from './cooperation-average.ts';
import { figuresMarking, figuresOf, pairMarking } from './cooperation-figures.ts';
import { byPair, pairKey } from './traffic.ts';
import type { Pair, Traffic } from './traffic.ts';

/** How two agencies work together, as the schema's type has it. */
export interface CooperationMetric {
  readonly issuerId: string;
  readonly recipientId: string;
  /** Null where the reader may not see the pair's own: of such a pair nothing is read. */
  readonly figures: Marked<CooperationAverage> | null;
  /** Null where too few pairs would be averaged. */
  readonly average: Marked<CooperationAverage> | null;
  readonly marking: Marking;
}

type Marked<T> = T & { readonly marking: Marking };

/** What the metrics of one reader are made of. */
export interface MetricsGround {
  /** Of the time asked for, as far as the reader may see it. */
  readonly seen: readonly Traffic[];
  /** Of all time and of everybody, for the average alone. */
  readonly everybodys: readonly Traffic[];
  /** Ids of the agencies of the community. */
  readonly agencies: readonly string[];
  /** Whether the reader may see a pair's own figures. */
  readonly isShown: (pair: Pair) => boolean;
}

/**
 * The metrics of pairs of agencies, by issuer and recipient.
 *
 * Of the pairs whose figures the reader may see, those that had to do with each other in the time asked for. Of all
 * others each that there could be, with the average, whether they had to do with each other or not: which of them did is
 * theirs. Where there is no average there is nothing to show of them.
 */
export function cooperationMetrics({
  seen,
  everybodys,
  agencies,
  isShown,
}: MetricsGround): readonly CooperationMetric[] {
  const averages = new Map(
    [...new Set([...everybodys, ...seen].map(({ status }) => status))].map((status) => {
      const average = averageOf(everybodys, status, isShown);
      return [status, average && { ...average, marking: averageMarking(status) }] as const;
    }),
  );
  const shown = [...byPair(seen.filter(isShown)).values()].flatMap((traffic) => {
    const [pair] = traffic;
    if (pair === undefined) return [];
    return [{ pair, figures: { ...figuresOf(traffic), marking: figuresMarking(pair) } }];
  });
  const others = [...averages].flatMap(([status, average]) =>
    average === null ? [] : pairsAmong(agencies, status).filter((pair) => !isShown(pair)),
  );
  return [...shown, ...others.map((pair) => ({ pair, figures: null }))]
    .toSorted((a, b) => (pairKey(a.pair) < pairKey(b.pair) ? -1 : 1))
    .map(({ pair, figures }) => ({
      issuerId: pair.issuerId,
      recipientId: pair.recipientId,
      figures,
      average: averages.get(pair.status) ?? null,
      marking: pairMarking(pair),
    }));
}

function pairsAmong(agencies: readonly string[], status: CapStatus): readonly Pair[] {
  return agencies.flatMap((issuerId) =>
    agencies
      .filter((recipientId) => recipientId !== issuerId)
      .map((recipientId) => ({ issuerId, recipientId, status })),
  );
}
