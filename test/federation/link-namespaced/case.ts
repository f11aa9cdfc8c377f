import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'directives that are not imported go by their full names',
  subgraphs: () => ({
    one: { query: { item: { id: '1', weight: 4 } } },
    two: { types: { Item: { fields: { postage: ({ weight }) => Number(weight) + 1 } } } },
  }),
  operations: [{ query: '{ item { postage } }', data: { item: { postage: 5 } } }],
} satisfies FederationCase;
