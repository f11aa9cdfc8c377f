import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/coordination/index.ts';
import { indicatorId, narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { stixIdOf } from '../../subgraphs/kit/scenario/seeded-random.ts';
import { bulletinNames } from '../../subgraphs/kit/scenario/storyline.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const at = (time: string): string => new Date(`2024-11-05T${time}:00-05:00`).toISOString();

describe('coordination', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  test('the room has seven agencies, each with its STIX identity and a duty desk', async () => {
    const { data, errors } = await room.ask('{ agencies { id stixId kind dutyDesk { desk phone } } }');
    expect(errors).toEqual([]);
    expect(data.agencies).toHaveLength(7);
    for (const { id, stixId, dutyDesk } of data.agencies) {
      expect(stixId).toBe(stixIdOf('identity', id));
      expect(dutyDesk.phone).toMatch(/^\+1 555 01\d\d$/u);
    }
  });

  test('a flooded results site has one Accountable, on shift, with a backup', async () => {
    const { data, errors } = await room.ask(
      `query ($id: ID!) { incident(id: $id) {
        accountable { raci agency { id } jurisdiction { ocdId } onShift { desk } backup { desk } }
        assignments { raci agency { id } } } }`,
      { id: room.scenario.story('ddosChatham').id },
    );
    expect(errors).toEqual([]);
    expect(data.incident).toEqual({
      accountable: {
        raci: 'ACCOUNTABLE',
        agency: { id: 'elections' },
        jurisdiction: { ocdId: `${georgia}/county:chatham` },
        onShift: { desk: 'Chatham County results desk' },
        backup: { desk: 'State results desk' },
      },
      assignments: [
        { raci: 'ACCOUNTABLE', agency: { id: 'elections' } },
        { raci: 'RESPONSIBLE', agency: { id: 'cyber' } },
        { raci: 'CONSULTED', agency: { id: 'law-enforcement' } },
        { raci: 'INFORMED', agency: { id: 'information-environment' } },
      ],
    });
  });

  test('no function has two Accountable in one jurisdiction, and no incident of the story has none', async () => {
    const rows = await room.store.query(
      `select function, jurisdiction_id, incident_id, count(*) as "count" from assignment
       where raci = 'ACCOUNTABLE' group by function, jurisdiction_id, incident_id`,
    );
    expect(rows.filter(({ count }) => count !== 1)).toEqual([]);
    const held = new Set(rows.map((row) => row['incident_id']));
    const story = room.scenario.incidents.filter((incident) => incident.story !== null);
    expect(story.filter(({ id }) => !held.has(id))).toEqual([]);
  });

  test('a small incident is answered for by the nearest standing holder', async () => {
    const small = room.scenario.incidents.find(({ story }) => story === null);
    const { data } = await room.ask(
      `query ($id: ID!) { incident(id: $id) { assignments { id } accountable { incident { id } jurisdiction { ocdId } } } }`,
      { id: small?.id },
    );
    expect(data.incident).toEqual({
      assignments: [],
      accountable: { incident: null, jurisdiction: { ocdId: small?.county } },
    });
  });

  test.each([
    ['a county that has one', `${georgia}/county:chatham`, 'results-reporting', `${georgia}/county:chatham`],
    ['its state where the county has none', `${georgia}/county:ware`, 'results-reporting', georgia],
    [
      'the country where the state has none',
      'ocd-division/country:us/state:tx',
      'incident-response',
      'ocd-division/country:us',
    ],
    ['the top where nothing is named', null, 'incident-response', 'ocd-division/country:us'],
  ])('a function is answered for by %s', async (_, jurisdiction, wanted, holder) => {
    const { data } = await room.ask(
      `query ($function: String!, $jurisdiction: OcdId) {
        whoIs(function: $function, jurisdiction: $jurisdiction, role: ACCOUNTABLE) { jurisdiction { ocdId } } }`,
      { function: wanted, jurisdiction },
    );
    expect(data.whoIs).toEqual([{ jurisdiction: { ocdId: holder } }]);
  });

  test('a state has all four parts of a function; one that nobody holds has none', async () => {
    const { data } = await room.ask(
      `{ state: whoIs(function: "incident-response", jurisdiction: "${georgia}") { raci }
         nobody: whoIs(function: "weather", jurisdiction: "${georgia}") { raci } }`,
    );
    expect(data.state.map(({ raci }: { readonly raci: string }) => raci)).toEqual([
      'ACCOUNTABLE',
      'RESPONSIBLE',
      'CONSULTED',
      'INFORMED',
    ]);
    expect(data.nobody).toEqual([]);
  });

  test('of the bulletins of the last two hours, six counties are overdue with one and none with the other', async () => {
    const { data, errors } = await room.ask(
      `query ($since: DateTime) { bulletinsAwaitingAck(since: $since) {
        id issuer { id } ackRate overdue { ocdId } unacknowledged { ocdId } indicatorIds } }`,
      { since: at('07:30') },
    );
    expect(errors).toEqual([]);
    const [flood, hoax, ...others] = data.bulletinsAwaitingAck;
    expect(others).toEqual([]);
    expect(flood).toMatchObject({ id: bulletinNames.flood, ackRate: 0.4, overdue: [] });
    expect(flood.unacknowledged).toHaveLength(3);
    expect(hoax).toMatchObject({ id: bulletinNames.hoax, issuer: { id: 'law-enforcement' }, ackRate: 0.5 });
    expect(hoax.overdue).toHaveLength(6);
    expect(hoax.indicatorIds).toEqual([indicatorId('hoaxSender'), indicatorId('hoaxRelay')]);
  });

  test('a jurisdiction asks for the bulletins that wait for it or for one below it', async () => {
    const { data } = await room.ask(
      `query ($county: OcdId!, $state: OcdId!, $other: OcdId!) {
        county: bulletinsAwaitingAck(jurisdiction: $county) { id }
        state: bulletinsAwaitingAck(jurisdiction: $state) { id }
        other: bulletinsAwaitingAck(jurisdiction: $other) { id } }`,
      { county: `${georgia}/county:ware`, state: georgia, other: 'ocd-division/country:us/state:pa' },
    );
    expect(data.county).toEqual([{ id: bulletinNames.phishing }]);
    expect(data.state).toHaveLength(3);
    expect(data.other).toEqual([]);
  });

  test('acknowledgements say how long they took', async () => {
    const { data } = await room.ask(
      '{ bulletins(filter: { issuer: "cyber" }, orderBy: { field: ISSUED_AT, direction: ASC }, first: 1) { totalCount nodes { audience { ocdId } acknowledgements { by { ocdId } minutesToAcknowledge } } } }',
    );
    expect(data.bulletins.totalCount).toBe(2);
    const [phishing] = data.bulletins.nodes;
    expect(phishing.audience).toHaveLength(10);
    expect(phishing.acknowledgements).toHaveLength(9);
    expect(phishing.acknowledgements[0]).toEqual({
      by: { ocdId: `${georgia}/county:clarke` },
      minutesToAcknowledge: 8,
    });
  });

  test('the overdue request is 30 minutes late and blocks a decision', async () => {
    const { data } = await room.ask(
      `{ overdue: openRfis(overdue: true) { from { id } to { id } minutesOverdue blocksDecision }
         waiting: openRfis(overdue: false) { from { id } to { id } minutesOverdue }
         rfis(filter: { status: [ANSWERED] }) { totalCount nodes { from { id } minutesOverdue } } }`,
    );
    expect(data).toEqual({
      overdue: [
        {
          from: { id: 'intelligence' },
          to: { id: 'law-enforcement' },
          minutesOverdue: 30,
          blocksDecision: 'Attribution statement for the 10:00 briefing',
        },
      ],
      waiting: [{ from: { id: 'coordination' }, to: { id: 'cyber' }, minutesOverdue: 0 }],
      rfis: {
        totalCount: 4,
        nodes: [
          { from: { id: 'cyber' }, minutesOverdue: 20 },
          { from: { id: 'information-environment' }, minutesOverdue: 0 },
          { from: { id: 'elections' }, minutesOverdue: 0 },
          { from: { id: 'coordination' }, minutesOverdue: 4 },
        ],
      },
    });
  });

  test('the hoaxes together meet the threshold, the flood alone does not', async () => {
    const { data } = await room.ask(
      `{ accumulation(notificationCase: "nc-2024-11-05-01") {
          meetsThreshold incidentCount jurisdictionCount severeCount criteria { name value threshold met } }
        flood: accumulation(notificationCase: "nc-2024-11-05-02") { meetsThreshold incidentCount }
        unknown: accumulation(notificationCase: "nc-none") { meetsThreshold }
        notificationCases { stage narrativeIds incidents { type } } }`,
    );
    expect(data.accumulation).toEqual({
      meetsThreshold: true,
      incidentCount: 7,
      jurisdictionCount: 7,
      severeCount: 3,
      criteria: [
        { name: 'reach', value: 5, threshold: 3, met: true },
        { name: 'scale', value: 7, threshold: 5, met: true },
        { name: 'severity', value: 3, threshold: 3, met: true },
        { name: 'novelty', value: 1, threshold: 0.5, met: true },
        { name: 'proximity', value: 0, threshold: 1, met: true },
      ],
    });
    expect(data.flood).toEqual({ meetsThreshold: false, incidentCount: 1 });
    expect(data.unknown).toBeNull();
    expect(data.notificationCases[0]).toMatchObject({
      stage: 'ASSESSED',
      narrativeIds: [narrativeId('pollsClosed')],
    });
    expect(data.notificationCases[0].incidents).toHaveLength(7);
  });

  test('agencies differ on attribution, status and response; what was settled is no longer listed', async () => {
    const { data } = await room.ask(
      `{ disagreements { aspect positions { agency { id } value } }
         cobb: disagreements(jurisdiction: "${georgia}/county:cobb") { aspect }
         bibb: disagreements(jurisdiction: "${georgia}/county:bibb") { aspect } }`,
    );
    expect(data.disagreements).toEqual([
      {
        aspect: 'ATTRIBUTION',
        positions: [
          { agency: { id: 'intelligence' }, value: 'a foreign actor, likely' },
          { agency: { id: 'cyber' }, value: 'not established' },
          { agency: { id: 'law-enforcement' }, value: 'under investigation' },
        ],
      },
      {
        aspect: 'STATUS',
        positions: [
          { agency: { id: 'coordination' }, value: 'open' },
          { agency: { id: 'elections' }, value: 'restored at two of four places' },
        ],
      },
      {
        aspect: 'RESPONSE',
        positions: [
          { agency: { id: 'law-enforcement' }, value: 'hold for evidence' },
          { agency: { id: 'elections' }, value: 'restore service' },
        ],
      },
    ]);
    expect(data.cobb).toEqual([{ aspect: 'STATUS' }]);
    expect(data.bibb).toEqual([]);
  });

  test('metrics of a pair are measured from acknowledgements and answers', async () => {
    const { data, errors } = await room.ask(
      `query ($since: DateTime) {
        pair: cooperationMetrics(between: ["elections", "cyber"]) {
          issuer { id } recipient { id } marking { tlp }
          figures { bulletins acknowledged medianMinutesToAcknowledge rfis rfisOnTime marking { tlp releasableTo } } }
        late: cooperationMetrics(between: ["elections", "cyber"], since: $since) { figures { bulletins acknowledged rfis } }
        all: cooperationMetrics { issuer { id } } }`,
      { since: at('09:00') },
    );
    expect(errors).toEqual([]);
    expect(data.pair).toEqual([
      {
        issuer: { id: 'cyber' },
        recipient: { id: 'elections' },
        marking: { tlp: 'GREEN' },
        figures: {
          bulletins: 15,
          acknowledged: 11,
          medianMinutesToAcknowledge: 22,
          rfis: 1,
          rfisOnTime: 0,
          marking: { tlp: 'AMBER', releasableTo: ['cyber', 'elections'] },
        },
      },
    ]);
    expect(data.late).toEqual([{ figures: { bulletins: 5, acknowledged: 2, rfis: 0 } }]);
    expect(data.all).toHaveLength(9);
    const one = await room.ask('{ cooperationMetrics(between: ["cyber"]) { issuer { id } } }');
    expect(one.errors[0]?.message).toBe('`between` names 1 agencies; name two, or leave it out');
  });

  test('one agreement ends within thirty days', async () => {
    const { data } = await room.ask(
      `{ sharingAgreements { id } soon: sharingAgreements(expiringBefore: "2024-12-05") { until parties { id } }
         taskForces { members { id } chair { id } readinessPhase agreements { id } election { id } } }`,
    );
    expect(data.sharingAgreements).toHaveLength(3);
    expect(data.soon).toMatchObject([{ until: '2024-11-30' }]);
    expect(data.taskForces).toMatchObject([
      { chair: { id: 'coordination' }, readinessPhase: 'ELECTION_DAY', election: { id: 'us-ga-2024-11-05' } },
    ]);
    expect(data.taskForces[0].members).toHaveLength(7);
    expect(data.taskForces[0].agreements).toHaveLength(3);
  });

  test('release requests wait, are granted as a tearline, or are refused', async () => {
    const { data } = await room.ask(
      `{ releaseRequests { decision tearline requester { id } custodian { id } }
         pending: releaseRequests(status: PENDING) { id } }`,
    );
    const decisions = data.releaseRequests.map(({ decision }: { readonly decision: string }) => decision);
    expect(decisions).toEqual(['PENDING', 'PENDING', 'GRANTED_TEARLINE', 'REFUSED']);
    expect(data.releaseRequests[2].tearline).toContain('not established');
    expect(data.pending).toHaveLength(2);
  });

  test('the report of 06:00 is the latest, and what changed since is told newest first', async () => {
    const { data } = await room.ask(
      `query ($since: DateTime!) {
        sitrep { id issuedAt period { name } coordinationChanges { at subjectType summary } }
        changesSince(since: $since) { at } }`,
      { since: at('09:10') },
    );
    expect(data.sitrep).toMatchObject({
      id: 'sitrep-2024-11-05-0600',
      issuedAt: at('06:00'),
      period: { name: 'Day shift' },
    });
    const times = data.sitrep.coordinationChanges.map((change: { readonly at: string }) => change.at);
    expect(times.length).toBeGreaterThan(2 * 19);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(data.changesSince.length).toBeGreaterThan(0);
    expect(data.changesSince.every((change: { readonly at: string }) => change.at >= at('09:10'))).toBe(true);
  });
});
