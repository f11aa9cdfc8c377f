import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/cyber/index.ts';
import { indicatorId, sightingId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { entitiesOf } from './entities-of.ts';

const county = (slug: string): string => `ocd-division/country:us/state:ga/county:${slug}`;

describe('indicators and sightings of the cyber agency', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const of = (type: string, keys: readonly object[], fields: string) => entitiesOf(room, type, keys, fields);

  test('an indicator is found by a value of its pattern, with who has seen it and how it may be used', async () => {
    const { data, errors } = await room.ask(
      `{ indicator(value: "SSO-elections.example") { id name pattern pap types confidence source consent
        fieldMarkings { field marking { tlp caveats } } malware { name isTool marking { tlp } }
        marking { tlp caveats originator status case }
        sightings { count agencies { id } firstSeen lastSeen marking { tlp status }
          items(orderBy: { field: FIRST_SEEN, direction: ASC }) { totalCount nodes {
            id agency { id } where { ocdId } indicator { name } marking { tlp originator } } } } } }`,
    );
    expect(errors).toEqual([]);
    const seen = [
      ['clarke', 'elections'],
      ['bibb', 'elections'],
      ['lowndes', 'elections'],
      ['muscogee', 'cyber'],
    ] as const;
    expect(data.indicator).toMatchObject({
      id: indicatorId('phishLink'),
      pattern: "[url:value = 'https://sso-elections.example/login']",
      pap: 'GREEN',
      types: ['malicious-activity'],
      confidence: 'HIGH',
      source: 'Election office of Clarke County',
      consent: 'USG',
      fieldMarkings: [{ field: 'source', marking: { tlp: 'AMBER_STRICT', caveats: ['IDSRC'] } }],
      malware: [{ name: 'Harrow', isTool: true, marking: { tlp: 'AMBER' } }],
      marking: { tlp: 'GREEN', caveats: ['IDSRC'], originator: 'cyber', status: 'EXERCISE' },
      sightings: {
        agencies: [{ id: 'cyber' }, { id: 'elections' }],
        firstSeen: room.scenario.at('05:50'),
        lastSeen: room.scenario.at('08:45'),
        marking: { tlp: 'GREEN', status: 'EXERCISE' },
        items: {
          totalCount: 4,
          nodes: seen.map(([slug, by]) => ({
            id: sightingId('phishLink', ['clarke', 'bibb', 'muscogee', 'lowndes'].indexOf(slug)),
            agency: { id: by },
            where: { ocdId: county(slug) },
            indicator: { name: 'Link to a false single sign-on page' },
            marking: { tlp: 'GREEN', originator: by },
          })),
        },
      },
    });
  });

  test('a count of sightings adds up what was seen; an indicator that nobody saw has none', async () => {
    const { data } = await room.ask(
      `{ indicators { nodes { id sightings { count agencies { id } lastSeen marking { tlp } items { nodes { count } } } } }
        nothing: indicator { id } }`,
    );
    expect(data.nothing).toBeNull();
    expect(data.indicators.nodes).toHaveLength(5);
    for (const { sightings } of data.indicators.nodes) {
      const counts = sightings.items.nodes.map(({ count }: { count: number }) => count);
      expect(sightings.count).toBe(counts.reduce((sum: number, count: number) => sum + count, 0));
    }
    const relay = data.indicators.nodes.find(({ id }: { id: string }) => id === indicatorId('hoaxRelay'));
    expect(relay.sightings).toMatchObject({
      count: 0,
      agencies: [],
      lastSeen: null,
      marking: { tlp: 'AMBER' },
    });
    const flood = data.indicators.nodes.find(({ id }: { id: string }) => id === indicatorId('floodSource'));
    expect(flood.sightings.agencies).toEqual([{ id: 'cyber' }]);
  });

  test.each([
    ['{ name: "hoax" }', ['hoaxRelay', 'hoaxSender']],
    ['{ value: "203.0.113.77" }', ['floodSource']],
    ['{ validAt: "2024-11-05T06:30:00-05:00" }', ['phishLink']],
    ['{ incident: "none" }', []],
  ] as const)('indicators are filtered: %s', async (filter, names) => {
    const { data } = await room.ask(
      `{ indicators(filter: ${filter}, orderBy: { field: VALID_FROM, direction: DESC }) { totalCount nodes { id } } }`,
    );
    expect(data.indicators.nodes.map(({ id }: { id: string }) => id)).toEqual(names.map(indicatorId));
    expect(data.indicators.totalCount).toBe(names.length);
  });

  test('an incident has its indicators, whether asked for by it or filtered by it', async () => {
    const { id } = room.scenario.story('hoaxDekalb');
    const { data } = await room.ask(
      `{ indicators(filter: { incident: "${id}" }, orderBy: { field: NAME, direction: ASC }) { nodes { id } } }`,
    );
    expect(data.indicators.nodes).toEqual([
      { id: indicatorId('hoaxRelay') },
      { id: indicatorId('hoaxSender') },
    ]);
    const [incident] = await of('Incident', [{ id }], 'cyber { indicators { id } }');
    expect(new Set(incident.cyber.indicators.map((each: { id: string }) => each.id))).toEqual(
      new Set([indicatorId('hoaxRelay'), indicatorId('hoaxSender')]),
    );
  });

  test('a bulletin has its indicators and one list of all their sightings, page by page', async () => {
    const indicatorIds = [indicatorId('phishLink'), indicatorId('phishFile'), 'unknown'];
    const [bulletin, none] = await of(
      'Bulletin',
      [
        { id: 'b', indicatorIds },
        { id: 'c', indicatorIds: [] },
      ],
      'indicators { id } sightings { count agencies { id } items { totalCount nodes { id lastSeen } } }',
    );
    expect(none).toEqual({ indicators: [], sightings: null });
    expect(bulletin.indicators.map(({ id }: { id: string }) => id)).toEqual(indicatorIds.slice(0, 2));
    expect(bulletin.sightings.agencies).toEqual([{ id: 'cyber' }, { id: 'elections' }]);
    const whole = bulletin.sightings.items.nodes;
    expect(bulletin.sightings.items.totalCount).toBe(7);
    const times = whole.map(({ lastSeen }: { lastSeen: string }) => lastSeen);
    expect(times).toEqual(times.toSorted().toReversed());
    const paged: unknown[] = [];
    let after: string | null = null;
    do {
      const items: string = `items(first: 2${after === null ? '' : `, after: "${after}"`}) { nodes { id lastSeen } pageInfo { hasNextPage hasPreviousPage endCursor } }`;
      const [next] = await of('Bulletin', [{ id: 'b', indicatorIds }], `sightings { ${items} }`);
      const page = next.sightings.items;
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      paged.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(whole);
  });
});
