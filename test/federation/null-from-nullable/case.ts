import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a field that one subgraph calls nullable may be null wherever it comes from',
  subgraphs: () => ({
    one: {
      query: {
        things: [
          { id: '1', name: null },
          { id: '2', name: 'b' },
        ],
      },
    },
    two: { query: { strict: [{ id: '1', name: 'never null' }] } },
  }),
  operations: [
    {
      query: '{ things { name } strict { name } }',
      data: { things: [{ name: null }, { name: 'b' }], strict: [{ name: 'never null' }] },
    },
  ],
} satisfies FederationCase;
