import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'costs and sizes of lists change no answer',
  subgraphs: () => ({
    one: { query: { items: [{ id: '1' }] } },
    two: { types: { Item: { rows: [{ id: '1', heavy: 1 }] } } },
  }),
  operations: [{ query: '{ items(first: 1) { heavy } }', data: { items: [{ heavy: 1 }] } }],
} satisfies FederationCase;
