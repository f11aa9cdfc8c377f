import type { FederationCase } from '../federation-case.ts';

const products = [
  { id: '1', name: 'Chair', weight: 10 },
  { id: '2', name: 'Desk', weight: new Error('the scales are broken') },
];

export default {
  title: 'a required field that fails is told once, where the client can see it',
  subgraphs: () => ({
    products: { query: { products } },
    shipping: {
      types: {
        Product: { fields: { shipping: ({ weight }) => (weight === null ? null : Number(weight) * 2) } },
      },
    },
  }),
  operations: [
    {
      query: '{ products { name weight shipping } }',
      data: {
        products: [
          { name: 'Chair', weight: 10, shipping: 20 },
          { name: 'Desk', weight: null, shipping: null },
        ],
      },
      errors: [{ path: ['products', 1, 'weight'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
  ],
} satisfies FederationCase;
