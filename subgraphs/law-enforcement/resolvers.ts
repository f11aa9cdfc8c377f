import type { ConnectionArguments } from '../kit/connection.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type { LawEnforcementSource } from './source.ts';
import type { Assessment, Liaison, VictimNotification } from './tables.ts';

interface Keyed {
  readonly id: string;
}

interface Division {
  readonly ocdId: string;
}

/** How the entity that law enforcement owns is found; to all others it only contributes. */
export const entities: Entities<LawEnforcementSource> = {
  VictimNotification: ({ id }: Keyed, { source }) => source.victimNotification.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<LawEnforcementSource> = {
  Query: {
    victimNotifications: (_, given: ConnectionArguments, { source }) => source.victimNotifications(given),
    assessments: (_, given: ConnectionArguments, { source }) => source.assessments(given),
  },
  Incident: {
    lawEnforcement: ({ id }: Keyed, _, { source }) => source.assessment.load(id),
    victimNotifications: ({ id }: Keyed, _, { source }) => source.victimNotificationsOf.load(id),
  },
  LawEnforcementAssessment: {
    incident: ({ incidentId }: Assessment) => ({ id: incidentId }),
    lead: ({ leadId }: Assessment) => ({ id: leadId }),
    evidenceHold: ({ incidentId }: Assessment, _, { source }) => source.evidenceHold.load(incidentId),
  },
  VictimNotification: {
    incident: ({ incidentId }: VictimNotification) => ({ id: incidentId }),
    recipient: ({ recipientId }: VictimNotification) => ({ ocdId: recipientId }),
    by: ({ byId }: VictimNotification) => ({ id: byId }),
  },
  Jurisdiction: {
    liaison: ({ ocdId }: Division, _, { source }) => source.liaison.load(ocdId),
    threatLevel: ({ ocdId }: Division, _, { source }) => source.threatLevel.load(ocdId),
  },
  Liaison: {
    agency: ({ agencyId }: Liaison) => ({ id: agencyId }),
  },
  PollingPlace: {
    protectiveNote: ({ id }: Keyed, _, { source }) => source.protectiveNote.load(id),
    sweep: ({ id }: Keyed, _, { source }) => source.sweep.load(id),
    securityPlan: ({ id }: Keyed, _, { source }) => source.securityPlan.load(id),
  },
  VotingSystem: {
    evidenceHold: ({ id }: Keyed, _, { source }) => source.evidenceHold.load(id),
  },
  Indicator: {
    legalProcessUse: ({ id }: Keyed, _, { source }) => source.legalProcessUse.load(id),
  },
  ThreatActor: {
    charged: ({ id }: Keyed, _, { source }) => source.charges.load(id),
  },
  Campaign: {
    charged: ({ id }: Keyed, _, { source }) => source.charges.load(id),
  },
  Inject: {
    lawEnforcementActions: ({ id }: Keyed, _, { source }) => source.playerActions.load(id),
  },
  Sitrep: {
    lawEnforcementChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt ? source.changes.load(new Date(issuedAt).toISOString()) : null,
  },
};
