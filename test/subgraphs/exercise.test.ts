import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/exercise/index.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { StoryName } from '../../subgraphs/kit/scenario/storyline.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { markedTypes, typesFound } from '../kit/marked-types.ts';

const georgia = 'ocd-division/country:us/state:ga';
const entities = (selection: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

/** One field of all objects of an answer. */
const pluck = (objects: readonly Readonly<Record<string, unknown>>[], field: string): readonly unknown[] =>
  objects.map((object) => object[field]);

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

const incidentOf = (name: StoryName): { __typename: string; id: string } => ({
  __typename: 'Incident',
  id: room.scenario.story(name).id,
});

describe('exercises', () => {
  test('one runs, the one before it has ended, the newest first', async () => {
    const { data, errors } = await room.ask(
      `{ exercises { totalCount nodes { id name startedAt endedAt participants { id }
        objectives { rating } marking { tlp case status } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.exercises.totalCount).toBe(2);
    const [autumn, summer] = data.exercises.nodes;
    expect(autumn).toMatchObject({
      id: room.scenario.exercise,
      name: 'Autumn Lantern 2024',
      endedAt: null,
      marking: { tlp: 'GREEN', case: room.scenario.exercise, status: 'EXERCISE' },
    });
    expect(autumn.participants).toHaveLength(7);
    expect(pluck(autumn.objectives, 'rating')).toEqual([null, null, null, null]);
    expect(summer).toMatchObject({
      id: room.scenario.earlierExercise,
      name: 'Summer Lantern 2024',
      endedAt: '2024-08-14T20:00:00.000Z',
      marking: { case: room.scenario.earlierExercise },
    });
    expect(pluck(summer.objectives, 'rating')).toEqual(['S', 'M', 'M', 'P']);
  });

  test('its incidents and injects are those of the scenario, in the order of their numbers', async () => {
    const { data } = await room.ask(
      `query ($id: ID!) { exercise(id: $id) { incidents { id } injects { id number incident { id } } } }`,
      { id: room.scenario.exercise },
    );
    const ids = room.scenario.incidents.map(({ id }) => id);
    expect(pluck(data.exercise.incidents, 'id')).toEqual(ids);
    expect(pluck(data.exercise.injects, 'number')).toEqual(
      Array.from({ length: ids.length + 3 }, (_, index) => index + 1),
    );
    expect(pluck(data.exercise.injects, 'incident')).toEqual([
      ...ids.map((id) => ({ id })),
      null,
      null,
      null,
    ]);
  });
});

describe('injects', () => {
  test('those not released are for control alone and make no incident yet', async () => {
    const { data } = await room.ask(
      `{ injects(filter: { released: false }) { totalCount nodes {
        plannedAt releasedAt incident { id } objective { text } title text expectedAction
        marking { tlp caveats status } } } }`,
    );
    expect(data.injects.totalCount).toBe(3);
    expect(pluck(data.injects.nodes, 'plannedAt')).toEqual(['10:00', '10:30', '11:00'].map(room.scenario.at));
    for (const inject of data.injects.nodes) {
      expect(inject).toMatchObject({
        releasedAt: null,
        incident: null,
        marking: { tlp: 'RED', caveats: ['EXERCISE_CONTROL'], status: 'EXERCISE' },
      });
      expect([inject.title, inject.text, inject.expectedAction, inject.objective]).not.toContain(null);
    }
  });

  test('an incident names the inject that made it, released when it was reported', async () => {
    const story = room.scenario.story('hoaxFulton');
    const { data } = await room.ask(
      entities('... on Incident { inject { id releasedAt text marking { tlp caveats } } }'),
      { of: [incidentOf('hoaxFulton'), { __typename: 'Incident', id: 'INC-real' }] },
    );
    expect(data._entities[0].inject).toMatchObject({
      id: story.inject,
      releasedAt: story.reportedAt,
      marking: { tlp: 'GREEN', caveats: [] },
    });
    expect(data._entities[1]).toEqual({ inject: null });
  });

  test('a list of injects is filtered, sorted and paged', async () => {
    const { id } = room.scenario.story('hoaxFulton');
    const { data } = await room.ask(
      `query ($incident: ID!, $exercise: ID!, $none: ID!) {
        one: injects(filter: { incident: $incident }) { totalCount }
        released: injects(filter: { exercise: $exercise, released: true }) { totalCount }
        none: injects(filter: { exercise: $none }) { totalCount }
        last: injects(first: 2, orderBy: { field: PLANNED_AT, direction: DESC }) {
          nodes { plannedAt } pageInfo { hasNextPage endCursor } } }`,
      { incident: id, exercise: room.scenario.exercise, none: room.scenario.earlierExercise },
    );
    expect(data.one.totalCount).toBe(1);
    expect(data.released.totalCount).toBe(room.scenario.incidents.length);
    expect(data.none.totalCount).toBe(0);
    expect(pluck(data.last.nodes, 'plannedAt')).toEqual(['11:00', '10:30'].map(room.scenario.at));
    const next = await room.ask(
      `query ($after: String) { injects(first: 1, after: $after, orderBy: { field: PLANNED_AT, direction: DESC }) {
        nodes { plannedAt } pageInfo { hasPreviousPage } } }`,
      { after: data.last.pageInfo.endCursor },
    );
    expect(next.data.injects).toEqual({
      nodes: [{ plannedAt: room.scenario.at('10:00') }],
      pageInfo: { hasPreviousPage: true },
    });
  });
});

describe('corrective actions', () => {
  test.each([
    ['hoaxFulton', 'ca-2024-08-01', true],
    ['pollbookCobb', 'ca-2024-08-02', null],
    ['ddosChatham', 'ca-2024-08-03', false],
    ['phishingClarke', 'ca-2024-08-04', null],
    ['breachLowndes', 'ca-2024-08-05', true],
  ] as const)('%s has what the last exercise asked for: %s', async (name, id, closedOnTime) => {
    const { data } = await room.ask(
      entities(`... on Incident { correctiveActions { id closedOnTime closedAt exercise { id }
        observation { agency { id } weakness } } }`),
      { of: [incidentOf(name)] },
    );
    expect(data._entities[0].correctiveActions).toHaveLength(1);
    const [action] = data._entities[0].correctiveActions;
    expect(action).toMatchObject({ id, closedOnTime, exercise: { id: room.scenario.earlierExercise } });
    expect(action.closedAt === null).toBe(closedOnTime === null);
    expect(action.observation.weakness).not.toBeNull();
  });

  test('a type without one has none, and of a real incident nothing is known', async () => {
    const { data } = await room.ask(entities('... on Incident { correctiveActions { id } }'), {
      of: [incidentOf('outageDougherty'), { __typename: 'Incident', id: 'INC-real' }],
    });
    expect(data._entities).toEqual([{ correctiveActions: [] }, { correctiveActions: null }]);
  });

  test.each([
    ['open: true', ['ca-2024-08-02', 'ca-2024-08-04']],
    ['open: false', ['ca-2024-08-03', 'ca-2024-08-01', 'ca-2024-08-05']],
    ['open: true, dueBefore: "2024-11-05"', ['ca-2024-08-02']],
    ['incidentType: "SWATTING"', ['ca-2024-08-01']],
    ['exercise: "ex-2024-11-05"', []],
  ])('filtered by %s, the first due first', async (filter, ids) => {
    const { data } = await room.ask(
      `{ correctiveActions(filter: { ${filter} }) { totalCount nodes { id } } }`,
    );
    expect(pluck(data.correctiveActions.nodes, 'id')).toEqual(ids);
    expect(data.correctiveActions.totalCount).toBe(ids.length);
  });
});

test('about a third of the counties took part in the last exercise', async () => {
  const of = room.scenario.counties.map(({ ocdId }) => ({ __typename: 'Jurisdiction', ocdId }));
  const { data } = await room.ask(
    entities('... on Jurisdiction { lastExercise { on role exercise { name } marking { case } } }'),
    { of: [...of, { __typename: 'Jurisdiction', ocdId: georgia }] },
  );
  const played = pluck(data._entities, 'lastExercise').filter((lastExercise) => lastExercise !== null);
  expect(played).toHaveLength(53);
  for (const each of played) {
    expect(each).toMatchObject({ on: '2024-08-14', exercise: { name: 'Summer Lantern 2024' } });
  }
  expect(data._entities.at(-1)).toEqual({ lastExercise: null });
});

test('what control changed since a report, the newest first', async () => {
  const { data } = await room.ask(
    entities(
      '... on Sitrep { exerciseChanges { at summary } } ... on Agency { exercisePresence { onShift } }',
    ),
    {
      of: [
        { __typename: 'Sitrep', id: 'a', issuedAt: '2024-11-05T09:05:00-05:00' },
        { __typename: 'Sitrep', id: 'b' },
        { __typename: 'Agency', id: 'exercise' },
        { __typename: 'Agency', id: 'elections' },
      ],
    },
  );
  const [report, undated, own, other] = data._entities;
  expect(pluck(report.exerciseChanges, 'summary')).toEqual([
    'Released to the players: Bomb threat by e-mail in Dane County',
    'Released to the players: Bomb threat by e-mail in Wayne County',
    'Released to the players: Bomb threat by e-mail in Navajo County',
  ]);
  expect([undated, own, other]).toEqual([
    { exerciseChanges: null },
    { exercisePresence: { onShift: 'Exercise control' } },
    { exercisePresence: null },
  ]);
});

test('the number of statements is the same for one incident and for fifty, and at ten times the scale', async () => {
  const large = await openSubgraph(agency, { scale: 10 });
  try {
    const query = `query ($of: [_Any!]!) { exercises { totalCount nodes { objectives { id }
      injects { exercise { id } objective { id } } incidents { id } observations { objective { id } }
      correctiveActions { observation { id } } } }
      _entities(representations: $of) { ... on Incident {
        inject { exercise { id } objective { id } } correctiveActions { exercise { id } observation { id } } } } }`;
    const statements = async (where: OpenedSubgraph, count: number): Promise<number> => {
      const hoax = where.scenario.story('hoaxFulton');
      const of = [hoax, ...where.scenario.incidents.slice(0, count - 1)];
      const answer = await where.ask(query, { of: of.map(({ id }) => ({ __typename: 'Incident', id })) });
      expect(answer.errors).toEqual([]);
      return answer.statements;
    };
    const one = await statements(room, 1);
    expect(await statements(large, 50)).toBe(one);
    expect(await statements(room, 40)).toBe(one);
  } finally {
    await large.close();
  }
});

test('every governed type has an object in the exercise, with a marking of it', async () => {
  const marking = '__typename marking { tlp releasableTo originator caveats case status }';
  const { data, errors } = await room.ask(
    `query ($of: [_Any!]!) {
      exercises { nodes { ${marking} objectives { ${marking} } injects { ${marking} }
        observations { agency { id } ${marking} } correctiveActions { ${marking} } } }
      _entities(representations: $of) {
        ... on Jurisdiction { lastExercise { ${marking} } }
        ... on Sitrep { exerciseChanges { ${marking} } } } }`,
    {
      of: [
        ...room.scenario.counties.map(({ ocdId }) => ({ __typename: 'Jurisdiction', ocdId })),
        { __typename: 'Sitrep', id: 'any', issuedAt: room.scenario.at('05:00') },
      ],
    },
  );
  expect(errors).toEqual([]);
  const found = typesFound(data);
  expect([...found.keys()].toSorted()).toEqual([...markedTypes(agency)].toSorted());
  const cases = [room.scenario.exercise, room.scenario.earlierExercise];
  for (const [type, objects] of found) {
    for (const object of objects) {
      expect(object.marking, type).toMatchObject({ originator: 'exercise', status: 'EXERCISE' });
      expect(cases).toContain(object.marking.case);
    }
  }
  for (const { observations } of data.exercises.nodes) {
    for (const observation of observations) {
      expect(observation.marking).toMatchObject({
        tlp: 'AMBER',
        releasableTo: [observation.agency.id],
      });
    }
  }
});

test('two seeds of one exercise are equal, and the second changes nothing', async () => {
  const part = agency.scenario;
  if (part === null) throw new Error('exercise control has a part in the exercise');
  expect(part(room.scenario)).toEqual(part(room.scenario));
  expect(await seedAgency(room.store, room.scenario, part(room.scenario))).toBeNull();
});
