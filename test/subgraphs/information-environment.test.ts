import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/information-environment/index.ts';
import type { RecordOf } from '../../subgraphs/kit/load/record.ts';
import { narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const gwinnett = `${georgia}/county:gwinnett`;

describe('information environment', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  test('a claim is found by what it is about, with its targets and examples', async () => {
    const { data, errors } = await room.ask(
      `{ narratives(filter: { claimType: [MACHINES] }) { totalCount nodes {
        id title reach targets { ocdId } techniques { externalId } marking { tlp status case }
        examples { domain url marking { tlp originator } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.narratives).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: narrativeId('machinesDown'),
          title: 'All voting machines in Gwinnett County are down',
          reach: 'REGIONAL',
          targets: [{ ocdId: gwinnett }],
          techniques: [],
          marking: { tlp: 'CLEAR', status: 'EXERCISE', case: room.scenario.exercise },
          examples: ['county-watch.example', 'short-clips.example'].map((domain, index) => ({
            domain: `www.${domain}`,
            url: `https://www.${domain}/post/${index + 1}`,
            marking: { tlp: 'AMBER', originator: 'information-environment' },
          })),
        },
      ],
    });
  });

  test.each([
    ['a county', gwinnett, 2],
    ['its state', georgia, 5],
    ['another state', 'ocd-division/country:us/state:pa', 0],
  ])('a division has the narratives about it and below it: %s', async (_, ocdId, count) => {
    const { data } = await room.ask(
      `query ($id: OcdId!) {
        _entities(representations: [{ __typename: "Jurisdiction", ocdId: $id }]) {
          ... on Jurisdiction { narrativesTargeting { totalCount nodes { id } } } }
        narratives(filter: { within: $id }) { totalCount } }`,
      { id: ocdId },
    );
    expect(data._entities[0].narrativesTargeting).toMatchObject({ totalCount: count });
    expect(data._entities[0].narrativesTargeting.nodes).toHaveLength(count);
    expect(data.narratives.totalCount).toBe(count);
  });

  test('incidents, campaigns, actors and cases get their narratives by key', async () => {
    const story = room.scenario.story('hoaxFulton');
    const { data, errors } = await room.ask(
      `query ($reps: [_Any!]!) { _entities(representations: $reps) {
        ... on Incident { relatedNarratives { id } }
        ... on Campaign { narratives { id } }
        ... on NotificationCase { narratives { title } }
        ... on Sitrep { informationEnvironmentChanges { at summary marking { tlp } } }
        ... on Narrative { title } } }`,
      {
        reps: [
          { __typename: 'Incident', id: story.id },
          { __typename: 'Campaign', id: story.campaign },
          {
            __typename: 'NotificationCase',
            id: 'any',
            narrativeIds: [narrativeId('resultsHacked'), 'unknown'],
          },
          { __typename: 'Sitrep', id: 'any', issuedAt: room.scenario.at('09:00') },
          { __typename: 'Narrative', id: 'unknown' },
          { __typename: 'Incident', id: 'unknown' },
        ],
      },
    );
    expect(errors).toEqual([]);
    expect(data._entities).toMatchObject([
      { relatedNarratives: [{ id: narrativeId('pollsClosed') }] },
      { narratives: [{ id: narrativeId('pollsClosed') }] },
      { narratives: [{ title: 'The results of Chatham County were hacked' }] },
      {
        informationEnvironmentChanges: [
          { at: room.scenario.at('09:28') },
          { at: room.scenario.at('09:25') },
          {},
        ],
      },
      null,
      { relatedNarratives: [] },
    ]);
  });

  test('the statements of an operation do not grow with the entities asked for', async () => {
    const ask = (count: number): Promise<{ statements: number }> =>
      room.ask(
        `query ($reps: [_Any!]!) { _entities(representations: $reps) {
          ... on Incident { relatedNarratives { title examples { domain } techniques { name } } } } }`,
        {
          reps: room.scenario.incidents
            .filter(({ narratives }) => narratives.length > 0)
            .slice(0, count)
            .map(({ id }) => ({ __typename: 'Incident', id })),
        },
      );
    const [one, many] = [await ask(1), await ask(9)];
    expect(many.statements).toBe(one.statements);
    expect(many.statements).toBe(3);
  });

  test('pages follow one another without a gap', async () => {
    const page = `query ($after: String) { narratives(first: 2, after: $after, orderBy: { field: TITLE, direction: ASC }) {
      nodes { title } pageInfo { hasNextPage endCursor } } }`;
    const titles: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await room.ask(page, { after });
      titles.push(...data.narratives.nodes.map(({ title }: { title: string }) => title));
      after = data.narratives.pageInfo.hasNextPage ? data.narratives.pageInfo.endCursor : null;
    } while (after !== null);
    expect(titles).toHaveLength(5);
    expect(titles).toEqual(titles.toSorted());
  });

  test('seeding the same exercise again changes nothing', async () => {
    const part = agency.scenario?.(room.scenario);
    expect(part && (await seedAgency(room.store, room.scenario, part))).toBeNull();
  });

  test('a technique of the catalogue is imported once and named by its number', async () => {
    const technique: RecordOf<'stix'> = {
      kind: 'stix',
      catalogue: 'DISARM',
      fieldMarkings: [],
      object: {
        type: 'attack-pattern',
        id: 'attack-pattern--70717452-f7e3-4ce8-956f-39a4d34c5cfb',
        name: 'Distort Facts',
        description: 'Change, twist or exaggerate.',
        kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'develop-narratives' }],
        external_references: [{ source_name: 'mitre-attack', external_id: 'T0023' }],
      },
      marking: {
        tlp: 'CLEAR',
        releasableTo: [],
        originator: 'disarm',
        caveats: [],
        case: null,
        status: 'ACTUAL',
      },
      provenance: {
        file: 'd.json',
        format: 'stix',
        record: 'objects[1]',
        source: 'DISARM',
        licence: null,
        statements: [],
      },
    };
    await room.load([technique, technique, { ...technique, catalogue: 'ATTACK' }]);
    const { data } = await room.ask(
      `{ influenceTechniques { totalCount nodes { externalId name tactic provenance { file record } marking { tlp status } } }
        narratives(filter: { claimType: [MACHINES] }) { nodes { techniques { externalId } } } }`,
    );
    expect(data.influenceTechniques).toEqual({
      totalCount: 1,
      nodes: [
        {
          externalId: 'T0023',
          name: 'Distort Facts',
          tactic: 'develop-narratives',
          provenance: { file: 'd.json', record: 'objects[1]' },
          marking: { tlp: 'CLEAR', status: 'ACTUAL' },
        },
      ],
    });
    expect(data.narratives.nodes).toEqual([{ techniques: [{ externalId: 'T0023' }] }]);
  });
});
