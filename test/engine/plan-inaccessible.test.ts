import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPlanningPool, type PlanningPool } from '../../gateway/plan/planning-pool.ts';
import type { Planner } from '../../gateway/plan/planner.ts';
import { plannerOn, printedPlan } from './plan-room.ts';

// A marking says who may see an object: decisions read it, callers do not.
const sdls = {
  incidents: `type Query { incidents: [Incident] reports: [Report] }
    interface Report { id: ID! }
    type Incident implements Report @key(fields: "id") { id: ID! title: String marking: Marking }
    type Audit implements Report @inaccessible @key(fields: "id") { id: ID! }
    type Marking @shareable { tlp: String division: String @inaccessible from(place: ID): Origin @inaccessible }
    type Origin @inaccessible @shareable { agency: String }`,
  custody: `type Incident @key(fields: "id") { id: ID! holder: String hold: Hold @inaccessible }
    type Audit @inaccessible @key(fields: "id") { id: ID! holder: String }
    type Hold @inaccessible { until: String }`,
};

let pool: PlanningPool;
let planner: Planner;
beforeAll(async () => {
  pool = openPlanningPool();
  planner = await plannerOn(pool, sdls);
});
afterAll(() => pool.stop());

test('fields that callers never see are planned where they are selected', async () => {
  const text = '{ incidents { title marking { tlp division from(place: 1) { agency } } } }';
  expect(printedPlan(await planner.plan({ text, labels: [] }))).toMatchInlineSnapshot(`
    [
      "incidents [] {incidents{title marking{tlp division from(place:1){agency}}}}",
    ]
  `);
});

test('a field that callers never see is fetched from the agency that has it', async () => {
  const text = '{ incidents { title hold { until } } }';
  expect(printedPlan(await planner.plan({ text, labels: [] }))).toMatchInlineSnapshot(`
    [
      "incidents [] {incidents{__typename id title}}",
      "custody [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Incident{hold{until}}}}",
    ]
  `);
});

test('an implementation that callers never see can be narrowed to', async () => {
  const text = '{ reports { id ... on Audit { holder } } }';
  expect(printedPlan(await planner.plan({ text, labels: [] }))).toMatchInlineSnapshot(`
    [
      "incidents [] {reports{__typename id ...on Audit{__typename id}}}",
      "custody [0] query($representations:[_Any!]!){_entities(representations:$representations){...on Audit{holder}}}",
    ]
  `);
});

test('what callers never see is not in the schema that callers see', async () => {
  const { apiSdl } = await planner.ready();
  const schema = buildSchema(apiSdl);
  expect(Object.keys(schema.getTypeMap())).not.toEqual(expect.arrayContaining(['Audit']));
  expect(apiSdl).not.toMatch(/division|Origin|Hold|hold\b|Audit/);
});
