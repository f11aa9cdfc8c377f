import type { Resolvers } from '../kit/subgraph.ts';
import type { CooperationMetric } from './cooperation-metrics.ts';
import type { Acknowledgement, Bulletin, ReleaseRequest, Rfi } from './exchange-tables.ts';
import type { CoordinationSource } from './source.ts';

/** Resolvers of bulletins, requests for information, release requests and what is measured of them. */
export const exchangeResolvers: Resolvers<CoordinationSource> = {
  Bulletin: {
    issuer: ({ issuerId }: Bulletin, _, { source }) => source.agency.load(issuerId),
    capStatus: ({ marking }: Bulletin) => marking.status,
    incident: ({ incidentId }: Bulletin, _, { source }) =>
      incidentId === null ? null : source.incident.load(incidentId),
    audience: async ({ id }: Bulletin, _, { source }) => (await source.audience.load(id)).map(division),
    ackRate: async (bulletin: Bulletin, _, { source }) => {
      const [audience, waiting] = await Promise.all([
        source.audience.load(bulletin.id),
        unacknowledged(bulletin, source),
      ]);
      return audience.length === 0 ? null : (audience.length - waiting.length) / audience.length;
    },
    acknowledgements: ({ id }: Bulletin, _, { source }) => source.acknowledgements.load(id),
    overdue: async (bulletin: Bulletin, _, context) => {
      const [waiting, time] = await Promise.all([unacknowledged(bulletin, context.source), context.now()]);
      return bulletin.ackDueAt < time ? waiting : [];
    },
    unacknowledged: (bulletin: Bulletin, _, { source }) => unacknowledged(bulletin, source),
  },
  Acknowledgement: {
    by: ({ byId }: Acknowledgement) => ({ ocdId: byId }),
  },
  Rfi: {
    from: ({ fromId }: Rfi, _, { source }) => source.agency.load(fromId),
    to: ({ toId }: Rfi, _, { source }) => source.agency.load(toId),
    incident: ({ incidentId }: Rfi, _, { source }) =>
      incidentId === null ? null : source.incident.load(incidentId),
    minutesOverdue: async (rfi: Rfi, _, context) => minutesOverdue(rfi, await context.now()),
  },
  ReleaseRequest: {
    requester: ({ requesterId }: ReleaseRequest, _, { source }) => source.agency.load(requesterId),
    custodian: ({ custodianId }: ReleaseRequest, _, { source }) => source.agency.load(custodianId),
  },
  CooperationMetric: {
    issuer: ({ issuerId }: CooperationMetric, _, { source }) => source.agency.load(issuerId),
    recipient: ({ recipientId }: CooperationMetric, _, { source }) => source.agency.load(recipientId),
  },
};

/** Whole minutes past due: until its answer, or until now; one that will not be answered is never overdue. */
export function minutesOverdue({ status, answeredAt, dueAt }: Rfi, now: string): number {
  if (status === 'DECLINED' || status === 'WITHDRAWN') return 0;
  const end = Date.parse(answeredAt ?? now);
  return Math.max(0, Math.floor((end - Date.parse(dueAt)) / 60_000));
}

async function unacknowledged(
  { id }: Bulletin,
  source: CoordinationSource,
): Promise<readonly { readonly ocdId: string }[]> {
  const [audience, acknowledgements] = await Promise.all([
    source.audience.load(id),
    source.acknowledgements.load(id),
  ]);
  const received = new Set(acknowledgements.map(({ byId }) => byId));
  return audience.filter(({ ocdId }) => !received.has(ocdId)).map(division);
}

function division({ ocdId }: { readonly ocdId: string }): { readonly ocdId: string } {
  return { ocdId };
}
