import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { openPlanAssertion } from '../../../gateway/authorize/plan-assertion.ts';
import type { PlanSelection, QueryPlan } from '../../../gateway/plan/query-plan.ts';
import type { Rights } from '../../../gateway/rights/rights.ts';
import { denied, open } from '../../../gateway/rights/verdict.ts';

const sdl = `
  type Query { report: Report }
  type Report { marking: Marking secret: Marking }
  type Marking { tlp: String }
`;
// Nothing but the entrance is permitted: what a plan may still ask for is the marking itself.
const rights = {
  field: (type: string) => (type === 'Query' ? open : denied),
  rules: {
    type: (name: string) => ({ decidedBy: name === 'Report' ? ['marking'] : [] }),
    field: () => ({ custodians: ['alpha'] }),
    mayEnter: () => [],
  },
} as unknown as Rights;

const field = (name: string, selections?: readonly PlanSelection[]): PlanSelection => ({
  kind: 'field',
  key: name,
  name,
  ...(selections ? { selections } : {}),
});
const planOf = (name: string): QueryPlan => ({
  requests: [
    {
      agency: 'alpha',
      kind: 'query',
      text: '',
      variables: [],
      after: [],
      parts: [{ paths: [[]], selections: [field('report', [field(name, [field('tlp')])])], renames: [] }],
    },
  ],
});
const assertPlan = openPlanAssertion(parse(sdl), buildSchema(sdl))(rights);

test('a plan may ask for the marking of an object that is not permitted, with all its parts', () => {
  expect(() => assertPlan(planOf('marking'))).not.toThrow();
});

test('a governed field is not taken for a marking because its type is called so', () => {
  expect(() => assertPlan(planOf('secret'))).toThrow(
    expect.objectContaining({
      detail: { cause: '`alpha` is asked for `Report.secret`, which was not authorized' },
    }),
  );
});
