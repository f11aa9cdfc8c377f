import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'variables that do not fit are refused before anybody is asked',
  subgraphs: () => ({ one: { query: { item: 1 } }, two: { query: { other: 2 } } }),
  operations: [
    {
      query: 'query ($id: ID!) { item(id: $id) other }',
      variables: {},
      data: undefined,
      errors: [{ path: [], code: 'BAD_USER_INPUT' }],
      asked: [],
    },
    {
      query: 'query ($n: Int) { item(id: 1, count: $n) other }',
      variables: { n: 'many' },
      data: undefined,
      errors: [{ path: [], code: 'BAD_USER_INPUT' }],
      asked: [],
    },
    {
      query: 'query ($n: Int) { item(id: 1, count: $n) other }',
      variables: { n: null },
      data: { item: 1, other: 2 },
    },
  ],
} satisfies FederationCase;
