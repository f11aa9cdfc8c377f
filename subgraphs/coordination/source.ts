import { changesSince } from '../kit/change-log.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import { atLeast, before, oneOf, withinDivision } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { all, run, sql, value } from '../kit/fragment.ts';
import type { Predicate } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import { ordered } from '../kit/order.ts';
import type { OrderBy } from '../kit/order.ts';
import { isKnown, mayRead, objectOf, visibleRows, type GuardedStore } from '../kit/guard/guarded-rows.ts';
import type { Marking } from '../kit/marking.ts';
import type { Property, Table } from '../kit/table.ts';
import { figuresMarking, pairMarking } from './cooperation-figures.ts';
import { readEverybodysTraffic } from './everybodys-traffic.ts';
import * as exchange from './exchange-tables.ts';
import type { Bulletin, Rfi } from './exchange-tables.ts';
import { incidentList } from './incident-list.ts';
import * as happening from './incident-tables.ts';
import type { Disagreement } from './incident-tables.ts';
import * as room from './room-tables.ts';
import type { Pair } from './traffic.ts';

export { migrations } from './migrations.ts';

/** The coordinating body's data of one request. */
export type CoordinationSource = ReturnType<typeof openCoordinationSource>;

/** Opens the coordinating body's data for one request: each loader reads its keys in one statement. */
export function openCoordinationSource(store: GuardedStore) {
  return { ...openIncidents(store), ...openExchange(store), ...openRoom(store) };
}

/** A span of time; null and absent are open. */
export interface TimeSpan {
  readonly since?: string | null | undefined;
  readonly until?: string | null | undefined;
}

function openIncidents(store: GuardedStore) {
  return {
    incident: byKey(store, happening.incidents),
    incidents: connection(store, happening.incidents, incidentList),
    incidentsIn: connectionBy(store, happening.incidentsInDivision, 'division', incidentList),
    // A picture of a county must not tell who the victim of a breach is: its list leaves out what would.
    incidentsOfSituation: connectionBy(store, happening.incidentsInDivision, 'division', {
      ...incidentList,
      filters: { ...incidentList.filters, activeSince: atLeast<happening.IncidentInDivision>('updatedAt') },
      visible: sql`"reveals_victim" = ${value(0)}`,
    }),
    // Nor may a list of a place, which lies in one county.
    incidentsAt: connectionBy(store, happening.incidentsAtPlace, 'place', {
      ...incidentList,
      visible: sql`"protects_victim" = ${value(0)}`,
    }),
    incidentsOfNarrative: manyBy(store, happening.incidentsAboutNarrative, 'narrative', {
      orderBy: { field: 'occurredAt', direction: 'ASC' },
    }),
    incidentsOfCase: manyBy(store, happening.incidentsOfNotificationCase, 'notificationCase', {
      orderBy: { field: 'occurredAt', direction: 'ASC' },
    }),
    victim: byKey(store, happening.victims),
    reporter: byKey(store, happening.reporters),
    stateOfficialNotice: byKey(store, happening.stateOfficialNotices),
    escalations: manyBy(store, happening.escalations, 'incidentId', {
      orderBy: { field: 'at', direction: 'ASC' },
    }),
    disagreement: byKey(store, happening.disagreements),
    disagreementsOf: manyBy(store, happening.disagreements, 'incidentId', {
      orderBy: { field: 'openedAt', direction: 'DESC' },
    }),
    /** Those not settled, in a division or everywhere, newest first; a division tells no victim and no hidden incident. */
    openDisagreements: (division: string | null): Promise<readonly Disagreement[]> =>
      rowsOf(store, happening.disagreements, {
        where: all([
          sql`"resolved_at" is null`,
          division === null
            ? undefined
            : sql`"incident_id" in (select "id" from ${happening.incidentsInDivision.sql} where ${all([
                sql`"division" = ${value(division)} and "reveals_victim" = ${value(0)}`,
                visibleRows(store, happening.incidentsInDivision),
              ])})`,
        ]),
        orderBy: { field: 'openedAt', direction: 'DESC' },
      }),
    positions: manyBy(store, happening.positions, 'disagreementId', {
      orderBy: { field: 'statedAt', direction: 'ASC' },
    }),
  };
}

function openExchange(store: GuardedStore) {
  return {
    bulletin: byKey(store, exchange.bulletins),
    bulletins: connection(store, exchange.bulletins, {
      orders: { ISSUED_AT: 'issuedAt', ACK_DUE_AT: 'ackDueAt' },
      defaultOrder: { field: 'ISSUED_AT', direction: 'DESC' },
      filters: {
        issuer: oneOf<Bulletin>('issuerId'),
        since: atLeast<Bulletin>('issuedAt'),
        until: before<Bulletin>('issuedAt'),
        msgType: oneOf<Bulletin>('msgType'),
        incident: aboutKnownIncident<Bulletin>(store),
      },
    }),
    bulletinsAbout: manyBy(store, exchange.bulletins, 'incidentId', {
      orderBy: { field: 'issuedAt', direction: 'DESC' },
    }),
    bulletinsIn: manyBy(store, exchange.bulletinsInDivision, 'division', {
      orderBy: { field: 'issuedAt', direction: 'DESC' },
    }),
    unacknowledgedBy: manyBy(store, exchange.askedBulletins, 'recipient', {
      visible: unacknowledged(store),
      orderBy: { field: 'issuedAt', direction: 'DESC' },
    }),
    /** Those that somebody of their audience, in a division or everywhere, has not acknowledged, newest first. */
    bulletinsAwaitingAck: (since: string | null, division: string | null): Promise<readonly Bulletin[]> => {
      const { askedBulletins: asked } = exchange;
      const inDivision =
        division === null
          ? undefined
          : withinDivision<exchange.AskedBulletin>('recipient').predicate(
              [asked.column('recipient')],
              division,
            );
      return rowsOf(store, exchange.bulletins, {
        where: all([
          sql`"id" in (select "id" from ${asked.sql} where ${all([inDivision, unacknowledged(store)])})`,
          since === null ? undefined : sql`"issued_at" >= ${value(since)}`,
        ]),
        orderBy: { field: 'issuedAt', direction: 'DESC' },
      });
    },
    audience: manyBy(store, exchange.audiences, 'bulletinId', {
      orderBy: { field: 'ocdId', direction: 'ASC' },
    }),
    acknowledgements: manyBy(store, exchange.acknowledgements, 'bulletinId', {
      orderBy: { field: 'at', direction: 'ASC' },
    }),
    bulletinsIssued: (span: TimeSpan): Promise<readonly Bulletin[]> =>
      rowsOf(store, exchange.bulletins, {
        where: during('issued_at', span),
        orderBy: { field: 'issuedAt', direction: 'ASC' },
      }),
    rfi: byKey(store, exchange.rfis),
    rfis: connection(store, exchange.rfis, {
      orders: { DUE_AT: 'dueAt', RAISED_AT: 'raisedAt' },
      defaultOrder: { field: 'DUE_AT', direction: 'ASC' },
      filters: {
        from: oneOf<Rfi>('fromId'),
        to: oneOf<Rfi>('toId'),
        status: oneOf<Rfi>('status'),
        dueBefore: before<Rfi>('dueAt'),
        incident: aboutKnownIncident<Rfi>(store),
      },
    }),
    rfisAbout: manyBy(store, exchange.rfis, 'incidentId', {
      orderBy: { field: 'dueAt', direction: 'ASC' },
    }),
    /** Those not answered, the longest due first. */
    openRfis: once(() =>
      rowsOf(store, exchange.rfis, {
        where: sql`"status" in ('OPEN', 'ACCEPTED')`,
        orderBy: { field: 'dueAt', direction: 'ASC' },
      }),
    ),
    rfisRaised: (span: TimeSpan): Promise<readonly Rfi[]> =>
      rowsOf(store, exchange.rfis, {
        where: during('raised_at', span),
        orderBy: { field: 'raisedAt', direction: 'ASC' },
      }),
    everybodysTraffic: once(() => readEverybodysTraffic(store)),
    arePairsFiguresShown: (pair: Pair): boolean =>
      mayRead(store, 'CooperationMetric', 'figures', pairMarking(pair)) &&
      isKnown(store, 'CooperationFigures', figuresMarking(pair)),
    isMetricKnown: (marking: Marking): boolean => isKnown(store, 'CooperationMetric', marking),
    releaseRequest: byKey(store, exchange.releaseRequests),
    releaseRequests: (decision: string | null): Promise<readonly exchange.ReleaseRequest[]> =>
      rowsOf(store, exchange.releaseRequests, {
        where: all([decision === null ? undefined : sql`"decision" = ${value(decision)}`]),
        orderBy: { field: 'requestedAt', direction: 'DESC' },
      }),
  };
}

/** About this incident, where the caller may know of it: that there is something about another is not told by a list. */
function aboutKnownIncident<T extends { readonly incidentId: string | null }>(
  store: GuardedStore,
): Filter<T> {
  const { incidents } = happening;
  const about = oneOf<T>('incidentId' as Property<T>);
  return {
    properties: about.properties,
    predicate: (columns, given) =>
      all([
        about.predicate(columns, given),
        sql`"incident_id" in (select "id" from ${incidents.sql} where ${all([visibleRows(store, incidents)])})`,
      ]),
  };
}

/** Of bulletins by their audience, those that it has not acknowledged as far as the caller may know. */
function unacknowledged(store: GuardedStore): Predicate {
  const { askedBulletins: asked, acknowledgements } = exchange;
  return sql`not exists (select 1 from ${acknowledgements.sql} where ${all([
    sql`${acknowledgements.sql}."bulletin_id" = ${asked.sql}."id"`,
    sql`${acknowledgements.sql}."by_id" = ${asked.sql}."recipient"`,
    visibleRows(store, acknowledgements),
  ])})`;
}

function openRoom(store: GuardedStore) {
  return {
    agency: byKey(store, room.agencies),
    agencies: once(() => rowsOf(store, room.agencies, { orderBy: { field: 'id', direction: 'ASC' } })),
    contact: byKey(store, room.contacts),
    dutyDesk: byKey(store, room.contacts, 'dutyDeskOf'),
    chiefStateOfficial: byKey(store, room.contacts, 'certifiesFor'),
    assignment: byKey(store, room.assignments),
    assignmentsIn: manyBy(store, room.assignments, 'jurisdictionId', inOrderOfRaci),
    /** Standing assignments of a function, wherever they hold. */
    standingAssignments: (wanted: string): Promise<readonly room.Assignment[]> =>
      rowsOf(store, room.assignments, {
        where: sql`"function" = ${value(wanted)} and "incident_id" is null`,
        orderBy: inOrderOfRaci.orderBy,
      }),
    assignmentsOfAgency: manyBy(store, room.assignments, 'agencyId', inOrderOfRaci),
    assignmentsFor: manyBy(store, room.assignments, 'incidentId', inOrderOfRaci),
    correctiveActionOwner: byKey(store, room.correctiveActionOwners),
    checkIn: byKey(store, room.checkIns),
    readiness: byKey(store, room.readinesses),
    operationalPeriods: once(() =>
      rowsOf(store, room.operationalPeriods, { orderBy: { field: 'from', direction: 'ASC' } }),
    ),
    taskForce: byKey(store, room.taskForces),
    taskForces: once(() => rowsOf(store, room.taskForces, { orderBy: { field: 'name', direction: 'ASC' } })),
    taskForcesFor: manyBy(store, room.taskForces, 'electionId', {
      orderBy: { field: 'name', direction: 'ASC' },
    }),
    sharingAgreement: byKey(store, room.sharingAgreements),
    sharingAgreements: (expiringBefore: string | null): Promise<readonly room.SharingAgreement[]> =>
      rowsOf(store, room.sharingAgreements, {
        where: all([expiringBefore === null ? undefined : sql`"until" < ${value(expiringBefore)}`]),
        orderBy: { field: 'until', direction: 'ASC' },
      }),
    notificationCase: byKey(store, room.notificationCases),
    notificationCases: once(() =>
      rowsOf(store, room.notificationCases, {
        where: sql`"stage" not in ('NOTIFIED_PRIVATE', 'NOTIFIED_PUBLIC', 'DECLINED')`,
        orderBy: { field: 'openedAt', direction: 'ASC' },
      }),
    ),
    sitrep: byKey(store, room.sitreps),
    sitreps: once(() => rowsOf(store, room.sitreps, { orderBy: { field: 'issuedAt', direction: 'DESC' } })),
    changes: changesSince(store),
  };
}

const inOrderOfRaci = { orderBy: { field: 'raciRank', direction: 'ASC' } } as const;

function during(column: 'issued_at' | 'raised_at', { since, until }: TimeSpan): Predicate {
  const name = { sql: `"${column}"`, parameters: [] };
  return all([
    since == null ? undefined : sql`${name} >= ${value(since)}`,
    until == null ? undefined : sql`${name} < ${value(until)}`,
  ]);
}

async function rowsOf<T>(
  store: GuardedStore,
  table: Table<T>,
  { where, orderBy }: { readonly where?: Predicate; readonly orderBy: OrderBy<T> },
): Promise<readonly T[]> {
  const order = ordered(table.column(orderBy.field), table.key, orderBy.direction);
  const rows = await run(
    store,
    sql`select ${table.select} from ${table.sql} where ${all([where, visibleRows(store, table)])} order by ${order}`,
  );
  return rows.map(objectOf(store, table));
}

/** One read for a request, however many ask. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
