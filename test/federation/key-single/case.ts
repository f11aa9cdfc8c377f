import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const products = [
  { id: '1', name: 'Chair' },
  { id: '2', name: 'Desk' },
];

export default {
  title: 'an entity is joined by its key',
  subgraphs: () => ({
    products: {
      query: { products, product: ({ id }: Row) => products.find((each) => each.id === id) },
    },
    stock: {
      types: {
        Product: {
          rows: [
            { id: '1', inStock: 3 },
            { id: '2', inStock: 0 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ products { name inStock } }',
      data: {
        products: [
          { name: 'Chair', inStock: 3 },
          { name: 'Desk', inStock: 0 },
        ],
      },
      asked: ['products', 'stock'],
    },
    {
      query: 'query ($id: ID!) { product(id: $id) { inStock } }',
      variables: { id: '2' },
      data: { product: { inStock: 0 } },
    },
    {
      query: 'query ($id: ID!) { product(id: $id) { inStock } }',
      variables: { id: '3' },
      data: { product: null },
      asked: ['products'],
    },
    { query: '{ product(id: "1") { id } }', data: { product: { id: '1' } }, asked: ['products'] },
  ],
} satisfies FederationCase;
