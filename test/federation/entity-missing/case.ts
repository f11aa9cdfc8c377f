import type { FederationCase } from '../federation-case.ts';

const orders = [
  { number: 1, item: { id: 'a' } },
  { number: 2, item: { id: 'gone' } },
  { number: 3, item: null },
  { number: 4, item: { id: 'b' } },
];

export default {
  title: 'an entity that a subgraph does not know costs its nullable fields and no others',
  subgraphs: () => ({
    orders: { query: { orders, strict: orders.filter(({ item }) => item) } },
    items: {
      types: {
        Item: {
          rows: [
            { id: 'a', name: 'Pen', weight: 1 },
            { id: 'b', name: 'Ink', weight: 2 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ orders { number item { id weight } } }',
      data: {
        orders: [
          { number: 1, item: { id: 'a', weight: 1 } },
          { number: 2, item: { id: 'gone', weight: null } },
          { number: 3, item: null },
          { number: 4, item: { id: 'b', weight: 2 } },
        ],
      },
    },
    {
      query: '{ orders { number item { name } } }',
      data: {
        orders: [
          { number: 1, item: { name: 'Pen' } },
          { number: 2, item: null },
          { number: 3, item: null },
          { number: 4, item: { name: 'Ink' } },
        ],
      },
      errors: [{ path: ['orders', 1, 'item', 'name'], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ strict { number item { name } } }',
      data: null,
      errors: [{ path: ['strict', 1, 'item', 'name'], code: 'SUBGRAPH_MALFORMED' }],
    },
  ],
} satisfies FederationCase;
