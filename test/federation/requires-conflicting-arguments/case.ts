import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const product = (id: string, kg: number, m: number) => ({
  id,
  measure: ({ unit }: Row) => (unit === 'kg' ? kg : m),
});
const products = [product('1', 5, 7), product('2', 50, 70)];

export default {
  title: 'two fields that require one field with different arguments each get theirs',
  subgraphs: () => ({
    products: { query: { products }, types: { Product: { rows: products } } },
    shipping: {
      types: {
        Product: {
          fields: {
            byWeight: ({ measure }) => Number(measure) + 1,
            byLength: ({ measure }) => Number(measure) + 2,
          },
        },
      },
    },
  }),
  operations: [
    { query: '{ products { byWeight } }', data: { products: [{ byWeight: 6 }, { byWeight: 51 }] } },
    { query: '{ products { byLength } }', data: { products: [{ byLength: 9 }, { byLength: 72 }] } },
    {
      query: '{ products { byWeight byLength } }',
      stockDiffers: 'different arguments of one required field are merged',
      data: {
        products: [
          { byWeight: 6, byLength: 9 },
          { byWeight: 51, byLength: 72 },
        ],
      },
    },
    {
      query: '{ products { measure(unit: "m") byWeight } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: {
        products: [
          { measure: 7, byWeight: 6 },
          { measure: 70, byWeight: 51 },
        ],
      },
    },
  ],
} satisfies FederationCase;
