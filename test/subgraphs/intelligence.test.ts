import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/intelligence/index.ts';
import { campaignId, indicatorId, narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { stixIdOf } from '../../subgraphs/kit/scenario/seeded-random.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { entitiesOf, statementsOf } from './entities-of.ts';
import { foundMarkings, markedTypes } from './found-markings.ts';

const ashHeron = stixIdOf('intrusion-set', 'Ash Heron');
const slateFox = stixIdOf('intrusion-set', 'Slate Fox');

describe('intelligence', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  test('judgments of who sent the threats stand side by side, and the one that differs is the dissent', async () => {
    const [incident] = await entitiesOf(
      room,
      'Incident',
      [room.scenario.story('hoaxFulton')],
      `campaign { id name marking { tlp } }
      attribution { full tearline likelihood confidence sourceReliability informationCredibility usPerson
        actor { id } judgments { agency { id } likelihood confidence opinion marking { tlp originator } }
        dissent { agency { id } text opinion } marking { tlp caveats originator status } }`,
    );
    expect(incident.campaign).toEqual({
      id: campaignId('hoaxMail'),
      name: 'Paper Lantern',
      marking: { tlp: 'AMBER' },
    });
    const { full, tearline, ...rest } = incident.attribution;
    expect(full).toContain('Ash Heron');
    expect(tearline).not.toContain('Ash Heron');
    expect(rest).toEqual({
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      sourceReliability: 'B',
      informationCredibility: 'POSSIBLY_TRUE',
      usPerson: null,
      actor: { id: ashHeron },
      judgments: [
        {
          agency: { id: 'intelligence' },
          likelihood: 'LIKELY',
          confidence: 'MODERATE',
          opinion: null,
          marking: { tlp: 'AMBER', originator: 'intelligence' },
        },
        {
          agency: { id: 'cyber' },
          likelihood: 'ROUGHLY_EVEN_CHANCE',
          confidence: 'LOW',
          opinion: 'DISAGREE',
          marking: { tlp: 'AMBER', originator: 'cyber' },
        },
        {
          agency: { id: 'law-enforcement' },
          likelihood: null,
          confidence: null,
          opinion: 'NEUTRAL',
          marking: { tlp: 'AMBER', originator: 'law-enforcement' },
        },
      ],
      dissent: [
        {
          agency: { id: 'cyber' },
          text: 'It is not established that the senders are who the mail says.',
          opinion: 'DISAGREE',
        },
      ],
      marking: { tlp: 'AMBER_STRICT', caveats: ['ORCON'], originator: 'intelligence', status: 'EXERCISE' },
    });
  });

  test('every incident of a campaign is attributed, and no other', async () => {
    const { incidents } = room.scenario;
    const found = await entitiesOf(
      room,
      'Incident',
      incidents,
      'campaign { id } attribution { likelihood confidence dissent { agency { id } } usPerson }',
    );
    for (const [index, { campaign }] of incidents.entries()) {
      expect(found[index].campaign?.id ?? null).toBe(campaign);
      expect(found[index].attribution !== null).toBe(campaign !== null);
    }
    const harvest = found.filter((_, index) => incidents[index]?.campaign === campaignId('harvest'));
    expect(harvest).toHaveLength(4);
    for (const { attribution } of harvest)
      expect(attribution).toMatchObject({ likelihood: 'VERY_LIKELY', confidence: 'LOW', dissent: [] });
    const named = found.filter(({ attribution }) => attribution?.usPerson);
    expect(named.map(({ attribution }) => attribution.usPerson)).toEqual(['Exercise Person 7']);
  });

  test('no text that may be told names an actor or a person', async () => {
    const tellable = await entitiesOf(
      room,
      'Incident',
      room.scenario.incidents,
      'campaign { name description objective judgments { text } } attribution { tearline judgments { text } dissent { text } }',
    );
    const nexuses = await entitiesOf(
      room,
      'Narrative',
      [{ id: narrativeId('pollsClosed') }, { id: narrativeId('machinesDown') }],
      'foreignNexus { tearline dissent { text } }',
    );
    const others = await room.ask(
      '{ _entities(representations: [{ __typename: "Election", id: "us-ga-2024-11-05" }, { __typename: "Sitrep", id: "s", issuedAt: "2024-11-05T06:00:00-05:00" }]) { ... on Election { threatAssessment { summary } } ... on Sitrep { intelligenceChanges { summary } } } }',
    );
    expect(JSON.stringify([tellable, nexuses, others.data])).not.toMatch(/Ash Heron|Slate Fox|Person 7/u);
  });

  test.each([
    ['pollsClosed', 'LIKELY', 'MODERATE', 'Ash Heron', ['cyber']],
    ['machinesDown', 'UNLIKELY', 'LOW', null, []],
  ] as const)('what may be foreign behind %s', async (name, likelihood, confidence, actor, dissent) => {
    const [narrative] = await entitiesOf(
      room,
      'Narrative',
      [{ id: narrativeId(name) }],
      'foreignNexus { tearline likelihood confidence actor { name } dissent { agency { id } text likelihood confidence } marking { tlp caveats status } }',
    );
    expect(narrative.foreignNexus).toMatchObject({
      likelihood,
      confidence,
      actor: actor === null ? null : { name: actor },
      marking: { tlp: 'AMBER_STRICT', caveats: ['ORCON'], status: 'EXERCISE' },
    });
    expect(narrative.foreignNexus.dissent.map((each: { agency: { id: string } }) => each.agency.id)).toEqual(
      dissent,
    );
  });

  test('the election, indicators, the case and situation reports get what intelligence adds', async () => {
    const [election] = await entitiesOf(
      room,
      'Election',
      [{ id: room.scenario.election }],
      'threatAssessment { summary likelihood confidence actors { name } assessedAt marking { tlp } }',
    );
    expect(election.threatAssessment).toMatchObject({
      likelihood: 'LIKELY',
      actors: [{ name: 'Ash Heron' }, { name: 'Slate Fox' }],
      marking: { tlp: 'GREEN' },
    });
    const related = await entitiesOf(
      room,
      'Indicator',
      (['hoaxSender', 'phishLink', 'floodSource'] as const).map((name) => ({ id: indicatorId(name) })),
      'relatedActor { actor { id } likelihood confidence marking { tlp caveats } }',
    );
    const marking = { tlp: 'AMBER_STRICT', caveats: ['ORCON'] };
    expect(related).toEqual([
      { relatedActor: { actor: { id: ashHeron }, likelihood: 'LIKELY', confidence: 'MODERATE', marking } },
      { relatedActor: { actor: { id: slateFox }, likelihood: 'VERY_LIKELY', confidence: 'LOW', marking } },
      { relatedActor: null },
    ]);
    const [open, other] = await entitiesOf(
      room,
      'NotificationCase',
      [{ id: 'nc-2024-11-05-01' }, { id: 'nc-2024-11-05-02' }],
      'intelligenceView { agency { id } text likelihood confidence marking { tlp } }',
    );
    expect(open.intelligenceView).toMatchObject({
      agency: { id: 'intelligence' },
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      marking: { tlp: 'RED' },
    });
    expect(other.intelligenceView).toBeNull();
    const [since] = await entitiesOf(
      room,
      'Sitrep',
      [{ id: 's', issuedAt: '2024-11-05T09:00:00-05:00' }],
      'intelligenceChanges { at subjectType subjectId marking { tlp } }',
    );
    expect(since.intelligenceChanges).toMatchObject([
      { at: room.scenario.at('09:10'), subjectId: narrativeId('machinesDown') },
      { at: room.scenario.at('09:05'), subjectId: narrativeId('pollsClosed') },
    ]);
  });

  test('actors are found by name and by exactly an alias, with their campaigns', async () => {
    const fields =
      'nodes { name campaigns { id actors { name } incidents { id } } judgments { agency { id } } marking { tlp caveats } }';
    const { data } = await room.ask(
      `{ heron: actors(filter: { alias: "Grey Wader" }) { totalCount ${fields} }
        own: actors(filter: { alias: "Slate Fox" }) { totalCount }
        part: actors(filter: { alias: "Grey" }) { totalCount }
        quoted: actors(filter: { alias: "Grey Wader\\",\\"EX-ACTOR-11" }) { totalCount }
        named: actors(filter: { name: "fox" }) { totalCount }
        campaigns(filter: { activeSince: "2024-11-05T08:00:00-05:00", name: "paper" }) { totalCount nodes { name } }
        all: campaigns(orderBy: { field: NAME, direction: ASC }, first: 1) { totalCount pageInfo { hasNextPage } nodes { name } } }`,
    );
    expect(data.heron.totalCount).toBe(1);
    expect(data.heron.nodes[0]).toMatchObject({
      name: 'Ash Heron',
      campaigns: [{ id: campaignId('hoaxMail'), actors: [{ name: 'Ash Heron' }] }],
      judgments: [{ agency: { id: 'intelligence' } }, { agency: { id: 'cyber' } }],
      marking: { tlp: 'AMBER_STRICT', caveats: ['ORCON'] },
    });
    expect(data.heron.nodes[0].campaigns[0].incidents).toHaveLength(7);
    expect([data.own, data.part, data.quoted, data.named].map(({ totalCount }) => totalCount)).toEqual([
      1, 0, 0, 1,
    ]);
    expect(data.campaigns).toEqual({ totalCount: 1, nodes: [{ name: 'Paper Lantern' }] });
    expect(data.all).toEqual({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      nodes: [{ name: 'Paper Lantern' }],
    });
  });

  test('an unknown key of its own entities is null', async () => {
    expect(await entitiesOf(room, 'ThreatActor', [{ id: 'unknown' }], 'name')).toEqual([null]);
    expect(await entitiesOf(room, 'Campaign', [{ id: 'unknown' }], 'name')).toEqual([null]);
  });

  test('the statements of an operation do not grow with the entities asked for, nor with the exercise', async () => {
    const fields =
      'campaign { actors { campaigns { name } } incidents { id } } attribution { actor { name } judgments { text } dissent { text } }';
    const attributed = room.scenario.incidents.filter(({ campaign }) => campaign !== null);
    const one = await statementsOf(room, 'Incident', attributed.slice(0, 1), fields);
    expect(await statementsOf(room, 'Incident', attributed, fields)).toBe(one);
    const large = await openSubgraph(agency, { scale: 10 });
    try {
      expect(await statementsOf(large, 'Incident', large.scenario.incidents, fields)).toBe(one);
    } finally {
      await large.close();
    }
  });

  test('seeding the same exercise again changes nothing', async () => {
    const part = agency.scenario?.(room.scenario);
    expect(part && (await seedAgency(room.store, room.scenario, part))).toBeNull();
  });

  test('every type of objects with markings has one in the exercise', async () => {
    const { data, errors } = await room.ask(
      `query ($reps: [_Any!]!) {
        actors { nodes { __typename marking { tlp } judgments { __typename marking { tlp } } } }
        campaigns { nodes { __typename marking { tlp } } }
        _entities(representations: $reps) {
          ... on Incident { attribution { __typename marking { tlp } } }
          ... on Narrative { foreignNexus { __typename marking { tlp } } }
          ... on Indicator { relatedActor { __typename marking { tlp } } }
          ... on Election { threatAssessment { __typename marking { tlp } } } } }`,
      {
        reps: [
          { __typename: 'Incident', id: room.scenario.story('hoaxFulton').id },
          { __typename: 'Narrative', id: narrativeId('pollsClosed') },
          { __typename: 'Indicator', id: indicatorId('hoaxSender') },
          { __typename: 'Election', id: room.scenario.election },
        ],
      },
    );
    expect(errors).toEqual([]);
    const marked = markedTypes(agency.folder);
    expect(marked).toHaveLength(7);
    for (const type of marked) expect(foundMarkings(data).get(type)?.[0]?.tlp, type).toBeDefined();
  });
});
