import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/coordination/index.ts';
import { narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { foundMarkings, markedTypes } from './found-markings.ts';

const georgia = 'ocd-division/country:us/state:ga';
const lowndes = `${georgia}/county:lowndes`;
const at = (time: string): string => new Date(`2024-11-05T${time}:00-05:00`).toISOString();
const ids = (nodes: readonly { readonly id: string }[]): readonly string[] => nodes.map(({ id }) => id);

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

describe('incidents of the room', () => {
  test('are paged without gaps or repeats, in every order', async () => {
    for (const field of ['OCCURRED_AT', 'REPORTED_AT', 'UPDATED_AT', 'SEVERITY']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const answer = await room.ask(
          `query ($after: String, $field: IncidentOrderField!) {
            incidents(first: 10, after: $after, orderBy: { field: $field, direction: DESC }) {
              totalCount pageInfo { hasNextPage endCursor } nodes { id } } }`,
          { after, field },
        );
        expect(answer.errors).toEqual([]);
        seen.push(...ids(answer.data.incidents.nodes));
        expect(answer.data.incidents.totalCount).toBe(room.scenario.incidents.length);
        after = answer.data.incidents.pageInfo.hasNextPage ? answer.data.incidents.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen.toSorted()).toEqual(room.scenario.incidents.map(({ id }) => id).toSorted());
    }
  });

  test('are ordered by how severe they are, not by the letters of it', async () => {
    const { data } = await room.ask(
      '{ incidents(first: 9, orderBy: { field: SEVERITY, direction: DESC }) { nodes { severity } } }',
    );
    const order = data.incidents.nodes.map(({ severity }: { readonly severity: string }) => severity);
    expect(order.slice(0, 1)).toEqual(['SEVERE']);
    expect(order.slice(1, 6)).toEqual(['HIGH', 'HIGH', 'HIGH', 'HIGH', 'HIGH']);
    expect(order[6]).toBe('MEDIUM');
  });

  test.each([
    ['type', { type: ['BOMB_THREAT'] }, 7],
    ['type and state', { type: ['BOMB_THREAT'], state: georgia }, 3],
    ['division', { type: ['BOMB_THREAT'], within: 'ocd-division/country:us' }, 7],
    ['a county that another one begins with', { within: `${georgia}/county:dek` }, 0],
    ['severity', { severity: ['SEVERE', 'HIGH'] }, 6],
    ['status', { type: ['SWATTING'], status: ['OPEN'] }, 0],
    ['time', { type: ['BOMB_THREAT'], since: at('09:00') }, 2],
    ['time before', { type: ['BOMB_THREAT'], until: at('08:30') }, 1],
    ['change', { type: ['BOMB_THREAT'], updatedSince: at('09:20') }, 2],
    ['exercise', { capStatus: 'EXERCISE', type: ['DDOS'] }, 1],
    ['real ones', { capStatus: 'ACTUAL' }, 0],
  ])('are filtered by %s', async (_, filter, count) => {
    const { data, errors } = await room.ask(
      'query ($filter: IncidentFilter) { incidents(filter: $filter) { totalCount nodes { id } } }',
      { filter },
    );
    expect(errors).toEqual([]);
    expect(data.incidents.totalCount).toBe(count);
    expect(data.incidents.nodes).toHaveLength(count);
  });

  test('are found by a place that they touch, and a place finds them', async () => {
    const { id, places } = room.scenario.story('hoaxFulton');
    const { data } = await room.ask(
      `query ($place: ID!, $reps: [_Any!]!) {
        incidents(filter: { place: $place, type: [BOMB_THREAT] }) { nodes { id places { id } } }
        _entities(representations: $reps) { ... on PollingPlace { incidents(filter: { type: [BOMB_THREAT] }) { totalCount nodes { id } } } } }`,
      { place: places[0], reps: [{ __typename: 'PollingPlace', id: places[0] }] },
    );
    expect(ids(data.incidents.nodes)).toEqual([id]);
    expect(data.incidents.nodes[0].places).toHaveLength(32);
    expect(data._entities[0].incidents).toEqual({ totalCount: 1, nodes: [{ id }] });
  });
});

describe('an unconfirmed breach', () => {
  const query = `query ($id: ID!) { incident(id: $id) {
    title state { ocdId } jurisdiction { ocdId } marking { tlp caveats releasableTo }
    victim { organization consentsToSharing jurisdiction { ocdId } marking { tlp releasableTo caveats } }
    reporter { agency { id } office marking { tlp caveats } }
    stateOfficialNotice { status notifiedAt notifiedBy { id } delayReason delayApprovedBy official { desk } }
    accountable { jurisdiction { ocdId } onShift { desk } }
    assignments { id jurisdiction { ocdId } onShift { desk } backup { desk } }
    escalations { from to reason by { id } } } }`;

  test('says who was harmed in one place, RED, and whether the state was told in another', async () => {
    const { data, errors } = await room.ask(query, { id: room.scenario.story('breachLowndes').id });
    expect(errors).toEqual([]);
    expect(data.incident).toMatchObject({
      state: { ocdId: georgia },
      jurisdiction: { ocdId: lowndes },
      marking: { tlp: 'GREEN', caveats: ['IDSRC'], releasableTo: [] },
      victim: {
        organization: 'Election office of Lowndes County',
        consentsToSharing: false,
        jurisdiction: { ocdId: lowndes },
        marking: { tlp: 'RED', releasableTo: [lowndes], caveats: [] },
      },
      reporter: { agency: { id: 'cyber' }, marking: { tlp: 'RED', caveats: ['IDSRC'] } },
      stateOfficialNotice: {
        status: 'NOTIFIED',
        notifiedAt: at('07:30'),
        notifiedBy: { id: 'law-enforcement' },
        delayReason: null,
        official: { desk: 'Office of the chief election official of Georgia' },
      },
    });
  });

  test('may be kept from the state for a reason that a senior office approved', async () => {
    const { data } = await room.ask(query, { id: room.scenario.story('breachGlynn').id });
    expect(data.incident.stateOfficialNotice).toMatchObject({
      status: 'DELAYED',
      notifiedAt: null,
      delayApprovedBy: 'Assistant Director, Cyber Division (exercise)',
    });
    expect(data.incident.stateOfficialNotice.delayReason).not.toBeNull();
  });

  test.each(['breachLowndes', 'breachGlynn'] as const)(
    'is told by nothing that is not about the victim: %s',
    async (part) => {
      const { data } = await room.ask(query, { id: room.scenario.story(part).id });
      const { jurisdiction, victim, reporter, ...others } = data.incident;
      expect([jurisdiction, victim, reporter]).not.toContain(null);
      expect(JSON.stringify(others)).not.toMatch(/lowndes|glynn/iu);
      const log = await room.ask(
        '{ sitrep { coordinationChanges { subjectId summary } } disagreements { incident { id } } rfis { nodes { incident { id } } } }',
      );
      const about = data.incident && room.scenario.story(part).id;
      const told = log.data.sitrep.coordinationChanges.filter(
        ({ subjectId }: { readonly subjectId: string }) => subjectId === about,
      );
      expect(told).toHaveLength(2);
      expect(JSON.stringify(told)).not.toMatch(/lowndes|glynn/iu);
    },
  );

  test('is in the picture of its state, never in that of its county', async () => {
    const { id } = room.scenario.story('breachLowndes');
    const { data } = await room.ask(
      `query ($county: OcdId!, $state: OcdId!) {
        county: situation(jurisdiction: $county) { incidents(filter: { type: [INTRUSION] }) { totalCount nodes { id } } openRfis { id } }
        state: situation(jurisdiction: $state) { incidents(filter: { type: [INTRUSION] }) { totalCount nodes { id } } } }`,
      { county: lowndes, state: georgia },
    );
    expect(data.county.incidents).toEqual({ totalCount: 0, nodes: [] });
    expect(data.state.incidents.totalCount).toBe(2);
    expect(ids(data.state.incidents.nodes)).toContain(id);
  });
});

describe('the picture of an area', () => {
  test('begins with the operational period that holds now', async () => {
    const { data, errors } = await room.ask(
      `query ($state: OcdId!) { situation(jurisdiction: $state) {
        id since operationalPeriod { id } jurisdiction { ocdId } incidents { totalCount }
        bulletins { id } openRfis { id } taskForces { id } } }`,
      { state: georgia },
    );
    expect(errors).toEqual([]);
    expect(data.situation).toMatchObject({
      id: `${georgia}|${at('06:00')}`,
      since: at('06:00'),
      operationalPeriod: { id: 'op-2024-11-05-day' },
      jurisdiction: { ocdId: georgia },
      incidents: { totalCount: room.scenario.incidents.filter(({ state }) => state === georgia).length },
      taskForces: [{ id: 'election-security-task-force' }],
    });
    expect(data.situation.bulletins).toHaveLength(5);
    expect(data.situation.openRfis).toHaveLength(2);
  });

  test('is found again by its key, and a key that is none finds nothing', async () => {
    const { data } = await room.ask(
      `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Situation { since incidents { totalCount } bulletins { id } } } }`,
      {
        reps: [`${georgia}|${at('09:00')}`, 'nothing', `${georgia}|yesterday`].map((id) => ({
          __typename: 'Situation',
          id,
        })),
      },
    );
    const since = room.scenario.incidents.filter(
      (each) => each.state === georgia && each.updatedAt >= at('09:00'),
    );
    expect(data._entities).toEqual([
      { since: at('09:00'), incidents: { totalCount: since.length }, bulletins: [{ id: 'BUL-2024-0103' }] },
      null,
      null,
    ]);
  });

  test('begins with a period that is named, and is null for one that is not there', async () => {
    const { data } = await room.ask(
      `{ night: situation(jurisdiction: "${georgia}", operationalPeriod: "op-2024-11-05-night") { since }
         none: situation(jurisdiction: "${georgia}", operationalPeriod: "op-none") { since } }`,
    );
    expect(data).toEqual({ night: { since: at('18:00') }, none: null });
  });
});

describe('what other agencies own', () => {
  test('gets its part by key', async () => {
    const { data, errors } = await room.ask(
      `query ($reps: [_Any!]!) { _entities(representations: $reps) {
        ... on Jurisdiction { chiefStateOfficial { desk } lastCheckIn { at silent expectedEveryMinutes }
          unacknowledgedBulletins { id } assignments(function: "incident-response") { raci } incidents { totalCount } }
        ... on Election { readiness { phase from } taskForces { id } }
        ... on Narrative { about: incidents { id } }
        ... on CorrectiveAction { owner { function agency { id } } } } }`,
      {
        reps: [
          { __typename: 'Jurisdiction', ocdId: `${georgia}/county:ware` },
          { __typename: 'Jurisdiction', ocdId: lowndes },
          { __typename: 'Election', id: room.scenario.election },
          { __typename: 'Narrative', id: narrativeId('pollsClosed') },
          { __typename: 'CorrectiveAction', id: 'ca-2024-08-03' },
          { __typename: 'CorrectiveAction', id: 'ca-unknown' },
        ],
      },
    );
    expect(errors).toEqual([]);
    const [silent, spoke, election, narrative, action, unknown] = data._entities;
    expect(silent).toMatchObject({
      chiefStateOfficial: { desk: 'Office of the chief election official of Georgia' },
      lastCheckIn: { at: at('07:04'), silent: true, expectedEveryMinutes: 60 },
      unacknowledgedBulletins: [{ id: 'BUL-2024-0101' }],
      assignments: [{ raci: 'ACCOUNTABLE' }, { raci: 'INFORMED' }],
    });
    expect(spoke).toMatchObject({ lastCheckIn: { silent: false }, unacknowledgedBulletins: [] });
    expect(spoke.incidents.totalCount).toBeGreaterThan(0);
    expect(election).toEqual({
      readiness: { phase: 'ELECTION_DAY', from: '2024-11-05' },
      taskForces: [{ id: 'election-security-task-force' }],
    });
    expect(narrative.about).toHaveLength(7);
    expect(action).toEqual({ owner: { function: 'results-reporting', agency: { id: 'elections' } } });
    expect(unknown).toEqual({ owner: null });
  });

  test('exactly the counties that went silent are silent', async () => {
    const reps = room.scenario.counties.map(({ ocdId }) => ({ __typename: 'Jurisdiction', ocdId }));
    const { data } = await room.ask(
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Jurisdiction { ocdId lastCheckIn { silent } } } }',
      { reps },
    );
    const silent = data._entities.filter(
      ({ lastCheckIn }: { readonly lastCheckIn: { readonly silent: boolean } }) => lastCheckIn.silent,
    );
    expect(silent.map(({ ocdId }: { readonly ocdId: string }) => ocdId).toSorted()).toEqual(
      room.scenario.silent.toSorted(),
    );
  });
});

test('every marked type has an object in the exercise, and all of them are of the exercise', async () => {
  const m = '__typename marking { tlp status originator caveats releasableTo }';
  const { data, errors } = await room.ask(
    `{ incidents(first: 200) { nodes { ${m} victim { ${m} } reporter { ${m} } stateOfficialNotice { ${m} official { ${m} } }
        escalations { ${m} } assignments { ${m} } disagreements { ${m} positions { ${m} } } rfis { ${m} } } }
      situation(jurisdiction: "${georgia}") { operationalPeriod { ${m} } }
      bulletins { nodes { ${m} acknowledgements { ${m} } } }
      taskForces { ${m} agreements { ${m} } }
      releaseRequests { ${m} } notificationCases { ${m} accumulation { ${m} } }
      sitrep { ${m} coordinationChanges { ${m} } } cooperationMetrics { ${m} figures { ${m} } }
      _entities(representations: [
        { __typename: "Jurisdiction", ocdId: "${georgia}" }, { __typename: "Election", id: "us-ga-2024-11-05" }]) {
        ... on Jurisdiction { lastCheckIn { ${m} } } ... on Election { readiness { ${m} } } } }`,
  );
  expect(errors).toEqual([]);
  const found = foundMarkings(data);
  expect(markedTypes(agency.folder).filter((type) => !found.has(type))).toEqual([]);
  const tlps = (type: string): readonly string[] =>
    [...new Set(found.get(type)?.map(({ tlp }) => tlp))].toSorted();
  expect([...found.values()].flat().filter(({ status }) => status !== 'EXERCISE')).toEqual([]);
  expect(tlps('Incident')).toEqual(['GREEN']);
  expect(tlps('Victim')).toEqual(['RED']);
  // Who reported a breach that is not confirmed would tell whose it is.
  expect(tlps('Reporter')).toEqual(['AMBER_STRICT', 'RED']);
  expect(tlps('Contact')).toEqual(['AMBER']);
  expect(tlps('CooperationMetric')).toEqual(['GREEN']);
  expect(tlps('CooperationFigures')).toEqual(['AMBER']);
  expect(tlps('NotificationCase')).toEqual(['AMBER']);
  expect(found.get('Reporter')?.every(({ caveats }) => caveats.includes('IDSRC'))).toBe(true);
});
