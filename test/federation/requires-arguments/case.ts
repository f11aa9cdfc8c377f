import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const product = { id: '1', price: ({ currency }: Row) => (currency === 'EUR' ? 100 : 2000) };

export default {
  title: 'the arguments of a required field are its own and not the client’s',
  subgraphs: () => ({
    products: { query: { product }, types: { Product: { rows: [product] } } },
    tax: { types: { Product: { fields: { tax: ({ price }) => Number(price) / 4 } } } },
  }),
  operations: [
    { query: '{ product { tax } }', data: { product: { tax: 25 } } },
    {
      query: '{ product { price(currency: EUR) tax } }',
      data: { product: { price: 100, tax: 25 } },
    },
    {
      query: '{ product { price tax } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: { product: { price: 2000, tax: 25 } },
    },
    {
      query: '{ product { tax price(currency: USD) } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: { product: { tax: 25, price: 2000 } },
    },
    {
      query: 'query ($c: Currency!) { product { tax price(currency: $c) euros: price(currency: EUR) } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      variables: { c: 'USD' },
      data: { product: { tax: 25, price: 2000, euros: 100 } },
    },
  ],
} satisfies FederationCase;
