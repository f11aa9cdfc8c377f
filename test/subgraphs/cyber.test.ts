import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/cyber/index.ts';
import { priorityOf, scoresOf } from '../../subgraphs/cyber/nciss.ts';
import { campaignId, indicatorId, narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { stixIdOf } from '../../subgraphs/kit/scenario/seeded-random.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';
import { entitiesOf, statementsOf } from './entities-of.ts';
import { foundMarkings, markedTypes } from './found-markings.ts';

const georgia = 'ocd-division/country:us/state:ga';
const county = (slug: string): string => `${georgia}/county:${slug}`;

describe('cyber', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const of = (type: string, keys: readonly object[], fields: string) => entitiesOf(room, type, keys, fields);

  test.each([
    ['breachLowndes', 'SEVERE', 'PRESENCE', []],
    ['hoaxFulton', 'HIGH', 'ENGAGE', []],
    ['phishingBibb', 'MEDIUM', 'ENGAGE', []],
    ['ddosChatham', 'HIGH', 'EFFECT', []],
    ['pollbookCobb', 'LOW', null, ['PCII']],
    ['deviceGwinnett', 'BASELINE_MINOR', null, ['PCII']],
  ] as const)('%s is assessed %s', async (story, priority, observedActivity, caveats) => {
    const [incident] = await of(
      'Incident',
      [{ id: room.scenario.story(story).id }],
      'cyber { priority ncissScore observedActivity technicalDetail whatToDo status determination recoverability techniques { id } marking { tlp caveats status originator } }',
    );
    expect(incident.cyber).toMatchObject({
      priority,
      observedActivity,
      techniques: [],
      marking: { tlp: 'AMBER', caveats, status: 'EXERCISE', originator: 'cyber' },
    });
    const [least, greatest] = scoresOf(priority);
    expect(incident.cyber.ncissScore).toBeGreaterThanOrEqual(least);
    expect(incident.cyber.ncissScore).toBeLessThanOrEqual(greatest);
    for (const text of ['technicalDetail', 'whatToDo', 'determination'])
      expect(incident.cyber[text].length).toBeGreaterThan(10);
  });

  test('who sent the hoaxes is not established, and the priority of the poll books is not the one of the room', async () => {
    const { hoaxWayne, pollbookCobb } = {
      hoaxWayne: room.scenario.story('hoaxWayne'),
      pollbookCobb: room.scenario.story('pollbookCobb'),
    };
    const [hoax, books] = await of('Incident', [hoaxWayne, pollbookCobb], 'cyber { determination priority }');
    expect(hoax.cyber.determination).toContain('not established');
    expect(books.cyber.priority).not.toBe(pollbookCobb.severity);
  });

  test('incidents that are none of its business have no facet', async () => {
    const stories = ['swattingHall', 'threatRichmond', 'outageDougherty'] as const;
    const found = await of(
      'Incident',
      stories.map((name) => room.scenario.story(name)),
      'cyber { status }',
    );
    expect(found).toEqual(stories.map(() => ({ cyber: null })));
  });

  test('no text about a breach that is not confirmed names its victim', async () => {
    const breaches = room.scenario.incidents.filter(({ protectsVictim }) => protectsVictim);
    const found = await of(
      'Incident',
      breaches,
      'cyber { technicalDetail vendorNotes determination whatToDo }',
    );
    for (const [index, { countyName }] of breaches.entries())
      expect(JSON.stringify(found[index])).not.toContain(countyName);
  });

  test.each([
    [0, 'BASELINE_NEGLIGIBLE'],
    [19.9, 'BASELINE_NEGLIGIBLE'],
    [20, 'BASELINE_MINOR'],
    [35, 'LOW'],
    [50, 'MEDIUM'],
    [65, 'HIGH'],
    [80, 'SEVERE'],
    [95, 'EMERGENCY'],
    [100, 'EMERGENCY'],
  ])('a score of %d has the priority %s', (score, priority) => {
    expect(priorityOf(score)).toBe(priority);
  });

  test('a score beyond the scale has no priority', () => {
    expect(() => priorityOf(101)).toThrow('scores go from 0 to 100');
    expect(() => priorityOf(-1)).toThrow('scores go from 0 to 100');
  });

  test('the advisory of the exercise names a voting system and a weakness, and both name it', async () => {
    const { data, errors } = await room.ask(
      `{ advisory(id: "ICSA-2024-EX-01") { title publisher quotable whatToDo mitigations references marking { tlp status }
          products { name vendor version votingSystem { id } } vulnerabilities { cveId } }
        vulnerability(cveId: "CVE-1900-0001") { vendor product addedAt weaknesses advisories { id } marking { tlp status } }
        advisories(filter: { product: "clearmark", cveId: "CVE-1900-0001", text: "northlight" }) { totalCount }
        other: advisories(filter: { cveId: "CVE-1900-0002" }) { totalCount }
        vulnerabilities(filter: { knownExploited: false }) { nodes { cveId } } }`,
    );
    expect(errors).toEqual([]);
    const system = room.scenario.systems.find(({ product }) => product === 'ClearMark BMD');
    expect(data.advisory).toMatchObject({
      products: [{ version: '4.2', vendor: 'Northlight Ballot Works', votingSystem: { id: system?.id } }],
      vulnerabilities: [{ cveId: 'CVE-1900-0001' }],
      marking: { tlp: 'CLEAR', status: 'EXERCISE' },
    });
    expect(data.vulnerability).toMatchObject({
      addedAt: null,
      advisories: [{ id: 'ICSA-2024-EX-01' }],
      marking: { tlp: 'CLEAR', status: 'EXERCISE' },
    });
    expect([data.advisories.totalCount, data.other.totalCount]).toEqual([1, 0]);
    expect(data.vulnerabilities.nodes).toEqual([{ cveId: 'CVE-1900-0001' }]);
    const systems = await of('VotingSystem', room.scenario.systems, 'advisories { id } exposures { cveId }');
    expect(systems.map(({ advisories }) => advisories.length)).toEqual([1, 0, 0, 0]);
    expect(systems.map(({ exposures }) => exposures)).toEqual([[], [], [], []]);
  });

  test('every county of Georgia has its coverage, two thirds of them a sensor, and a band that says less', async () => {
    const keys = room.scenario.counties.map(({ ocdId }) => ({ ocdId }));
    const found = await of(
      'Jurisdiction',
      keys,
      'ocdId sensorBand sensorCoverage { networkSensor endpointDetection domainBlocking lastReportAt silent marking { tlp } }',
    );
    expect(found).toHaveLength(159);
    const bands = new Set(found.map(({ sensorBand }) => sensorBand));
    expect(bands).toEqual(new Set(['most of it watched', 'part of it watched', 'hardly watched']));
    const watched = found.filter(({ sensorCoverage }) => sensorCoverage.networkSensor).length;
    expect(watched).toBeGreaterThan(90);
    expect(watched).toBeLessThan(125);
    for (const { ocdId, sensorCoverage } of found) {
      expect(sensorCoverage.marking.tlp).toBe('AMBER_STRICT');
      expect(sensorCoverage.lastReportAt === null).toBe(!sensorCoverage.networkSensor);
      const silent = sensorCoverage.networkSensor ? room.scenario.silent.includes(ocdId) : null;
      expect(sensorCoverage.silent).toBe(silent);
    }
  });

  test.each([
    [georgia, 60, ['echols', 'telfair', 'ware']],
    [georgia, 144, ['echols', 'telfair', 'ware']],
    [georgia, 146, []],
    [county('ware'), 60, ['ware']],
    ['ocd-division/country:us/state:pa', 60, []],
  ])('sensors of %s that are silent for %d minutes', async (jurisdiction, minutes, slugs) => {
    const { data } = await room.ask(
      `query ($j: OcdId!, $m: Int!) { sensorSilence(jurisdiction: $j, minutes: $m) { ocdId } }`,
      { j: jurisdiction, m: minutes },
    );
    expect(data.sensorSilence).toEqual(slugs.map((slug) => ({ ocdId: county(slug) })));
  });

  test('exposures are known where the agency watches, and unknown elsewhere', async () => {
    const pennsylvania = 'ocd-division/country:us/state:pa/county:centre';
    const keys = [...room.scenario.counties.map(({ ocdId }) => ({ ocdId })), { ocdId: pennsylvania }];
    const found = await of(
      'Jurisdiction',
      keys,
      'exposures { asset unpatched since mitigatedAt vulnerability { cveId } marking { tlp } } domains { name } sensorCoverage { silent }',
    );
    expect(found.at(-1)).toEqual({ exposures: null, domains: null, sensorCoverage: null });
    const all = found.slice(0, -1).flatMap(({ exposures }) => exposures);
    expect(all.length).toBeGreaterThan(20);
    expect(found.some(({ exposures }) => exposures?.length === 0)).toBe(true);
    for (const { mitigatedAt, unpatched, marking } of all) {
      expect(unpatched > 0).toBe(mitigatedAt === null);
      expect(marking.tlp).toBe('AMBER_STRICT');
    }
    expect(all.some(({ vulnerability }) => vulnerability?.cveId === 'CVE-1900-0001')).toBe(true);
  });

  test('narratives, injects, campaigns, actors and situation reports get what the agency adds', async () => {
    const [machines, hacked, other] = await of(
      'Narrative',
      [{ id: narrativeId('machinesDown') }, { id: narrativeId('resultsHacked') }, { id: 'other' }],
      'deviceReality',
    );
    expect(machines.deviceReality).toBe(
      'One ballot marking device reported a fault at 07:25 and was replaced at 07:55; no other fault is known.',
    );
    expect(hacked.deviceReality).toContain('copies');
    expect(other.deviceReality).toBeNull();
    const [inject] = await of(
      'Inject',
      [{ id: room.scenario.story('hoaxFulton').inject }],
      'cyberActions { at action marking { tlp status } }',
    );
    expect(inject.cyberActions).toMatchObject([
      { at: room.scenario.at('08:20'), marking: { tlp: 'AMBER', status: 'EXERCISE' } },
      { at: room.scenario.at('08:55'), action: 'Tells the room that the sender is not established' },
    ]);
    const [campaign] = await of(
      'Campaign',
      [{ id: campaignId('hoaxMail') }],
      'indicators { id } techniques { id }',
    );
    expect(campaign).toEqual({
      indicators: [{ id: indicatorId('hoaxRelay') }, { id: indicatorId('hoaxSender') }],
      techniques: [],
    });
    const [actor] = await of(
      'ThreatActor',
      [{ id: stixIdOf('intrusion-set', 'Slate Fox') }],
      'infrastructure { name }',
    );
    expect(actor.infrastructure).toEqual([{ name: 'Harrow' }]);
    const [since, never] = await of(
      'Sitrep',
      [
        { id: 's', issuedAt: '2024-11-05T09:00:00-05:00' },
        { id: 't', issuedAt: null },
      ],
      'cyberChanges { at subjectType subjectId summary marking { tlp } }',
    );
    expect(never.cyberChanges).toBeNull();
    const times = since.cyberChanges.map(({ at }: { at: string }) => at);
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(times.every((at: string) => at >= room.scenario.at('09:00'))).toBe(true);
  });

  test('the statements of an operation do not grow with the entities asked for', async () => {
    const incidents = room.scenario.incidents.filter(({ type }) => /PHISHING|THREAT|FAULT/u.test(type));
    const fields =
      'cyber { priority techniques { mitigations } indicators { malware { name } sightings { count items { totalCount nodes { indicator { name } } } } } }';
    const statements = (type: string, keys: readonly object[], selected: string) =>
      statementsOf(room, type, keys, selected);
    const hoax = room.scenario.story('phishingBibb');
    expect(await statements('Incident', [hoax, ...incidents], fields)).toBe(
      await statements('Incident', [hoax], fields),
    );
    const places = room.scenario.counties.map(({ ocdId }) => ({ ocdId }));
    const watched =
      'sensorBand sensorCoverage { silent } exposures { vulnerability { name } } domains { name }';
    expect(await statements('Jurisdiction', places, watched)).toBeLessThanOrEqual(6);
    const bulletins = (count: number) =>
      Array.from({ length: count }, (_, id) => ({
        id,
        indicatorIds: [indicatorId('phishLink'), indicatorId('hoaxSender'), indicatorId('floodSource')],
      }));
    const listed = 'indicators { name } sightings { count items(first: 2) { totalCount nodes { id } } }';
    const one = await statements('Bulletin', bulletins(1), listed);
    expect(await statements('Bulletin', bulletins(50), listed)).toBe(one);
    expect(one).toBe(4);
  });

  test('a larger exercise costs no more statements', async () => {
    const large = await openSubgraph(agency, { scale: 10 });
    try {
      const query = `{ indicators { totalCount nodes { name sightings { count items { nodes { id } } } } }
        vulnerabilities { nodes { advisories { title products { name } } } } sensorSilence(jurisdiction: "${georgia}") { ocdId exposures { asset } } }`;
      const [small, great]: readonly Answer[] = [await room.ask(query), await large.ask(query)];
      expect(great?.errors).toEqual([]);
      expect(great?.statements).toBe(small?.statements);
    } finally {
      await large.close();
    }
  });

  test('seeding the same exercise again changes nothing', async () => {
    const part = agency.scenario?.(room.scenario);
    expect(part && (await seedAgency(room.store, room.scenario, part))).toBeNull();
  });

  test('every type of objects with markings has one in the exercise, or in what is loaded', async () => {
    const marked = markedTypes(agency.folder);
    const { data, errors } = await room.ask(
      `query ($reps: [_Any!]!) {
        indicators { nodes { __typename marking { tlp } sightings { __typename marking { tlp } items { nodes { __typename marking { tlp } } } } } }
        advisories { nodes { __typename marking { tlp } } } vulnerabilities { nodes { __typename marking { tlp } } }
        malware { nodes { __typename marking { tlp } } }
        _entities(representations: $reps) {
          ... on Incident { cyber { __typename marking { tlp } } }
          ... on Jurisdiction { sensorCoverage { __typename marking { tlp } } exposures { __typename marking { tlp } } } } }`,
      {
        reps: [
          { __typename: 'Incident', id: room.scenario.story('hoaxFulton').id },
          ...room.scenario.counties.map(({ ocdId }) => ({ __typename: 'Jurisdiction', ocdId })),
        ],
      },
    );
    expect(errors).toEqual([]);
    // Techniques come with ATT&CK alone; see what is imported.
    const here = marked.filter((type) => type !== 'Technique');
    expect(here).toHaveLength(marked.length - 1);
    for (const type of here) expect(foundMarkings(data).get(type)?.[0]?.tlp, type).toBeDefined();
  });
});
