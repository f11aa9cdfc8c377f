import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a computed field is given the fields it requires, asked for or not',
  subgraphs: () => ({
    products: {
      query: {
        products: [
          { id: '1', weight: 10, price: 100 },
          { id: '2', weight: 20, price: 0 },
        ],
      },
    },
    shipping: {
      types: {
        Product: {
          rows: [
            { id: '1', crate: 'S' },
            { id: '2', crate: 'L' },
          ],
          fields: { shipping: ({ weight, price }) => (price === 0 ? 0 : Number(weight) * 2) },
        },
      },
    },
  }),
  operations: [
    { query: '{ products { shipping } }', data: { products: [{ shipping: 20 }, { shipping: 0 }] } },
    {
      query: '{ products { price shipping weight } }',
      data: {
        products: [
          { price: 100, shipping: 20, weight: 10 },
          { price: 0, shipping: 0, weight: 20 },
        ],
      },
    },
    {
      query: '{ products { crate } }',
      data: { products: [{ crate: 'S' }, { crate: 'L' }] },
    },
  ],
} satisfies FederationCase;
