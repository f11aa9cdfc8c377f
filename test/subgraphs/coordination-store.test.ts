import { expect, test } from 'vitest';
import agency from '../../subgraphs/coordination/index.ts';
import { agencies } from '../../subgraphs/coordination/room-tables.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import type { RecordOf } from '../../subgraphs/kit/load/record.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';

const everything = `query ($state: OcdId!) {
  situation(jurisdiction: $state) {
    incidents(first: 200) { totalCount nodes {
      id originator { name } state { ocdId } victim { organization } reporter { office agency { name } }
      accountable { onShift { desk agency { name } } backup { desk } } assignments { agency { id } }
      stateOfficialNotice { status official { desk } notifiedBy { id } } escalations { by { id } }
      disagreements { positions { agency { id } } } rfis { minutesOverdue from { id } }
      bulletins { ackRate overdue { ocdId } acknowledgements { at } } } }
    bulletins { issuer { id } unacknowledged { ocdId } } openRfis { to { id } } taskForces { members { id } } }
  cooperationMetrics { issuer { id } figures { bulletins } } disagreements { incident { id } }
  notificationCases { accumulation { meetsThreshold } } sitrep { coordinationChanges { at } } }`;

test('an operation takes as many statements in an exercise ten times as large', async () => {
  const [small, large] = await Promise.all([openSubgraph(agency), openSubgraph(agency, { scale: 10 })]);
  const answers = await Promise.all([small, large].map((room) => room.ask(everything, { state: georgia })));
  expect(answers.map(({ errors }) => errors)).toEqual([[], []]);
  expect(answers[1]?.data.situation.incidents.totalCount).toBeGreaterThan(200);
  expect(answers[1]?.statements).toBe(answers[0]?.statements);

  const { data } = await large.ask(
    '{ incidents(first: 200) { nodes { id type duplicateOf { id type reportedAt } reportedAt } } }',
  );
  const repeats = data.incidents.nodes.filter(
    (each: { readonly duplicateOf: object | null }) => each.duplicateOf,
  );
  expect(repeats.length).toBeGreaterThan(0);
  for (const { type, duplicateOf, reportedAt } of repeats) {
    expect(duplicateOf.type).toBe(type);
    expect(duplicateOf.reportedAt <= reportedAt).toBe(true);
  }
  await Promise.all([small.close(), large.close()]);
});

test('fifty entities take as many statements as one', async () => {
  const room = await openSubgraph(agency);
  const ask = async (typename: string, ids: readonly string[], fields: string): Promise<number> => {
    const key = typename === 'Jurisdiction' ? 'ocdId' : 'id';
    const answer = await room.ask(
      `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ${typename} { ${fields} } } }`,
      { reps: ids.map((id) => ({ __typename: typename, [key]: id })) },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data._entities).toHaveLength(ids.length);
    return answer.statements;
  };
  const cases = [
    [
      'Jurisdiction',
      room.scenario.counties.map(({ ocdId }) => ocdId),
      'incidents { totalCount nodes { id } } lastCheckIn { silent } chiefStateOfficial { desk } assignments { raci } unacknowledgedBulletins { id }',
    ],
    ['PollingPlace', room.scenario.places.map(({ id }) => id), 'incidents { totalCount nodes { id } }'],
    [
      'Incident',
      room.scenario.incidents.map(({ id }) => id),
      'title accountable { agency { id } } reporter { office }',
    ],
    [
      'Situation',
      room.scenario.counties.map(({ ocdId }) => `${ocdId}|${room.scenario.at('06:00')}`),
      'incidents { totalCount } bulletins { id } openRfis { id } taskForces { id } operationalPeriod { id }',
    ],
  ] as const;
  for (const [typename, ids, fields] of cases) {
    const one = await ask(typename, ids.slice(0, 1), fields);
    expect(await ask(typename, ids.slice(0, 40), fields), typename).toBe(one);
  }
  await room.close();
});

test('the same scenario makes the same rows, and putting it again changes nothing', async () => {
  const [one, other] = await Promise.all([openSubgraph(agency), openSubgraph(agency)]);
  const dump = async (store: Store): Promise<unknown> => {
    const tables = agency.scenario?.(one.scenario).tables ?? [];
    const rows = tables.map(({ name, key }) =>
      store.query(`select * from ${name} order by ${key.map((column) => `"${column.name}"`).join(', ')}`),
    );
    return Promise.all(rows);
  };
  const before = await dump(one.store);
  expect(await dump(other.store)).toEqual(before);
  if (!agency.scenario) throw new Error('no exercise');
  expect(await seedAgency(one.store, one.scenario, agency.scenario(one.scenario))).toBeNull();
  expect(await dump(one.store)).toEqual(before);
  await Promise.all([one.close(), other.close()]);
});

test('an exercise a hundred times as large keeps its answers', async () => {
  const room = await openSubgraph(agency, { scale: 100 });
  const { data } = await room.ask(
    `{ incidents { totalCount } accumulation(notificationCase: "nc-2024-11-05-01") { incidentCount meetsThreshold } }`,
  );
  expect(data).toEqual({
    incidents: { totalCount: 2419 },
    accumulation: { incidentCount: 7, meetsThreshold: true },
  });
  await room.close();
});

const clear: Marking = {
  tlp: 'CLEAR',
  releasableTo: [],
  originator: '',
  caveats: [],
  case: null,
  status: 'ACTUAL',
};

function identity(
  number: number,
  change: Partial<RecordOf<'stix'>> & { readonly class?: string } = {},
): RecordOf<'stix'> {
  return {
    kind: 'stix',
    object: {
      type: 'identity',
      id: `identity--00000000-0000-4000-8000-00000000000${number}`,
      name: `Body ${number}`,
      identity_class: change.class ?? 'organization',
    },
    marking: change.marking ?? clear,
    fieldMarkings: change.fieldMarkings ?? [],
    catalogue: null,
    provenance: {
      file: 'b.json',
      format: 'stix',
      record: 'objects[0]',
      source: 'b',
      licence: null,
      statements: [],
    },
  };
}

test('imported bodies become agencies, persons and what is not for everybody never', async () => {
  const room = await openSubgraph(agency);
  const records = [
    identity(1),
    identity(2, { class: 'individual' }),
    identity(3, { marking: { ...clear, tlp: 'AMBER_STRICT' } }),
    identity(4, { fieldMarkings: [{ field: 'name', marking: { ...clear, tlp: 'RED' } }] }),
    identity(5, { class: 'unknown' }),
  ];
  const stored = (): Promise<unknown> => room.store.query(`select * from ${agencies.name} order by id`);
  await room.load(records);
  const once = await stored();
  await room.load(records);
  expect(await stored()).toEqual(once);

  const id = 'identity--00000000-0000-4000-8000-000000000001';
  const { data } = await room.ask('{ agencies { id kind name stixId } }');
  expect(data.agencies).toHaveLength(8);
  expect(data.agencies).toContainEqual({ id, kind: 'OTHER', name: 'Body 1', stixId: id });

  // Another exercise takes away its own agencies and leaves those that were imported.
  await seedAgency(room.store, room.scenario, {
    onShift: 'x',
    lastUpdate: room.scenario.clock,
    tables: [agencies],
    changes: [],
  });
  const after = await room.ask('{ agencies { id } }');
  expect(after.data.agencies).toEqual([{ id }]);
  await room.close();
});
