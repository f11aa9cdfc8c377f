import type { FederationCase } from '../federation-case.ts';

const products = [
  { __typename: 'Book', upc: '1', name: 'Sea', pages: 90 },
  { __typename: 'Toy', upc: '2', name: 'Car' },
];
const items = [{ upc: '2', inCarts: 5 }, null, { upc: '1', inCarts: 1 }, { upc: 'gone', inCarts: 1 }];

export default {
  title: 'two interface objects and the interface make one answer',
  subgraphs: () => ({
    products: {
      types: { Product: { rows: products }, Book: { rows: products }, Toy: { rows: products } },
    },
    prices: {
      types: {
        Product: {
          rows: [
            { upc: '1', price: 10 },
            { upc: '2', price: 20 },
          ],
        },
      },
    },
    carts: { query: { cart: { items: items.slice(0, 3) } }, types: { Product: { rows: items } } },
  }),
  operations: [
    {
      query: '{ cart { items { name price inCarts upc } } }',
      data: {
        cart: {
          items: [
            { name: 'Car', price: 20, inCarts: 5, upc: '2' },
            null,
            { name: 'Sea', price: 10, inCarts: 1, upc: '1' },
          ],
        },
      },
    },
    {
      query: '{ cart { items { price ... on Book { pages inCarts price } } } }',
      stockDiffers: 'the type name that an interface object answers with hides the concrete type',
      data: { cart: { items: [{ price: 20 }, null, { price: 10, pages: 90, inCarts: 1 }] } },
    },
    {
      query: '{ cart { items { __typename price } } }',
      data: {
        cart: { items: [{ __typename: 'Toy', price: 20 }, null, { __typename: 'Book', price: 10 }] },
      },
    },
  ],
} satisfies FederationCase;
