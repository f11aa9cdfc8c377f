import type { CapStatus } from '../kit/marking.ts';
import type { Acknowledgement, Audience, Bulletin, Rfi } from './exchange-tables.ts';

/** Two agencies in the order in which one turned to the other; real traffic and an exercise's are never put together. */
export interface Pair {
  readonly issuerId: string;
  readonly recipientId: string;
  readonly status: CapStatus;
}

/** One thing that passed between two agencies: a bulletin to one office, or a request for information. */
export type Traffic = Pair &
  (
    | {
        readonly kind: 'bulletin';
        /** Null while it is not acknowledged. */
        readonly minutes: number | null;
      }
    | { readonly kind: 'rfi'; readonly isOnTime: boolean }
  );

/** A bulletin with those it was sent to and those who acknowledged it. */
export interface SentBulletin {
  readonly bulletin: Bulletin;
  readonly audience: readonly Audience[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** What passed between agencies; a bulletin once for each office that it was sent to. */
export function trafficOf(sent: readonly SentBulletin[], rfis: readonly Rfi[]): readonly Traffic[] {
  return [...sent.flatMap(ofBulletin), ...rfis.map(ofRfi)];
}

/** One text for one pair. */
export function pairKey({ issuerId, recipientId, status }: Pair): string {
  return JSON.stringify([issuerId, recipientId, status]);
}

/** What passed between the agencies of each pair, by `pairKey`. */
export function byPair(traffic: readonly Traffic[]): ReadonlyMap<string, readonly Traffic[]> {
  return Map.groupBy(traffic, pairKey);
}

function ofBulletin({ bulletin, audience, acknowledgements }: SentBulletin): readonly Traffic[] {
  const minutes = new Map(acknowledgements.map((each) => [each.byId, each.minutesToAcknowledge]));
  return audience.map(({ ocdId, agencyId }) => ({
    kind: 'bulletin',
    issuerId: bulletin.issuerId,
    recipientId: agencyId,
    status: bulletin.marking.status,
    minutes: minutes.get(ocdId) ?? null,
  }));
}

function ofRfi({ fromId, toId, marking, answeredAt, dueAt }: Rfi): Traffic {
  return {
    kind: 'rfi',
    issuerId: fromId,
    recipientId: toId,
    status: marking.status,
    isOnTime: answeredAt !== null && answeredAt <= dueAt,
  };
}
