import type { ConnectionArguments } from '../kit/connection.ts';
import { knownOrNull, listed } from '../kit/guard/sealed-row.ts';
import type { Resolvers, SubgraphContext } from '../kit/subgraph.ts';
import { accumulationOf } from './accumulation.ts';
import type { Accumulation } from './accumulation.ts';
import { divisionAndAbove } from '../kit/division.ts';
import { liesIn } from './lies-in.ts';
import type { Rfi } from './exchange-tables.ts';
import { holdsAt } from './incident-resolvers.ts';
import type {
  AgencyRow,
  Assignment,
  Contact,
  NotificationCase,
  SharingAgreement,
  Sitrep,
  TaskForce,
} from './room-tables.ts';
import { periodAt } from './situation.ts';
import type { Situation } from './situation.ts';
import type { CoordinationSource } from './source.ts';

type Context = SubgraphContext<CoordinationSource>;
type ById = { readonly id: string };
type ByOcdId = { readonly ocdId: string };

/** Resolvers of the room itself: who takes part, who does what, reports and the picture of an area. */
export const roomResolvers: Resolvers<CoordinationSource> = {
  Agency: {
    onShift: async ({ id }: AgencyRow, _, context) => {
      const [all, time] = await Promise.all([context.source.assignmentsOfAgency.load(id), context.now()]);
      return all.filter((each) => each.onShiftId !== null && holdsAt(each, time));
    },
    dutyDesk: ({ id }: AgencyRow, _, { source }) => source.dutyDesk.load(id),
  },
  Jurisdiction: {
    assignments: async ({ ocdId }: ByOcdId, given: { readonly function?: string | null }, context) => {
      const [all, time] = await Promise.all([context.source.assignmentsIn.load(ocdId), context.now()]);
      const wanted = given.function ?? null;
      return all.filter((each) => holdsAt(each, time) && (wanted === null || each.function === wanted));
    },
    unacknowledgedBulletins: ({ ocdId }: ByOcdId, _, { source }) => source.unacknowledgedBy.load(ocdId),
    chiefStateOfficial: ({ ocdId }: ByOcdId, _, { source }) => {
      // The country comes last, the state before it; a country as a whole has no such office.
      const state = divisionAndAbove(ocdId).at(-2);
      return state === undefined ? null : source.chiefStateOfficial.load(state);
    },
    lastCheckIn: ({ ocdId }: ByOcdId, _, { source }) => source.checkIn.load(ocdId),
    incidents: ({ ocdId }: ByOcdId, given: ConnectionArguments, { source }) =>
      source.incidentsIn(ocdId, given),
  },
  CheckIn: {
    silent: async (
      { at, expectedEveryMinutes }: { readonly at: string; readonly expectedEveryMinutes: number },
      _,
      context,
    ) => Date.parse(await context.now()) - Date.parse(at) > expectedEveryMinutes * 60_000,
  },
  Election: {
    readiness: ({ id }: ById, _, { source }) => source.readiness.load(id),
    taskForces: ({ id }: ById, _, { source }) => source.taskForcesFor.load(id),
  },
  PollingPlace: {
    incidents: ({ id }: ById, given: ConnectionArguments, { source }) => source.incidentsAt(id, given),
  },
  Narrative: {
    incidents: ({ id }: ById, _, { source }) => source.incidentsOfNarrative.load(id),
  },
  CorrectiveAction: {
    owner: async ({ id }: ById, _, { source }) => {
      const found = await source.correctiveActionOwner.load(id);
      return found === null ? null : source.assignment.load(found.assignmentId);
    },
  },
  Situation: {
    jurisdiction: ({ ocdId }: Situation) => ({ ocdId }),
    operationalPeriod: async ({ since }: Situation, _, { source }) =>
      periodAt(await source.operationalPeriods(), since),
    incidents: ({ ocdId, since }: Situation, given: ConnectionArguments, { source }) =>
      source.incidentsOfSituation(ocdId, {
        ...given,
        filter: { ...given.filter, activeSince: since },
      }),
    bulletins: async ({ ocdId, since }: Situation, _, { source }) =>
      (await source.bulletinsIn.load(ocdId)).filter(({ issuedAt }) => issuedAt >= since),
    openRfis: async ({ ocdId }: Situation, _, { source }) => {
      const open = await source.openRfis();
      const concerns = await Promise.all(open.map((rfi) => concernsArea(rfi, ocdId, source)));
      return open.filter((_rfi, index) => concerns[index]);
    },
    taskForces: async ({ ocdId }: Situation, _, { source }) =>
      (await source.taskForces()).filter(
        ({ divisionId }) => liesIn(ocdId, divisionId) || liesIn(divisionId, ocdId),
      ),
  },
  Assignment: {
    agency: ({ agencyId }: Assignment, _, { source }) => source.agency.load(agencyId),
    jurisdiction: ({ jurisdictionId }: Assignment) => ({ ocdId: jurisdictionId }),
    incident: ({ incidentId }: Assignment, _, { source }) =>
      incidentId === null ? null : source.incident.load(incidentId),
    onShift: ({ onShiftId }: Assignment, _, { source }) =>
      onShiftId === null ? null : source.contact.load(onShiftId),
    backup: ({ backupId }: Assignment, _, { source }) =>
      backupId === null ? null : source.contact.load(backupId),
  },
  Contact: {
    agency: ({ agencyId }: Contact, _, { source }) => source.agency.load(agencyId),
  },
  TaskForce: {
    chair: ({ chairId }: TaskForce, _, { source }) => source.agency.load(chairId),
    members: async ({ memberIds }: TaskForce, _, { source }) => agenciesOf(memberIds, source),
    election: ({ electionId }: TaskForce) => ({ id: electionId }),
    agreements: async ({ agreementIds }: TaskForce, _, { source }) =>
      listed(await source.sharingAgreement.loadMany(agreementIds)),
  },
  SharingAgreement: {
    parties: async ({ partyIds }: SharingAgreement, _, { source }) => agenciesOf(partyIds, source),
  },
  NotificationCase: {
    nominatedBy: ({ nominatedById }: NotificationCase, _, { source }) => source.agency.load(nominatedById),
    incidents: ({ id }: NotificationCase, _, { source }) => source.incidentsOfCase.load(id),
    accumulation: (of: NotificationCase, _, context) => accumulationIn(of, context),
  },
  Sitrep: {
    period: async ({ periodId }: Sitrep, _, { source }) =>
      (await source.operationalPeriods()).find(({ id }) => id === periodId) ?? null,
    coordinationChanges: ({ issuedAt }: Sitrep, _, { source }) => source.changes.load(issuedAt),
  },
};

/** A case's accumulation now. */
export async function accumulationIn(of: NotificationCase, context: Context): Promise<Accumulation> {
  return accumulationOf(of, await context.source.incidentsOfCase.load(of.id), await context.now());
}

// A request about an unconfirmed breach concerns the state and what is above it, never the victim's county.
async function concernsArea({ incidentId }: Rfi, area: string, source: CoordinationSource): Promise<boolean> {
  if (incidentId === null) return true;
  const incident = knownOrNull(await source.incident.load(incidentId));
  if (incident === null) return false;
  return liesIn(incident.protectsVictim ? incident.stateId : incident.jurisdictionId, area);
}

async function agenciesOf(ids: readonly string[], source: CoordinationSource): Promise<readonly AgencyRow[]> {
  return listed(await source.agency.loadMany(ids));
}
