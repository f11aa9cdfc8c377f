import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'two keys lead on where no subgraph knows both ends',
  subgraphs: () => ({
    catalogue: { types: { Product: { rows: [{ id: '1', sku: 'CH-1', name: 'Chair' }] } } },
    orders: { query: { lastOrdered: { id: '1' } } },
    warehouse: { types: { Product: { rows: [{ sku: 'CH-1', shelf: 'B4' }] } } },
  }),
  operations: [
    {
      query: '{ lastOrdered { shelf } }',
      data: { lastOrdered: { shelf: 'B4' } },
      asked: ['catalogue', 'orders', 'warehouse'],
    },
    {
      query: '{ lastOrdered { shelf name id sku } }',
      data: { lastOrdered: { shelf: 'B4', name: 'Chair', id: '1', sku: 'CH-1' } },
    },
  ],
} satisfies FederationCase;
