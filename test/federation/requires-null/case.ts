import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a required field that is null is handed on as null',
  subgraphs: () => ({
    products: {
      query: {
        products: [
          { id: '1', weight: null, volume: 1 },
          { id: '2', weight: 5, volume: 2 },
        ],
      },
    },
    shipping: {
      types: {
        Product: {
          fields: {
            shipping: ({ weight }) => (weight === null ? 'by hand' : `by ${JSON.stringify(weight)}`),
          },
        },
      },
    },
  }),
  operations: [
    {
      query: '{ products { shipping volume } }',
      data: {
        products: [
          { shipping: 'by hand', volume: 1 },
          { shipping: 'by 5', volume: 2 },
        ],
      },
    },
  ],
} satisfies FederationCase;
