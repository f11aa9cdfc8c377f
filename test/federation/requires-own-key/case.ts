import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'a required selection may mix a key with fields of a third subgraph',
  subgraphs: () => ({
    accounts: { query: { account: { id: '1', plan: { code: 'gold' } } } },
    plans: { types: { Plan: { rows: [{ code: 'gold', fee: 30 }] } } },
    bills: {
      types: {
        Account: {
          fields: {
            bill: ({ plan }) => ({
              total: Number((plan as Row)['fee']) * 12,
              plan: { code: (plan as Row)['code'] },
            }),
          },
        },
      },
    },
  }),
  operations: [
    {
      query: '{ account { bill { total plan { fee } } } }',
      data: { account: { bill: { total: 360, plan: { fee: 30 } } } },
    },
  ],
} satisfies FederationCase;
