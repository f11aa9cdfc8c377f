import { describe, expect, test } from 'vitest';
import coordination from '../../subgraphs/coordination/index.ts';
import {
  acknowledgements,
  audiences,
  bulletins,
  rfis,
} from '../../subgraphs/coordination/exchange-tables.ts';
import { disagreements, incidentDivisions, incidents } from '../../subgraphs/coordination/incident-tables.ts';
import { notificationCaseIncidents } from '../../subgraphs/coordination/room-tables.ts';
import cyber from '../../subgraphs/cyber/index.ts';
import { indicators, sightings } from '../../subgraphs/cyber/indicator-tables.ts';
import { vulnerabilityReports } from '../../subgraphs/cyber/weakness-tables.ts';
import elections from '../../subgraphs/elections/index.ts';
import { impacts } from '../../subgraphs/elections/impact-tables.ts';
import { openings } from '../../subgraphs/elections/jurisdiction-tables.ts';
import { devices, systems } from '../../subgraphs/elections/system-tables.ts';
import { run, sql } from '../../subgraphs/kit/fragment.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import { indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { bulletinNames } from '../../subgraphs/kit/scenario/storyline.ts';
import type { Agency } from '../../subgraphs/kit/subgraph.ts';
import type { Table } from '../../subgraphs/kit/table.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { rightsOf } from '../kit/agency-rights.ts';
import { openSubgraph, type OpenedSubgraph } from '../kit/open-subgraph.ts';

/**
 * Figures that are reckoned from rows, in two worlds that differ in rows which the reader may not know of. For somebody
 * with every right they differ, too, or the figure would not be made of such rows at all.
 */
interface TwoWorlds {
  readonly figure: string;
  readonly agency: Agency;
  readonly persona: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Puts what is there in both worlds. */
  readonly both?: (room: OpenedSubgraph) => Promise<void>;
  /** Puts what makes the other world. */
  readonly change: (room: OpenedSubgraph) => Promise<void>;
}

const georgia = 'ocd-division/country:us/state:ga';
const fulton = `${georgia}/county:fulton`;
const ware = `${georgia}/county:ware`;

/** For named recipients, of whom there are none. */
const red: Marking = {
  tlp: 'RED',
  releasableTo: [],
  originator: 'coordination',
  caveats: [],
  case: null,
  status: 'EXERCISE',
};
const real: Marking = { ...red, tlp: 'GREEN', originator: 'elections', status: 'ACTUAL' };

async function firstOf<T>({ store }: OpenedSubgraph, table: Table<T>): Promise<T> {
  const [row] = await run(store, sql`select ${table.select} from ${table.sql} limit 1`);
  if (row === undefined) throw new Error(`\`${table.name}\` is empty`);
  return table.fromRow(row);
}

const entities = (type: string, fields: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;

const acknowledged = async (room: OpenedSubgraph): Promise<void> => {
  const one = await firstOf(room, acknowledgements);
  await upsert(room.store, acknowledgements, [
    { ...one, bulletinId: bulletinNames.phishing, byId: ware, marking: red },
  ]);
};

const hiddenIncident = async (room: OpenedSubgraph): Promise<void> => {
  const one = await firstOf(room, incidents);
  await upsert(room.store, incidents, [
    {
      ...one,
      id: 'INC-hidden',
      jurisdictionId: fulton,
      stateId: georgia,
      duplicateOfId: null,
      protectsVictim: false,
      severityRank: 6,
      marking: red,
    },
  ]);
  await upsert(room.store, incidentDivisions, [
    { incidentId: 'INC-hidden', ocdId: fulton, revealsVictim: false, capStatus: 'EXERCISE' },
  ]);
};

const requested = async (room: OpenedSubgraph): Promise<void> => {
  const one = await firstOf(room, rfis);
  const between = { fromId: 'exercise', toId: 'law-enforcement', marking: red };
  await upsert(room.store, rfis, [
    { ...one, ...between, id: 'rfi-hidden', incidentId: null, status: 'OPEN' },
  ]);
};

const sent = async (room: OpenedSubgraph): Promise<void> => {
  const one = await firstOf(room, bulletins);
  await upsert(room.store, bulletins, [{ ...one, id: 'BUL-hidden', issuerId: 'cyber', marking: red }]);
  const asked = { bulletinId: 'BUL-hidden', agencyId: 'elections', capStatus: 'EXERCISE' } as const;
  await upsert(
    room.store,
    audiences,
    [...'abcdefgh'].map((name) => ({ ...asked, ocdId: `${georgia}/county:${name}` })),
  );
};

const everyFigure = 'bulletins acknowledged medianMinutesToAcknowledge rfis rfisOnTime';
const pairs = `{ cooperationMetrics { issuer { id } recipient { id } figures { ${everyFigure} } average { ${everyFigure} } } }`;

const summary = 'count agencies { id } firstSeen lastSeen items { totalCount } marking { tlp }';

const seenAgain =
  (indicator: string, marking: Marking) =>
  async (room: OpenedSubgraph): Promise<void> => {
    const one = await firstOf(room, sightings);
    const early = '1999-01-01T00:00:00.000Z';
    const late = '2099-01-01T00:00:00.000Z';
    const another = { agency: 'intelligence', firstSeen: early, lastSeen: late, count: 1000, marking };
    await upsert(room.store, sightings, [{ ...one, ...another, id: 'sighting--hidden', indicator }]);
  };

const worlds: readonly TwoWorlds[] = [
  {
    figure: 'who has acknowledged a bulletin, and what part of its audience',
    agency: coordination,
    persona: 'watch-officer',
    query: '{ bulletins { nodes { id ackRate overdue { ocdId } unacknowledged { ocdId } } } }',
    change: acknowledged,
  },
  {
    figure: 'which bulletins somebody has not acknowledged',
    agency: coordination,
    persona: 'watch-officer',
    query: `{ bulletinsAwaitingAck { id } here: bulletinsAwaitingAck(jurisdiction: "${ware}") { id } }`,
    change: acknowledged,
  },
  {
    figure: 'which bulletins a county has to acknowledge',
    agency: coordination,
    persona: 'watch-officer',
    query: entities('Jurisdiction', 'unacknowledgedBulletins { id }'),
    variables: { of: [{ __typename: 'Jurisdiction', ocdId: ware }] },
    change: acknowledged,
  },
  {
    figure: 'the accumulation of a notification case',
    agency: coordination,
    persona: 'notification-panel-member',
    query:
      '{ notificationCases { id accumulation { meetsThreshold incidentCount jurisdictionCount severeCount criteria { name value met } } } }',
    async change(room) {
      await hiddenIncident(room);
      await upsert(room.store, notificationCaseIncidents, [
        { notificationCaseId: 'nc-2024-11-05-01', incidentId: 'INC-hidden', capStatus: 'EXERCISE' },
      ]);
    },
  },
  {
    figure: 'the disagreements of a county',
    agency: coordination,
    persona: 'watch-officer',
    query: `{ disagreements(jurisdiction: "${fulton}") { id } }`,
    async both(room) {
      const one = await firstOf(room, disagreements);
      const about = { id: 'about-it', incidentId: 'INC-hidden', resolvedAt: null };
      await upsert(room.store, disagreements, [{ ...one, ...about }]);
    },
    change: hiddenIncident,
  },
  {
    figure: 'the open requests of a county',
    agency: coordination,
    persona: 'watch-officer',
    query: `{ situation(jurisdiction: "${fulton}") { openRfis { id } incidents { totalCount } } }`,
    change: hiddenIncident,
    async both(room) {
      const one = await firstOf(room, rfis);
      const marking: Marking = { ...red, tlp: 'GREEN' };
      await upsert(room.store, rfis, [
        { ...one, id: 'rfi-about-it', incidentId: 'INC-hidden', status: 'OPEN', marking },
      ]);
    },
  },
  {
    figure: "a pair's own figures, for one of both agencies",
    agency: coordination,
    persona: 'election-crimes-coordinator',
    query: pairs,
    change: requested,
  },
  {
    figure: 'the average of pairs, into which nothing RED enters,',
    agency: coordination,
    persona: 'information-environment-analyst',
    query: pairs,
    change: sent,
  },
  {
    figure: 'how often an indicator was seen',
    agency: cyber,
    persona: 'watch-officer',
    query: `{ indicators { nodes { id sightingCount sightings { ${summary} } } } }`,
    change: seenAgain(indicatorId('hoaxSender'), red),
  },
  {
    figure: 'how often the indicators of a bulletin were seen, one of which the reader may not know of,',
    agency: cyber,
    persona: 'watch-officer',
    query: entities('Bulletin', `indicators { id } sightings { ${summary} }`),
    variables: {
      of: [
        { __typename: 'Bulletin', id: 'a', indicatorIds: [indicatorId('hoaxSender'), 'indicator--hidden'] },
      ],
    },
    async change(room) {
      const one = await firstOf(room, indicators);
      await upsert(room.store, indicators, [{ ...one, id: 'indicator--hidden', marking: red }]);
      await seenAgain('indicator--hidden', { ...red, tlp: 'GREEN' })(room);
    },
  },
  {
    figure: 'which report of a weakness is the best',
    agency: cyber,
    persona: 'watch-officer',
    query:
      '{ vulnerability(cveId: "CVE-1900-0001") { name vendor addedAt } vulnerabilities { totalCount nodes { cveId name } } }',
    async change(room) {
      const one = await firstOf(room, vulnerabilityReports);
      await upsert(room.store, vulnerabilityReports, [
        { ...one, cveId: 'CVE-1900-0001', source: 'another', rank: -1, name: 'changed', marking: red },
      ]);
    },
  },
  {
    figure: 'who is silent, and for how long',
    agency: elections,
    persona: 'watch-officer',
    query: `{ silentJurisdictions(jurisdiction: "${georgia}") { ocdId } jurisdiction(ocdId: "${fulton}") { opening { minutesSilent } } }`,
    async change(room) {
      const one = await firstOf(room, openings);
      const lastReportAt = '2024-11-05T23:00:00.000Z';
      await upsert(room.store, openings, [
        { ...one, jurisdiction: `${georgia}/county:hidden`, lastReportAt, marking: red },
      ]);
    },
  },
  {
    figure: 'the devices of an incident, one of which the reader may not know of,',
    agency: elections,
    persona: 'information-environment-analyst',
    query: entities('Incident', 'operationalImpact { devices { id } placesAffected }'),
    variables: { of: [{ __typename: 'Incident', id: 'INC-2024-11-05-0011' }] },
    async both(room) {
      const one = await firstOf(room, impacts);
      const touched = { incident: 'INC-2024-11-05-0011', devices: ['device-hidden'] };
      await upsert(room.store, impacts, [{ ...one, ...touched, marking: { ...real, status: 'EXERCISE' } }]);
    },
    async change(room) {
      const one = await firstOf(room, devices);
      await upsert(room.store, devices, [{ ...one, id: 'device-hidden', marking: red }]);
    },
  },
  {
    figure: 'how many devices there are of a real system, for who is not in the exercise,',
    agency: elections,
    persona: 'exercise-outsider',
    query: '{ votingSystems { totalCount nodes { id deviceCount devices { id } } } }',
    async both(room) {
      const one = await firstOf(room, devices);
      const system = { id: 'real', vendor: 'Real', product: 'System', version: '1', marking: real };
      await upsert(room.store, systems, [system]);
      await upsert(room.store, devices, [
        { ...one, id: 'real', system: 'real', marking: { ...real, tlp: 'AMBER_STRICT' } },
      ]);
    },
    async change(room) {
      const one = await firstOf(room, devices);
      const invented: Marking = { ...real, tlp: 'AMBER_STRICT', status: 'EXERCISE' };
      await upsert(room.store, devices, [{ ...one, id: 'invented', system: 'real', marking: invented }]);
    },
  },
];

describe('a row that the reader may not know of does not change', () => {
  test.each(worlds.map((each) => [each.figure, each.persona, each] as const))(
    '%s for the %s',
    async (_figure, persona, { agency, query, variables = {}, both, change }) => {
      const room = await openSubgraph(agency);
      try {
        await both?.(room);
        const rights = rightsOf(agency, persona);
        const ask = async (): Promise<readonly unknown[]> => {
          const [seen, all] = [await room.ask(query, variables, rights), await room.ask(query, variables)];
          expect([seen.errors, all.errors]).toEqual([[], []]);
          return [seen.data, all.data];
        };
        const [seen, all] = await ask();
        await change(room);
        const [seenAfter, allAfter] = await ask();
        expect(seenAfter).toEqual(seen);
        expect(allAfter).not.toEqual(all);
      } finally {
        await room.close();
      }
    },
  );
});

test('how often an indicator was seen is the same for all who may have it, whatever stricter sightings they may see', async () => {
  const room = await openSubgraph(cyber);
  const query = `{ indicator(id: "${indicatorId('hoaxSender')}") { marking { tlp } sightingCount sightings { count marking { tlp } } } }`;
  const seenBy = async (persona: string) =>
    (await room.ask(query, {}, rightsOf(cyber, persona))).data.indicator;
  const before = await seenBy('cyber-analyst');
  await seenAgain(indicatorId('hoaxSender'), { ...red, tlp: 'AMBER_STRICT', originator: 'cyber' })(room);
  const after = await seenBy('cyber-analyst');
  expect(after.sightingCount).toBe(before.sightingCount);
  expect(after.sightings).toEqual({ count: before.sightings.count + 1000, marking: { tlp: 'AMBER_STRICT' } });
  expect(await seenBy('watch-officer')).toEqual(before);
  await room.close();
});

test('whose breach it is does not change in how many jurisdictions a notification case has incidents', async () => {
  const room = await openSubgraph(coordination);
  const query =
    '{ notificationCase(id: "nc-2024-11-05-01") { incidents { id } accumulation { jurisdictionCount } } }';
  const breach = room.scenario.story('breachLowndes').id;
  await upsert(room.store, notificationCaseIncidents, [
    { notificationCaseId: 'nc-2024-11-05-01', incidentId: breach, capStatus: 'EXERCISE' },
  ]);
  const ask = async () => (await room.ask(query, {}, rightsOf(coordination, 'watch-officer'))).data;
  const before = await ask();
  const row = (await run(room.store, sql`select ${incidents.select} from ${incidents.sql}`))
    .map(incidents.fromRow)
    .find(({ id }) => id === breach);
  if (row === undefined) throw new Error('no breach');
  expect(row.protectsVictim).toBe(true);
  await upsert(room.store, incidents, [{ ...row, jurisdictionId: fulton }]);
  expect(await ask()).toEqual(before);
  await room.close();
});
