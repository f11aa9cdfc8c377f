import type { FederationCase } from '../federation-case.ts';

const bill = { id: '1', amount: 70, payee: 'Ada' };

export default {
  title: 'a label of a percentage in between gives the same answer on both sides of the throw',
  subgraphs: () => ({
    old: { query: { bill }, types: { Bill: { rows: [bill] } } },
    new: { types: { Bill: { rows: [bill] } } },
  }),
  operations: Array.from({ length: 12 }, () => ({
    query: '{ bill { amount payee } }',
    data: { bill: { amount: 70, payee: 'Ada' } },
  })),
} satisfies FederationCase;
