import type { CapStatus, Marking } from '../kit/marking.ts';
import { table } from '../kit/table.ts';
import type { TableSpec } from '../kit/table.ts';

/** A bulletin as its issuer sent it. */
export interface Bulletin {
  readonly id: string;
  readonly headline: string;
  readonly text: string;
  readonly whatToDo: string;
  readonly issuerId: string;
  readonly issuedAt: string;
  readonly msgType: string;
  readonly urgency: string;
  readonly certainty: string;
  readonly incidentId: string | null;
  readonly ackDueAt: string;
  readonly indicatorIds: readonly string[];
  readonly marking: Marking;
}

/** A bulletin to a division or to one below it. */
export interface BulletinInDivision extends Bulletin {
  readonly division: string;
}

/** A bulletin that asks somebody for an acknowledgement. */
export interface AskedBulletin extends Bulletin {
  readonly recipient: string;
}

/** One that a bulletin asks to acknowledge it. */
export interface Audience {
  readonly bulletinId: string;
  readonly ocdId: string;
  /** The agency that answers for the jurisdiction. */
  readonly agencyId: string;
  readonly capStatus: CapStatus;
}

/** That one of the audience received a bulletin. */
export interface Acknowledgement {
  readonly bulletinId: string;
  readonly byId: string;
  readonly at: string;
  readonly minutesToAcknowledge: number;
  readonly feedback: string | null;
  readonly marking: Marking;
}

/** A request for information. */
export interface Rfi {
  readonly id: string;
  readonly question: string;
  readonly fromId: string;
  readonly toId: string;
  readonly incidentId: string | null;
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly status: string;
  readonly blocksDecision: string | null;
  readonly marking: Marking;
}

/** A request to release what is withheld. */
export interface ReleaseRequest {
  readonly id: string;
  readonly of: string;
  readonly coordinate: string;
  readonly requesterId: string;
  readonly custodianId: string;
  readonly justification: string;
  readonly requestedAt: string;
  readonly decision: string;
  readonly decidedAt: string | null;
  readonly tearline: string | null;
  readonly marking: Marking;
}

const bulletinColumns = {
  id: 'text',
  headline: 'text',
  text: 'text',
  whatToDo: 'text',
  issuerId: 'text',
  issuedAt: 'text',
  msgType: 'text',
  urgency: 'text',
  certainty: 'text',
  incidentId: 'text?',
  ackDueAt: 'text',
  indicatorIds: 'json',
} as const satisfies TableSpec<Bulletin>['columns'];

/** Bulletins. */
export const bulletins = table<Bulletin>({
  name: 'bulletin',
  key: ['id'],
  columns: bulletinColumns,
  marked: true,
  type: 'Bulletin',
});

/** A view: bulletins by each division that one of their audience is or lies in. */
export const bulletinsInDivision = table<BulletinInDivision>({
  name: 'bulletin_in_division',
  key: ['id'],
  columns: { ...bulletinColumns, division: 'text' },
  marked: true,
  type: 'Bulletin',
});

/** A view: bulletins by each of their audience. */
export const askedBulletins = table<AskedBulletin>({
  name: 'asked_bulletin',
  key: ['id'],
  columns: { ...bulletinColumns, recipient: 'text' },
  marked: true,
  type: 'Bulletin',
});

/** Whom bulletins ask for an acknowledgement. */
export const audiences = table<Audience>({
  name: 'bulletin_audience',
  key: ['bulletinId', 'ocdId'],
  columns: { bulletinId: 'text', ocdId: 'text', agencyId: 'text', capStatus: 'text' },
});

/** The divisions that a bulletin's audience are and lie in. */
export const bulletinDivisions = table<{
  readonly bulletinId: string;
  readonly ocdId: string;
  readonly capStatus: CapStatus;
}>({
  name: 'bulletin_division',
  key: ['bulletinId', 'ocdId'],
  columns: { bulletinId: 'text', ocdId: 'text', capStatus: 'text' },
});

/** Acknowledgements. */
export const acknowledgements = table<Acknowledgement>({
  name: 'acknowledgement',
  key: ['bulletinId', 'byId'],
  columns: {
    bulletinId: 'text',
    byId: 'text',
    at: 'text',
    minutesToAcknowledge: 'integer',
    feedback: 'text?',
  },
  marked: true,
  type: 'Acknowledgement',
});

/** Requests for information. */
export const rfis = table<Rfi>({
  name: 'rfi',
  key: ['id'],
  columns: {
    id: 'text',
    question: 'text',
    fromId: 'text',
    toId: 'text',
    incidentId: 'text?',
    raisedAt: 'text',
    dueAt: 'text',
    answeredAt: 'text?',
    answer: 'text?',
    status: 'text',
    blocksDecision: 'text?',
  },
  marked: true,
  type: 'Rfi',
});

/** Requests to release what is withheld. */
export const releaseRequests = table<ReleaseRequest>({
  name: 'release_request',
  key: ['id'],
  columns: {
    id: 'text',
    of: 'text',
    coordinate: 'text',
    requesterId: 'text',
    custodianId: 'text',
    justification: 'text',
    requestedAt: 'text',
    decision: 'text',
    decidedAt: 'text?',
    tearline: 'text?',
  },
  marked: true,
  type: 'ReleaseRequest',
});
