import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a field that was taken over is answered by its new subgraph alone',
  subgraphs: () => ({
    old: {
      query: { bills: [{ id: '1', amount: -1, payer: 'Ada' }] },
      types: { Bill: { rows: [{ id: '1', amount: -1, payer: 'Ada' }] } },
    },
    new: {
      query: { latest: { id: '1', amount: 70 } },
      types: { Bill: { rows: [{ id: '1', amount: 70 }] } },
    },
  }),
  operations: [
    {
      query: '{ bills { amount payer } }',
      data: { bills: [{ amount: 70, payer: 'Ada' }] },
      asked: ['new', 'old'],
    },
    { query: '{ latest { amount } }', data: { latest: { amount: 70 } }, asked: ['new'] },
  ],
} satisfies FederationCase;
