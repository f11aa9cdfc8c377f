import type { FederationCase } from '../federation-case.ts';

const products = [
  { id: '1', name: 'Chair', weight: 3, size: { width: 50 } },
  { id: '2', name: 'Desk', weight: 9, size: null },
];

export default {
  title: 'schemas of Federation 1 and 2 make one supergraph',
  subgraphs: () => ({
    legacy: { query: { products }, types: { Product: { rows: products } } },
    older: {
      query: { boxes: [{ width: 1 }] },
      types: { Product: { fields: { shipping: ({ weight }) => Number(weight) * 2 } } },
    },
    modern: {
      query: { featured: { id: '2', stars: 2.5 } },
      types: { Product: { rows: ['1', '2'].map((id) => ({ id, stars: Number(id) + 0.5 })) } },
    },
  }),
  operations: [
    {
      query: '{ featured { name shipping stars size { width } } boxes { width } }',
      data: {
        featured: { name: 'Desk', shipping: 18, stars: 2.5, size: null },
        boxes: [{ width: 1 }],
      },
    },
    {
      query: '{ products { stars shipping size { width } } }',
      data: {
        products: [
          { stars: 1.5, shipping: 6, size: { width: 50 } },
          { stars: 2.5, shipping: 18, size: null },
        ],
      },
    },
  ],
} satisfies FederationCase;
