import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const product = {
  id: '1',
  weight: 10,
  name: 'Chair',
  parts: [
    { code: 'leg', grams: 5 },
    { code: 'seat', grams: 9 },
  ],
};
const heaviest = ({ parts }: Row): number => Math.max(...(parts as Row[]).map(({ grams }) => Number(grams)));

export default {
  title: 'an alias named like a required field takes nothing from it',
  subgraphs: () => ({
    products: { query: { product }, types: { Product: { rows: [product] } } },
    shipping: { types: { Product: { fields: { shipping: ({ weight }) => Number(weight) * 2, heaviest } } } },
  }),
  operations: [
    {
      query: '{ product { weight: name shipping } }',
      stockDiffers: 'an alias named like a required field is handed on in its place or never asked for',
      data: { product: { weight: 'Chair', shipping: 20 } },
    },
    {
      query: '{ product { shipping weight: name } }',
      stockDiffers: 'an alias named like a required field is handed on in its place or never asked for',
      data: { product: { shipping: 20, weight: 'Chair' } },
    },
    {
      query: '{ product { w: weight shipping } }',
      data: { product: { w: 10, shipping: 20 } },
    },
    {
      query: '{ product { parts { grams: code } heaviest } }',
      stockDiffers: 'an alias named like a required field is handed on in its place or never asked for',
      data: { product: { parts: [{ grams: 'leg' }, { grams: 'seat' }], heaviest: 9 } },
    },
    {
      query: '{ product { parts: name heaviest } }',
      stockDiffers: 'an alias named like a required field is handed on in its place or never asked for',
      data: { product: { parts: 'Chair', heaviest: 9 } },
    },
    {
      query: '{ product { weight: shipping } }',
      data: { product: { weight: 20 } },
    },
  ],
} satisfies FederationCase;
