import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'directives imported under other names mean the same',
  subgraphs: () => ({
    one: { query: { item: { id: '1', weight: 4, note: 'n' } } },
    two: { types: { Item: { fields: { postage: ({ weight }) => Number(weight) + 1 } } } },
  }),
  operations: [{ query: '{ item { postage note } }', data: { item: { postage: 5, note: 'n' } } }],
} satisfies FederationCase;
