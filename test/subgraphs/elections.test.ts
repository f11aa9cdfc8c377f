import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/elections/index.ts';
import { narrativeId, sightingId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { bulletinNames } from '../../subgraphs/kit/scenario/storyline.ts';
import type { StoryName } from '../../subgraphs/kit/scenario/storyline.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';
import { markedTypes, typesFound } from '../kit/marked-types.ts';

const georgia = 'ocd-division/country:us/state:ga';
const county = (slug: string): string => `${georgia}/county:${slug}`;
const entities = (selection: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

/** One field of all objects of an answer. */
const pluck = (objects: readonly Readonly<Record<string, unknown>>[], field: string): readonly unknown[] =>
  objects.map((object) => object[field]);

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

type AffectedDevice = Readonly<Record<'mitigated' | 'advisoryAcknowledgedAt', unknown>>;

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

const incidentOf = (name: StoryName): { __typename: string; id: string } => ({
  __typename: 'Incident',
  id: room.scenario.story(name).id,
});

describe('the story at 09:30', () => {
  const impact = `... on Incident { operationalImpact {
    placesAffected minutesLost functionalImpact status priority publicTold
    extensionRequestedAt extensionGrantedUntil marking { tlp }
    places { name status since reopenedAt minutesClosed extensionUntil place { id } marking { tlp } } } }`;
  const facet = async (name: StoryName): Promise<Answer['data']> =>
    (await room.ask(entities(impact), { of: [incidentOf(name)] })).data._entities[0].operationalImpact;
  const minutes = (given: Answer['data']): readonly unknown[] => pluck(given.places, 'minutesClosed');

  test('thirty-two places were threatened in Fulton, five evacuated, one of them still', async () => {
    const fulton = await facet('hoaxFulton');
    expect(fulton).toMatchObject({
      placesAffected: 32,
      minutesLost: 195,
      status: 'EVACUATED',
      priority: 'SEVERE',
      publicTold: true,
      extensionRequestedAt: '2024-11-05T14:00:00.000Z',
      extensionGrantedUntil: '2024-11-06T00:20:00.000Z',
      marking: { tlp: 'GREEN' },
    });
    expect(fulton.places).toHaveLength(32);
    expect(minutes(fulton).slice(0, 6)).toEqual([75, 35, 32, 28, 25, 0]);
    const closed = fulton.places.slice(0, 5);
    for (const place of closed) {
      expect(place).toMatchObject({
        since: '2024-11-05T13:15:00.000Z',
        extensionUntil: '2024-11-06T00:20:00.000Z',
        marking: { tlp: 'GREEN' },
      });
    }
    expect(pluck(closed, 'status')).toEqual(['EVACUATED', 'OPEN', 'OPEN', 'OPEN', 'OPEN']);
    expect(fulton.places[5]).toMatchObject({ status: 'OPEN', since: null, marking: { tlp: 'AMBER' } });
    expect(pluck(fulton.places, 'name')).not.toContain(null);
    expect(pluck(fulton.places, 'place')).not.toContain(null);
  });

  test.each([
    ['hoaxDekalb', 5, [50, 25, 0, 0, 0], 'EVACUATED', null, null],
    ['hoaxGwinnett', 3, [0, 0, 0], 'OPEN', null, null],
    ['pollbookCobb', 4, [140, 140, 55, 55], 'CLOSED', '2024-11-05T13:50:00.000Z', null],
    ['outageDougherty', 2, [50, 40], 'RELOCATED', null, null],
    ['swattingHall', 1, [20], 'OPEN', null, null],
    ['deviceGwinnett', 1, [0], 'OPEN', null, null],
    ['ddosChatham', 0, [], null, null, null],
  ] as const)('%s: minutes lost place by place, and the extension', async (...row) => {
    const [name, affected, lost, status, extensionRequestedAt, extensionGrantedUntil] = row;
    const given = await facet(name);
    expect(given).toMatchObject({
      placesAffected: affected,
      status,
      extensionRequestedAt,
      extensionGrantedUntil,
    });
    expect(minutes(given)).toEqual(lost);
    expect(given.minutesLost).toBe(lost.reduce((sum: number, each) => sum + each, 0));
  });

  test('a breach that nobody told the offices of has no impact, and one they know of names no place', async () => {
    expect(await facet('breachGlynn')).toBeNull();
    expect(await facet('breachLowndes')).toMatchObject({
      places: [],
      status: null,
      marking: { tlp: 'AMBER_STRICT' },
    });
  });

  test('the disrupted places of a state, the longest disrupted first', async () => {
    const { data } = await room.ask(
      `{ disruptedPlaces(jurisdiction: "${georgia}") {
        status minutesClosed jurisdiction { name }
        disruption { since until publicTold incidents { id } marking { tlp status } } } }`,
    );
    expect(data.disruptedPlaces).toMatchObject([
      { jurisdiction: { name: 'Dougherty' }, status: 'RELOCATED' },
      { jurisdiction: { name: 'Cobb' }, status: 'CLOSED' },
      { jurisdiction: { name: 'Cobb' }, status: 'CLOSED' },
      { jurisdiction: { name: 'Fulton' }, status: 'EVACUATED' },
      { jurisdiction: { name: 'DeKalb' }, status: 'EVACUATED' },
    ]);
    expect(data.disruptedPlaces[3].disruption).toEqual({
      since: '2024-11-05T13:15:00.000Z',
      until: null,
      publicTold: true,
      incidents: [{ id: room.scenario.story('hoaxFulton').id }],
      marking: { tlp: 'GREEN', status: 'EXERCISE' },
    });
  });

  test('a place that is open again has lost minutes and no disruption', async () => {
    const { data } = await room.ask(
      `{ pollingPlaces(first: 2, filter: { within: "${county('hall')}" },
        orderBy: { field: MINUTES_CLOSED, direction: DESC }) {
        nodes { status minutesClosed disruption { since } } } }`,
    );
    expect(data.pollingPlaces.nodes[0]).toEqual({ status: 'OPEN', minutesClosed: 20, disruption: null });
  });

  test.each([
    [60, ['Ware', 'Telfair', 'Echols']],
    [141, ['Ware']],
    [142, []],
  ])('offices silent for %i minutes', async (given, names) => {
    const { data } = await room.ask(
      `query ($minutes: Int!) { silentJurisdictions(jurisdiction: "${georgia}", minutes: $minutes) {
        name opening { status minutesSilent } } }`,
      { minutes: given },
    );
    expect(pluck(data.silentJurisdictions, 'name')).toEqual(names);
    for (const { opening } of data.silentJurisdictions) {
      expect(opening.status).toBe('OPEN');
      expect(opening.minutesSilent).toBeGreaterThanOrEqual(given);
    }
  });

  test('the claim that all machines are down is false, by device log and by correction', async () => {
    const { data } = await room.ask(
      entities(`
        ... on Narrative { factStatus officialCorrection { text url issuedAt by { name } } }
        ... on Incident { operationalImpact { devices { count events { at disposition } } } }`),
      {
        of: [
          ...(['machinesDown', 'pollsClosed', 'resultsHacked'] as const).map((name) => ({
            __typename: 'Narrative',
            id: narrativeId(name),
          })),
          { __typename: 'Narrative', id: 'narrative--unknown' },
          incidentOf('deviceGwinnett'),
        ],
      },
    );
    const [down, closed, hacked, unknown, fault] = data._entities;
    expect(down).toMatchObject({
      factStatus: 'FALSE',
      officialCorrection: {
        url: 'https://gwinnett-elections.example/facts',
        issuedAt: '2024-11-05T14:00:00.000Z',
        by: { name: 'Gwinnett' },
      },
    });
    expect(closed).toMatchObject({
      factStatus: 'MISLEADING',
      officialCorrection: { by: { name: 'Fulton' } },
    });
    expect(hacked).toEqual({ factStatus: 'CHECKING', officialCorrection: null });
    expect(unknown).toEqual({ factStatus: 'NOT_CHECKED', officialCorrection: null });
    expect(fault.operationalImpact.devices).toHaveLength(1);
    expect(pluck(fault.operationalImpact.devices[0].events, 'disposition')).toEqual([
      'SUCCESS',
      'NA',
      'FAILURE',
    ]);
  });

  test('an advisory names who runs its product, acknowledged or not', async () => {
    const { data } = await room.ask(
      entities(`
        ... on Advisory { affectedJurisdictions { ocdId }
          affectedDevices { id mitigated advisoryAcknowledgedAt system { product version } jurisdiction { ocdId } } }
        ... on Vulnerability { affectedDevices { id } }`),
      {
        of: [
          { __typename: 'Advisory', id: 'ICSA-2024-EX-01' },
          { __typename: 'Vulnerability', cveId: 'CVE-1900-0001' },
          { __typename: 'Advisory', id: 'ICSA-22-154-01' },
        ],
      },
    );
    const [advisory, vulnerability, other] = data._entities;
    const users = room.scenario.systems.find(({ product }) => product === 'ClearMark BMD')?.counties ?? [];
    expect(pluck(advisory.affectedJurisdictions, 'ocdId')).toEqual(users.toSorted());
    expect(advisory.affectedDevices).toHaveLength(users.length + 1);
    expect(pluck(vulnerability.affectedDevices, 'id')).toEqual(pluck(advisory.affectedDevices, 'id'));
    const devices: readonly AffectedDevice[] = advisory.affectedDevices;
    const mitigated = devices.filter((device) => device.mitigated);
    expect(mitigated.length).toBeGreaterThan(users.length / 4);
    expect(mitigated.length).toBeLessThan((users.length * 3) / 4);
    expect(pluck(mitigated, 'advisoryAcknowledgedAt')).not.toContain(null);
    expect(pluck(devices, 'advisoryAcknowledgedAt')).toContain(null);
    expect(other).toEqual({ affectedDevices: null, affectedJurisdictions: null });
  });

  test('bulletins, sightings, injects, corrective actions and reports get what the offices say', async () => {
    const { data } = await room.ask(
      entities(`
        ... on Bulletin { actionsTaken { by { name } at action mitigated marking { tlp } } }
        ... on Sighting { reporterOffice { name } }
        ... on Inject { electionOfficeActions { at action marking { tlp } } }
        ... on CorrectiveAction { electionOfficeProgress }
        ... on Sitrep { electionsChanges { at subjectType subjectId summary marking { tlp status } } }
        ... on Agency { electionsPresence { onShift health lastUpdate } }`),
      {
        of: [
          { __typename: 'Bulletin', id: bulletinNames.phishing },
          {
            __typename: 'Sighting',
            id: sightingId('phishLink', 3),
          },
          { __typename: 'Inject', id: room.scenario.story('pollbookCobb').inject },
          { __typename: 'CorrectiveAction', id: 'ca-2024-08-02' },
          { __typename: 'Sitrep', id: 'any', issuedAt: '2024-11-05T09:15:00-05:00' },
          { __typename: 'Sitrep', id: 'early', issuedAt: '2024-11-05T06:00:00-05:00' },
          { __typename: 'Agency', id: 'elections' },
          { __typename: 'Agency', id: 'cyber' },
        ],
      },
    );
    const [bulletin, sighting, inject, action, late, early, own, others] = data._entities;
    expect(pluck(bulletin.actionsTaken, 'by')).toEqual([
      { name: 'Clarke' },
      { name: 'Bibb' },
      { name: 'Muscogee' },
      { name: 'Houston' },
    ]);
    expect(sighting).toEqual({ reporterOffice: { name: 'Lowndes' } });
    expect(inject.electionOfficeActions).toHaveLength(2);
    expect(action.electionOfficeProgress).toContain('61 of 159');
    expect(late.electionsChanges[0]).toMatchObject({ at: '2024-11-05T14:20:00.000Z' });
    const times = pluck(early.electionsChanges, 'at');
    expect(times).toEqual(times.map(String).toSorted(descending));
    expect(early.electionsChanges.length).toBeGreaterThan(late.electionsChanges.length);
    const breaches = [room.scenario.story('breachLowndes').id, room.scenario.story('breachGlynn').id];
    for (const id of breaches) expect(pluck(early.electionsChanges, 'subjectId')).not.toContain(id);
    expect(own.electionsPresence).toMatchObject({ health: 'UP', lastUpdate: '2024-11-05T14:28:00.000Z' });
    expect(others.electionsPresence).toBeNull();
  });
});

test('every governed type has an object in the exercise, with a marking of it', async () => {
  const marking = 'marking { tlp releasableTo originator caveats case status }';
  const { data, errors } = await room.ask(
    `query ($of: [_Any!]!) {
      jurisdiction(geoid: "13121") { __typename ${marking} opening { __typename ${marking} }
        results { __typename ${marking} } votingSystems { __typename ${marking}
        devices { __typename ${marking} events { __typename ${marking} } } } }
      elections { nodes { __typename ${marking} } }
      disruptedPlaces(jurisdiction: "${georgia}") { __typename ${marking} disruption { __typename ${marking} } }
      _entities(representations: $of) {
        ... on Incident { operationalImpact { __typename ${marking} places { __typename ${marking} } } }
        ... on Bulletin { actionsTaken { __typename ${marking} } }
        ... on Inject { electionOfficeActions { __typename ${marking} } }
        ... on Sitrep { electionsChanges { __typename ${marking} } } } }`,
    {
      of: [
        incidentOf('hoaxFulton'),
        { __typename: 'Bulletin', id: bulletinNames.hoax },
        { __typename: 'Inject', id: room.scenario.story('hoaxFulton').inject },
        { __typename: 'Sitrep', id: 'any', issuedAt: room.scenario.at('06:00') },
      ],
    },
  );
  expect(errors).toEqual([]);
  const found = typesFound(data);
  expect([...found.keys()].toSorted()).toEqual([...markedTypes(agency)].toSorted());
  for (const [type, objects] of found) {
    for (const object of objects) {
      expect(object.marking, type).toMatchObject({ originator: 'elections' });
      if (type !== 'Jurisdiction') {
        expect(object.marking, type).toMatchObject({ case: room.scenario.exercise, status: 'EXERCISE' });
      }
    }
  }
  const labels = (type: string): readonly string[] => [
    ...new Set((found.get(type) ?? []).map((object) => object.marking.tlp)),
  ];
  expect(labels('Jurisdiction')).toEqual(['CLEAR']);
  expect(labels('Device')).toEqual(['AMBER_STRICT', 'AMBER']);
  expect(labels('DeviceEvent')).toEqual(['AMBER']);
});

test('two seeds of one exercise are equal, and the second changes nothing', async () => {
  const part = agency.scenario;
  if (part === null) throw new Error('the election offices have a part in the exercise');
  expect(part(room.scenario)).toEqual(part(room.scenario));
  expect(await seedAgency(room.store, room.scenario, part(room.scenario))).toBeNull();
});
