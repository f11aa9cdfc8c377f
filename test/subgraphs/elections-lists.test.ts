import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/elections/index.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const county = (slug: string): string => `${georgia}/county:${slug}`;
const entities = (selection: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

/** One field of all objects of an answer. */
const pluck = (objects: readonly Readonly<Record<string, unknown>>[], field: string): readonly unknown[] =>
  objects.map((object) => object[field]);

type Counted = Readonly<Record<'totalCount', unknown>>;

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

describe('lists', () => {
  test('a page goes on where the one before it ended, and counts the whole', async () => {
    const page = `query ($after: String) { jurisdiction(geoid: "13") { children(first: 60, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { name } } } }`;
    const names: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const { data }: Answer = await room.ask(page, { after });
      const { children } = data.jurisdiction;
      expect(children.totalCount).toBe(159);
      expect(children.pageInfo.hasNextPage).toBe(pages < 2);
      expect(children.pageInfo.hasPreviousPage).toBe(pages > 0);
      names.push(...pluck(children.nodes, 'name').map(String));
      after = children.pageInfo.endCursor;
    }
    expect(names).toHaveLength(159);
    expect(names).toEqual(names.toSorted());
  });

  test.each([
    [`jurisdictions(filter: { within: "${georgia}" })`, 160],
    [`jurisdictions(filter: { parent: "${georgia}" })`, 159],
    [`jurisdictions(filter: { divisionType: ["state", "district"] })`, 51],
    [`jurisdictions(filter: { divisionType: ["parish"], name: "orleans" })`, 1],
    [`jurisdictions(filter: { country: "se" })`, 0],
    [`pollingPlaces(filter: { within: "${county('fulton')}" })`, 48],
    [`pollingPlaces(filter: { within: "${county('fulton')}", status: [EVACUATED] })`, 1],
    [`pollingPlaces(filter: { status: [EVACUATED, CLOSED, RELOCATED] })`, 5],
    [`pollingPlaces(filter: { isDropBox: true })`, 0],
    [`pollingPlaces(filter: { election: "us-ga-2024-11-05", isDropBox: false })`, 400],
    [`elections`, 1],
    [`votingSystems`, 4],
    [`votingSystems(filter: { vendor: "tally", product: "count" })`, 1],
    [`votingSystems(filter: { usedWithin: "${county('fulton')}" })`, 4],
    [`votingSystems(filter: { usedWithin: "${georgia}" })`, 4],
    [`votingSystems(filter: { usedWithin: "ocd-division/country:us/state:pa" })`, 0],
  ])('%s has %i', async (list, count) => {
    const { data, errors } = await room.ask(`{ list: ${list} { totalCount } }`);
    expect(errors).toEqual([]);
    expect(data.list.totalCount).toBe(count);
  });

  test('places of a county, its state and its country are lists of their own', async () => {
    const { data } = await room.ask(
      entities(
        '... on Jurisdiction { pollingPlaces(first: 1, filter: { isDropBox: false }) { totalCount } }',
      ),
      {
        of: [county('cobb'), georgia, 'ocd-division/country:us', 'ocd-division/country:us/state:pa'].map(
          (ocdId) => ({ __typename: 'Jurisdiction', ocdId }),
        ),
      },
    );
    expect(pluck(pluck(data._entities, 'pollingPlaces') as Counted[], 'totalCount')).toEqual([
      12, 400, 400, 0,
    ]);
  });
});

describe('keys', () => {
  test('a jurisdiction is found by either key, and by both only where they agree', async () => {
    const { data } = await room.ask(
      `{ a: jurisdiction(ocdId: "${county('fulton')}") { geoid name }
         b: jurisdiction(geoid: "13121") { ocdId provenance { source } marking { tlp status originator } }
         c: jurisdiction(ocdId: "${county('fulton')}", geoid: "13121") { name }
         d: jurisdiction(ocdId: "${county('fulton')}", geoid: "13089") { name }
         e: jurisdiction { name }
         f: jurisdiction(geoid: "51760") { ocdId parent { name parent { name } } } }`,
    );
    expect(data).toEqual({
      a: { geoid: '13121', name: 'Fulton' },
      b: {
        ocdId: county('fulton'),
        provenance: { source: 'us-atlas 3.0.1' },
        marking: { tlp: 'CLEAR', status: 'ACTUAL', originator: 'elections' },
      },
      c: { name: 'Fulton' },
      d: null,
      e: null,
      f: {
        ocdId: 'ocd-division/country:us/state:va/place:richmond',
        parent: { name: 'Virginia', parent: { name: 'United States' } },
      },
    });
  });

  test('an entity that is not there is null, and a shape is made of the GEOID', async () => {
    const { data } = await room.ask(
      entities(`... on Jurisdiction { centroid boundary results { status unitsTotal } }
        ... on PollingPlace { name } ... on VotingSystem { product } ... on Device { count }
        ... on Election { name jurisdiction { geoid } }`),
      {
        of: [
          { __typename: 'Jurisdiction', geoid: '13121' },
          { __typename: 'Jurisdiction', ocdId: 'ocd-division/country:us/state:zz' },
          { __typename: 'PollingPlace', id: 'none' },
          { __typename: 'VotingSystem', id: 'none' },
          { __typename: 'Device', id: 'none' },
          { __typename: 'Election', id: 'us-ga-2024-11-05' },
        ],
      },
    );
    const [fulton, ...others] = data._entities;
    expect(fulton.centroid.type).toBe('Point');
    expect(fulton.boundary.type).toMatch(/Polygon$/u);
    expect(fulton.results).toEqual({ status: 'PRE_ELECTION', unitsTotal: 48 });
    expect(others.slice(0, 4)).toEqual([null, null, null, null]);
    expect(others[4]).toMatchObject({ jurisdiction: { geoid: '13' } });
  });
});

describe('the number of statements', () => {
  const whole = `{ jurisdictions(first: 50, filter: { within: "${georgia}" }) { totalCount nodes {
    parent { name } opening { minutesSilent } results { status } votingSystems { devices { events { at } } }
    pollingPlaces(first: 3, orderBy: { field: MINUTES_CLOSED, direction: DESC }) { totalCount nodes { election { id } disruption { cause } jurisdiction { name } } }
    children(first: 2) { nodes { name } } } } }`;
  const ofIncidents = entities(
    '... on Incident { operationalImpact { places { name place { name } } devices { system { id } events { at } } } }',
  );

  test('is the same for one entity and for fifty, and at ten times the scale', async () => {
    const large = await openSubgraph(agency, { scale: 10 });
    try {
      const [small, big] = [await room.ask(whole), await large.ask(whole)];
      expect(small.errors).toEqual([]);
      expect(big.data.jurisdictions.nodes[1].pollingPlaces.totalCount).toBe(20);
      expect(big.statements).toBe(small.statements);
      const asked = async (count: number): Promise<number> => {
        const of = large.scenario.incidents.filter(({ places }) => places.length > 0).slice(0, count - 1);
        const ids = [large.scenario.story('deviceGwinnett'), ...of];
        const answer = await large.ask(ofIncidents, {
          of: ids.map(({ id }) => ({ __typename: 'Incident', id })),
        });
        expect(answer.errors).toEqual([]);
        return answer.statements;
      };
      expect(await asked(50)).toBe(await asked(1));
    } finally {
      await large.close();
    }
  });
});
