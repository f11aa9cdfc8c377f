import type { Resolvers, SubgraphContext } from '../kit/subgraph.ts';
import { divisionAndAbove } from '../kit/division.ts';
import type { Disagreement, Incident } from './incident-tables.ts';
import type { Assignment } from './room-tables.ts';
import type { CoordinationSource } from './source.ts';

type Context = SubgraphContext<CoordinationSource>;

/** The function whose standing holders answer for an incident that has no holders of its own. */
const INCIDENT_RESPONSE = 'incident-response';

/** Resolvers of incidents and of what hangs on them. */
export const incidentResolvers: Resolvers<CoordinationSource> = {
  Incident: {
    state: ({ stateId }: Incident) => ({ ocdId: stateId }),
    jurisdiction: ({ jurisdictionId }: Incident) => ({ ocdId: jurisdictionId }),
    originator: ({ broughtInBy }: Incident, _, { source }) => source.agency.load(broughtInBy),
    places: ({ placeIds }: Incident) => placeIds.map((id) => ({ id })),
    placeCount: ({ placeIds, protectsVictim }: Incident) => (protectsVictim ? null : placeIds.length),
    victim: ({ id }: Incident, _, { source }) => source.victim.load(id),
    reporter: ({ id }: Incident, _, { source }) => source.reporter.load(id),
    stateOfficialNotice: ({ id }: Incident, _, { source }) => source.stateOfficialNotice.load(id),
    escalations: ({ id }: Incident, _, { source }) => source.escalations.load(id),
    disagreements: ({ id }: Incident, _, { source }) => source.disagreementsOf.load(id),
    bulletins: ({ id }: Incident, _, { source }) => source.bulletinsAbout.load(id),
    rfis: ({ id }: Incident, _, { source }) => source.rfisAbout.load(id),
    duplicateOf: ({ duplicateOfId }: Incident, _, { source }) =>
      duplicateOfId === null ? null : source.incident.load(duplicateOfId),
    assignments: ({ id }: Incident, _, { source }) => source.assignmentsFor.load(id),
    accountable,
  },
  Victim: {
    jurisdiction: ({ jurisdictionId }: { readonly jurisdictionId: string }) => ({ ocdId: jurisdictionId }),
  },
  Reporter: {
    agency: ({ agencyId }: { readonly agencyId: string }, _, { source }) => source.agency.load(agencyId),
  },
  StateOfficialNotice: {
    official: ({ officialId }: { readonly officialId: string | null }, _, { source }) =>
      officialId === null ? null : source.contact.load(officialId),
    notifiedBy: ({ notifiedById }: { readonly notifiedById: string | null }, _, { source }) =>
      notifiedById === null ? null : source.agency.load(notifiedById),
  },
  Escalation: {
    by: ({ byId }: { readonly byId: string }, _, { source }) => source.agency.load(byId),
  },
  Disagreement: {
    incident: ({ incidentId }: Disagreement, _, { source }) => source.incident.load(incidentId),
    positions: ({ id }: Disagreement, _, { source }) => source.positions.load(id),
  },
  Position: {
    agency: ({ agencyId }: { readonly agencyId: string }, _, { source }) => source.agency.load(agencyId),
  },
};

/** Whether an assignment holds at a time. */
export function holdsAt({ from, until }: Assignment, time: string): boolean {
  return from <= time && (until === null || time < until);
}

/** The holder of an incident itself, else the standing one of the nearest jurisdiction upwards. */
async function accountable(
  { id, stateId, jurisdictionId, protectsVictim }: Incident,
  _: unknown,
  context: Context,
): Promise<Assignment | null> {
  const { source } = context;
  // The standing holder's jurisdiction would tell who the victim is, so there the state answers.
  const chain = divisionAndAbove(protectsVictim ? stateId : jurisdictionId);
  const [time, own, ...upwards] = await Promise.all([
    context.now(),
    source.assignmentsFor.load(id),
    ...chain.map((division) => source.assignmentsIn.load(division)),
  ]);
  const holder = (all: readonly Assignment[]): Assignment | undefined =>
    all.find((each) => each.raci === 'ACCOUNTABLE' && holdsAt(each, time));
  const standing = upwards.map((all) =>
    holder(all.filter((each) => each.incidentId === null && each.function === INCIDENT_RESPONSE)),
  );
  return holder(own) ?? standing.find((each) => each !== undefined) ?? null;
}
