import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const order = (id: string) => ({ id, total: ({ currency }: Row) => `${id} ${String(currency)}` });
const first = { id: 'a', orders: [{ id: 'o1' }, { id: 'o2' }] };
const second = { id: 'b', orders: [{ id: 'o2' }] };

export default {
  title: 'a context is filled from another subgraph than the one that gives the objects',
  stockRefuses: 'feature https://specs.apollo.dev/context/v0.1 is for: SECURITY but is unsupported',
  subgraphs: () => ({
    customers: { query: { account: first, accounts: [first, second] } },
    accounts: {
      types: {
        Account: {
          rows: [
            { id: 'a', currency: 'EUR' },
            { id: 'b', currency: 'USD' },
          ],
        },
      },
    },
    orders: { types: { Order: { rows: [order('o1'), order('o2')] } } },
  }),
  operations: [
    {
      query: '{ account { orders { total } } }',
      data: { account: { orders: [{ total: 'o1 EUR' }, { total: 'o2 EUR' }] } },
    },
    {
      query: '{ mine: accounts { all: orders { id sum: total } } }',
      data: {
        mine: [
          {
            all: [
              { id: 'o1', sum: 'o1 EUR' },
              { id: 'o2', sum: 'o2 EUR' },
            ],
          },
          { all: [{ id: 'o2', sum: 'o2 USD' }] },
        ],
      },
    },
  ],
} satisfies FederationCase;
