import type { FederationCase } from '../federation-case.ts';

const answers: Record<string, unknown> = {
  a: { data: { a: 1 }, errors: 'none' },
  b: [{ data: { b: 1 } }],
  c: { errors: [{ message: 'secret stack trace' }] },
  d: {},
};
const codes = {
  a: 'SUBGRAPH_MALFORMED',
  b: 'SUBGRAPH_MALFORMED',
  c: 'SUBGRAPH_MALFORMED',
  d: 'SUBGRAPH_MALFORMED',
} as const;

export default {
  title: 'an answer that is JSON and no GraphQL answer is worth nothing',
  subgraphs: () => ({
    odd: {
      tampers: (_, { query }) => ({ body: JSON.stringify(answers[query.replace(/\W|query/g, '')]) }),
    },
    fine: { query: { fine: 1 } },
  }),
  operations: Object.entries(codes).map(([field, code]) => ({
    query: `{ fine ${field} }`,
    data: { fine: 1, [field]: null },
    errors: [{ path: [field], code }],
  })),
} satisfies FederationCase;
