import { afterAll, beforeAll, expect, test } from 'vitest';
import { indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import type { ScenarioPlace } from '../../subgraphs/kit/scenario/scenario.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import agency from '../../subgraphs/law-enforcement/index.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';
import { foundMarkings, markedTypes } from './found-markings.ts';

const georgia = 'ocd-division/country:us/state:ga';

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

/** Fields of entities by their ids. */
function entities(
  from: OpenedSubgraph,
  type: string,
  ids: readonly string[],
  fields: string,
): Promise<Answer> {
  return from.ask(
    `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ${type} { ${fields} } } }`,
    { reps: ids.map((id) => ({ __typename: type, id })) },
  );
}

test('every marked type has an object in the exercise, marked as its sensitivity asks', async () => {
  const m = '__typename marking { tlp status originator caveats releasableTo }';
  const { data, errors } = await room.ask(
    `query ($reps: [_Any!]!) {
      assessments(first: 200) { nodes { ${m} evidenceHold { ${m} } } } victimNotifications { nodes { ${m} } }
      _entities(representations: $reps) {
        ... on Jurisdiction { liaison { ${m} } threatLevel { ${m} } }
        ... on PollingPlace { protectiveNote { ${m} } sweep { ${m} } securityPlan { ${m} } }
        ... on Indicator { legalProcessUse { ${m} } }
        ... on Inject { lawEnforcementActions { ${m} } }
        ... on Sitrep { lawEnforcementChanges { ${m} } } } }`,
    {
      reps: [
        { __typename: 'Jurisdiction', ocdId: georgia },
        { __typename: 'PollingPlace', id: room.scenario.story('hoaxFulton').places[0] },
        { __typename: 'Indicator', id: indicatorId('hoaxSender') },
        { __typename: 'Inject', id: room.scenario.story('hoaxFulton').inject },
        { __typename: 'Sitrep', id: 'any', issuedAt: room.scenario.at('06:00') },
      ],
    },
  );
  expect(errors).toEqual([]);
  const found = foundMarkings(data);
  expect(markedTypes(agency.folder).filter((type) => !found.has(type))).toEqual([]);
  const seen = [...found].map(([type, markings]) => [
    type,
    [...new Set(markings.map(({ tlp, caveats, status }) => [tlp, ...caveats, status].join(' ')))],
  ]);
  const amber = ['AMBER EXERCISE'];
  const sensitive = ['RED LES EXERCISE'];
  expect(Object.fromEntries(seen)).toEqual({
    LawEnforcementAssessment: amber,
    VictimNotification: amber,
    Liaison: amber,
    ThreatLevel: amber,
    ProtectiveNote: amber,
    PlayerAction: amber,
    Change: amber,
    EvidenceHold: sensitive,
    Sweep: sensitive,
    SecurityPlan: sensitive,
    LegalProcessUse: sensitive,
  });
});

test('statements do not grow with the exercise or with the entities asked for', async () => {
  const large = await openSubgraph(agency, { scale: 10 });
  const list = `{ assessments(first: 200) { totalCount nodes { evidenceHold { what } lead { id } } } victimNotifications { nodes { id } } }`;
  expect((await large.ask(list)).statements).toBe((await room.ask(list)).statements);
  const fields = 'protectiveNote { text } sweep { status } securityPlan { summary }';
  const places = large.scenario.story('hoaxFulton').places;
  const one = await entities(large, 'PollingPlace', places.slice(0, 1), fields);
  const all = await entities(large, 'PollingPlace', places, fields);
  expect(places).toHaveLength(32);
  expect(all.statements).toBe(one.statements);
  const incidents = large.scenario.incidents.map(({ id }) => id);
  const facets = 'lawEnforcement { credibility evidenceHold { what } } victimNotifications { by { id } }';
  const single = await entities(large, 'Incident', [large.scenario.story('ddosChatham').id], facets);
  expect((await entities(large, 'Incident', incidents, facets)).statements).toBe(single.statements);
  await large.close();
});

test('the same scenario makes the same rows, and putting it again changes nothing', async () => {
  const other = await openSubgraph(agency);
  const dump = (store: Store): Promise<unknown> =>
    Promise.all(
      (agency.scenario?.(room.scenario).tables ?? []).map(({ name, key }) =>
        store.query(`select * from ${name} order by "${key[0]?.name}"`),
      ),
    );
  const before = await dump(room.store);
  expect(await dump(other.store)).toEqual(before);
  if (!agency.scenario) throw new Error('no exercise');
  expect(await seedAgency(room.store, room.scenario, agency.scenario(room.scenario))).toBeNull();
  expect(await dump(room.store)).toEqual(before);
  await other.close();
});

test('imported polling places get advice and searches under their own ids', async () => {
  const importedPlaces: readonly ScenarioPlace[] = Array.from({ length: 40 }, (_, index) => ({
    id: `${georgia}/county:fulton/place:${index}`,
    name: `Hall ${index}`,
    address: '1 Main Street',
    county: `${georgia}/county:fulton`,
    imported: true,
  }));
  const imported = await openSubgraph(agency, { importedPlaces });
  const { data } = await entities(
    imported,
    'PollingPlace',
    importedPlaces.map(({ id }) => id),
    'sweep { status } securityPlan { summary }',
  );
  const swept = data._entities.filter(({ sweep }: { readonly sweep: object | null }) => sweep !== null);
  expect(swept).toHaveLength(32);
  expect(
    data._entities.every(({ securityPlan }: { readonly securityPlan: object | null }) => securityPlan),
  ).toBe(true);
  await imported.close();
});

test('an exercise a hundred times as large is put whole', async () => {
  const large = await openSubgraph(agency, { scale: 100 });
  const { data } = await large.ask('{ assessments { totalCount } victimNotifications { totalCount } }');
  expect(data.assessments.totalCount).toBeGreaterThan(400);
  expect(data.victimNotifications.totalCount).toBe(4);
  await large.close();
});
