import { badInput } from '../kit/bad-input.ts';
import type { ConnectionArguments } from '../kit/connection.ts';
import type { Resolvers, SubgraphContext } from '../kit/subgraph.ts';
import { cooperationMetrics } from './cooperation-metrics.ts';
import type { CooperationMetric } from './cooperation-metrics.ts';
import { divisionAndAbove } from '../kit/division.ts';
import { exchangeResolvers, minutesOverdue } from './exchange-resolvers.ts';
import { holdsAt, incidentResolvers } from './incident-resolvers.ts';
import { accumulationIn, roomResolvers } from './room-resolvers.ts';
import type { Assignment } from './room-tables.ts';
import { periodAt, situationOf } from './situation.ts';
import type { Situation } from './situation.ts';
import type { CoordinationSource, TimeSpan } from './source.ts';
import { trafficOf } from './traffic.ts';

type Context = SubgraphContext<CoordinationSource>;
type Optional<T> = { readonly [P in keyof T]?: T[P] | null };

/** Resolvers of the coordinating body. */
export const resolvers: Resolvers<CoordinationSource> = {
  Query: {
    situation,
    incident: (_, { id }: { readonly id: string }, { source }) => source.incident.load(id),
    incidents: (_, given: ConnectionArguments, { source }) => source.incidents(given),
    bulletins: (_, given: ConnectionArguments, { source }) => source.bulletins(given),
    bulletinsAwaitingAck: (
      _,
      { since, jurisdiction }: Optional<{ since: string; jurisdiction: string }>,
      { source },
    ) => source.bulletinsAwaitingAck(since ?? null, jurisdiction ?? null),
    rfis: (_, given: ConnectionArguments, { source }) => source.rfis(given),
    openRfis: async (_, { overdue }: Optional<{ overdue: boolean }>, context) => {
      const [open, time] = await Promise.all([context.source.openRfis(), context.now()]);
      if (overdue == null) return open;
      return open.filter((rfi) => minutesOverdue(rfi, time) > 0 === overdue);
    },
    whoIs,
    notificationCase: (_, { id }: { readonly id: string }, { source }) => source.notificationCase.load(id),
    notificationCases: (_, __, { source }) => source.notificationCases(),
    accumulation: async (_, given: { readonly notificationCase: string }, context) => {
      const found = await context.source.notificationCase.load(given.notificationCase);
      return found === null ? null : accumulationIn(found, context);
    },
    disagreements: (_, { jurisdiction }: Optional<{ jurisdiction: string }>, { source }) =>
      source.openDisagreements(jurisdiction ?? null),
    sitrep: async (_, { id }: Optional<{ id: string }>, { source }) =>
      id == null ? ((await source.sitreps())[0] ?? null) : source.sitrep.load(id),
    changesSince: (_, { since }: { readonly since: string }, { source }) => source.changes.load(since),
    cooperationMetrics: metricsOf,
    agencies: (_, __, { source }) => source.agencies(),
    agency: (_, { id }: { readonly id: string }, { source }) => source.agency.load(id),
    taskForces: (_, __, { source }) => source.taskForces(),
    sharingAgreements: (_, { expiringBefore }: Optional<{ expiringBefore: string }>, { source }) =>
      source.sharingAgreements(expiringBefore ?? null),
    releaseRequests: (_, { status }: Optional<{ status: string }>, { source }) =>
      source.releaseRequests(status ?? null),
  },
  ...incidentResolvers,
  ...exchangeResolvers,
  ...roomResolvers,
};

interface SituationArguments {
  readonly jurisdiction: string;
  readonly since?: string | null;
  readonly operationalPeriod?: string | null;
}

/** Since the time given, else since the beginning of the period given or of the one that holds now, else of the day. */
async function situation(_: unknown, given: SituationArguments, context: Context): Promise<Situation | null> {
  const { jurisdiction, since, operationalPeriod } = given;
  if (since != null) return situationOf(jurisdiction, since);
  const [periods, time] = await Promise.all([context.source.operationalPeriods(), context.now()]);
  if (operationalPeriod != null) {
    const named = periods.find(({ id }) => id === operationalPeriod);
    return named === undefined ? null : situationOf(jurisdiction, named.from);
  }
  return situationOf(jurisdiction, periodAt(periods, time)?.from ?? `${time.slice(0, 10)}T00:00:00.000Z`);
}

interface WhoIsArguments {
  readonly function: string;
  readonly jurisdiction?: string | null;
  readonly role?: string | null;
}

/** The standing holders in the nearest division upwards that has any with that part; without a division, at the top. */
async function whoIs(
  _: unknown,
  { function: wanted, jurisdiction, role }: WhoIsArguments,
  context: Context,
): Promise<readonly Assignment[]> {
  const [time, all] = await Promise.all([
    context.now(),
    standingHolders(wanted, jurisdiction ?? null, context.source),
  ]);
  const holders = all.filter((each) => holdsAt(each, time) && (role == null || each.raci === role));
  const depths = holders.map(({ jurisdictionId }) => divisionAndAbove(jurisdictionId).length);
  const nearest = jurisdiction == null ? Math.min(...depths) : Math.max(...depths);
  return holders.filter((_each, index) => depths[index] === nearest);
}

async function standingHolders(
  wanted: string,
  jurisdiction: string | null,
  source: CoordinationSource,
): Promise<readonly Assignment[]> {
  if (jurisdiction === null) return source.standingAssignments(wanted);
  const upwards = divisionAndAbove(jurisdiction).map((division) => source.assignmentsIn.load(division));
  return (await Promise.all(upwards))
    .flat()
    .filter((each) => each.incidentId === null && each.function === wanted);
}

async function metricsOf(
  _: unknown,
  { between, ...span }: TimeSpan & { readonly between?: readonly string[] | null },
  { source }: Context,
): Promise<readonly CooperationMetric[]> {
  if (between != null && new Set(between).size !== 2) {
    throw badInput(`\`between\` names ${new Set(between).size} agencies; name two, or leave it out`);
  }
  const [issued, raised, everybodys, agencies] = await Promise.all([
    source.bulletinsIssued(span),
    source.rfisRaised(span),
    source.everybodysTraffic(),
    source.agencies(),
  ]);
  const sent = await Promise.all(
    issued.map(async (bulletin) => ({
      bulletin,
      audience: await source.audience.load(bulletin.id),
      acknowledgements: await source.acknowledgements.load(bulletin.id),
    })),
  );
  const metrics = cooperationMetrics({
    seen: trafficOf(sent, raised),
    everybodys,
    // A body that was imported takes no part.
    agencies: agencies.filter(({ kind }) => kind !== 'OTHER').map(({ id }) => id),
    isShown: source.arePairsFiguresShown,
  });
  return metrics.filter(
    ({ issuerId, recipientId, marking }) =>
      source.isMetricKnown(marking) &&
      (between == null || (between.includes(issuerId) && between.includes(recipientId))),
  );
}
