import type { ConnectionArguments } from '../kit/connection.ts';
import { listed } from '../kit/guard/sealed-row.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type {
  Attribution,
  ForeignNexus,
  Judgment,
  RelatedActor,
  ThreatAssessment,
} from './judgment-tables.ts';
import type { Intelligence } from './source.ts';
import type { Actor, Campaign } from './tables.ts';

interface Keyed {
  readonly id: string;
}

/** How the agency's entities are found. */
export const entities: Entities<Intelligence> = {
  ThreatActor: ({ id }: Keyed, { source }) => source.actor.load(id),
  Campaign: ({ id }: Keyed, { source }) => source.campaign.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<Intelligence> = {
  Query: {
    actor: (_, { id }: Keyed, { source }) => source.actor.load(id),
    actors: (_, given: ConnectionArguments, { source }) => source.actors(given),
    campaign: (_, { id }: Keyed, { source }) => source.campaign.load(id),
    campaigns: (_, given: ConnectionArguments, { source }) => source.campaigns(given),
  },
  ThreatActor: {
    campaigns: (actor: Actor, _, { source }) => source.campaignsOf(actor),
    judgments: ({ id }: Actor, _, { source }) => source.judgmentsOf.load(id),
  },
  Campaign: {
    actors: (campaign: Campaign, _, { source }) => source.actorsOf(campaign),
    incidents: async ({ id }: Campaign, _, { source }) =>
      (await source.attributionsOf.load(id)).map(({ incident }) => ({ id: incident })),
    judgments: ({ id }: Campaign, _, { source }) => source.judgmentsOf.load(id),
  },
  Incident: {
    attribution: ({ id }: Keyed, _, { source }) => source.attribution.load(id),
    campaign: async ({ id }: Keyed, _, { source }) => {
      const attribution = await source.attribution.load(id);
      // Of what the caller may not know only the key and the marking are there.
      if (attribution === null || !('campaign' in attribution)) return null;
      return source.campaign.load(attribution.campaign);
    },
  },
  Attribution: {
    actor: ({ actor }: Attribution, _, { source }) => source.actor.load(actor),
    judgments: ({ campaign }: Attribution, _, { source }) => source.judgmentsOf.load(campaign),
    dissent: ({ campaign }: Attribution, _, { source }) => dissentOn(campaign, source),
  },
  Judgment: {
    agency: ({ agency }: Judgment) => ({ id: agency }),
  },
  Election: {
    threatAssessment: ({ id }: Keyed, _, { source }) => source.threatAssessment.load(id),
  },
  ThreatAssessment: {
    actors: async ({ actorIds }: ThreatAssessment, _, { source }) => {
      return listed(await source.actor.loadMany(actorIds));
    },
  },
  Indicator: {
    relatedActor: ({ id }: Keyed, _, { source }) => source.relatedActor.load(id),
  },
  RelatedActor: {
    actor: ({ actor }: RelatedActor, _, { source }) => source.actor.load(actor),
  },
  Narrative: {
    foreignNexus: ({ id }: Keyed, _, { source }) => source.foreignNexus.load(id),
  },
  ForeignNexus: {
    actor: ({ actor }: ForeignNexus, _, { source }) => (actor === null ? null : source.actor.load(actor)),
    dissent: ({ narrative }: ForeignNexus, _, { source }) => dissentOn(narrative, source),
  },
  NotificationCase: {
    intelligenceView: async ({ id }: Keyed, _, { source }) =>
      (await source.judgmentsOf.load(id)).find(({ agency }) => agency === 'intelligence') ?? null,
  },
  Sitrep: {
    intelligenceChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt ? source.changes.load(new Date(issuedAt).toISOString()) : null,
  },
};

async function dissentOn(subject: string, source: Intelligence): Promise<readonly Judgment[]> {
  const all = await source.judgmentsOf.load(subject);
  return all.filter(({ opinion }) => opinion === 'DISAGREE' || opinion === 'STRONGLY_DISAGREE');
}
