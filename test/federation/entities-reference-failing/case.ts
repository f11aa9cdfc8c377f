import type { FederationCase } from '../federation-case.ts';

const items = [{ id: '1' }, { id: 'bad' }, { id: '3' }];

export default {
  title: 'a reference that cannot be resolved costs that one entity its fields',
  subgraphs: () => ({
    orders: { query: { items, strict: items } },
    details: {
      types: {
        Item: {
          rows: [
            { id: '1', name: 'one', size: 1 },
            { id: 'bad', fails: new Error('no such reference') },
            { id: '3', name: 'three', size: 3 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ items { id name } }',
      data: {
        items: [
          { id: '1', name: 'one' },
          { id: 'bad', name: null },
          { id: '3', name: 'three' },
        ],
      },
      errors: [{ path: ['items', 1], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ strict { size } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: { strict: null },
      errors: [{ path: ['strict', 1], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
  ],
} satisfies FederationCase;
