import type { ConnectionArguments } from '../kit/connection.ts';
import { listed } from '../kit/guard/sealed-row.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type { InformationEnvironment } from './source.ts';
import type { Narrative } from './tables.ts';

interface Keyed {
  readonly id: string;
}

/** How the agency's entities are found. */
export const entities: Entities<InformationEnvironment> = {
  Narrative: ({ id }: Keyed, { source }) => source.narrative.load(id),
  InfluenceTechnique: ({ id }: Keyed, { source }) => source.technique.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<InformationEnvironment> = {
  Query: {
    narrative: (_, { id }: Keyed, { source }) => source.narrative.load(id),
    narratives: (_, given: ConnectionArguments, { source }) => source.narratives(given),
    influenceTechniques: (_, given: ConnectionArguments, { source }) => source.techniques(given),
  },
  Narrative: {
    targets: ({ targetIds }: Narrative) => targetIds.map((ocdId) => ({ ocdId })),
    techniques: async ({ techniqueNumbers }: Narrative, _, { source }) => {
      // A number of a catalogue that was not loaded, or of another edition, names nothing here.
      return listed(await source.techniqueByNumber.loadMany(techniqueNumbers));
    },
    examples: ({ id }: Keyed, _, { source }) => source.examples.load(id),
  },
  Incident: {
    relatedNarratives: ({ id }: Keyed, _, { source }) => source.narrativesOf.load(id),
  },
  Jurisdiction: {
    narrativesTargeting: ({ ocdId }: { readonly ocdId: string }, given: ConnectionArguments, { source }) =>
      source.narrativesTargeting(ocdId, given),
  },
  ThreatActor: {
    narratives: ({ id }: Keyed, _, { source }) => source.narrativesOf.load(id),
  },
  Campaign: {
    narratives: ({ id }: Keyed, _, { source }) => source.narrativesOf.load(id),
  },
  NotificationCase: {
    narratives: async (
      { narrativeIds }: { readonly narrativeIds?: readonly string[] | null },
      _,
      { source },
    ) => {
      return listed(await source.narrative.loadMany(narrativeIds ?? []));
    },
  },
  Sitrep: {
    informationEnvironmentChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt ? source.changes.load(new Date(issuedAt).toISOString()) : null,
  },
};
