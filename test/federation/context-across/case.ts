import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const order = (id: string) => ({ id, total: ({ currency }: Row) => `${id} ${String(currency)}` });

export default {
  title: 'a context is filled from a field of another subgraph',
  stockRefuses: 'feature https://specs.apollo.dev/context/v0.1 is for: SECURITY but is unsupported',
  subgraphs: () => ({
    accounts: {
      query: { account: { id: 'a', currency: 'EUR', orders: [{ id: 'o1' }, { id: 'o2' }] } },
      types: { Account: { rows: [{ id: 'a', currency: 'EUR' }] } },
    },
    orders: {
      types: {
        Account: { rows: [{ id: 'a', last: order('o2') }] },
        Order: { rows: [order('o1'), order('o2')] },
      },
    },
  }),
  operations: [
    {
      query: '{ account { orders { total } } }',
      data: { account: { orders: [{ total: 'o1 EUR' }, { total: 'o2 EUR' }] } },
    },
    {
      query: '{ account { last { total id } } }',
      data: { account: { last: { total: 'o2 EUR', id: 'o2' } } },
    },
  ],
} satisfies FederationCase;
