import type { FederationCase } from '../federation-case.ts';

const products = [{ __typename: 'Book', upc: '1', name: 'Sea' }];

export default {
  title: 'an object whose concrete type nobody knows cannot be shown with its type',
  subgraphs: () => ({
    products: { query: {}, types: { Product: { rows: products }, Book: { rows: products } } },
    carts: {
      query: {
        items: [
          { upc: '1', inCarts: 1 },
          { upc: 'gone', inCarts: 2 },
        ],
      },
    },
  }),
  operations: [
    {
      query: '{ items { inCarts } }',
      data: { items: [{ inCarts: 1 }, { inCarts: 2 }] },
      asked: ['carts'],
    },
    {
      query: '{ items { inCarts name } }',
      data: {
        items: [
          { inCarts: 1, name: 'Sea' },
          { inCarts: 2, name: null },
        ],
      },
    },
    {
      query: '{ items { __typename inCarts } }',
      stockDiffers: 'no error tells of the object that became null',
      data: { items: [{ __typename: 'Book', inCarts: 1 }, null] },
      errors: [{ path: ['items', 1], code: 'SUBGRAPH_MALFORMED' }],
    },
  ],
} satisfies FederationCase;
