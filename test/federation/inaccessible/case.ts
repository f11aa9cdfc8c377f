import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'what is inaccessible joins and computes, and is not there for clients',
  subgraphs: () => ({
    products: {
      query: {
        products: ({ internal }: Row) =>
          internal === true
            ? [
                { secretId: 's1', name: 'Chair', cost: 5, state: 'NEW' },
                { secretId: 's2', name: 'Desk', cost: 6, state: 'HIDDEN' },
              ]
            : [],
        search: ({ filter }: Row) => Number((filter as Row)['cost']),
      },
    },
    prices: { types: { Product: { fields: { price: ({ cost }) => Number(cost) * 3 } } } },
  }),
  operations: [
    {
      query: '{ products(category: CHAIRS) { name price } }',
      data: {
        products: [
          { name: 'Chair', price: 15 },
          { name: 'Desk', price: 18 },
        ],
      },
    },
    { query: '{ search(filter: { name: "x" }) }', data: { search: 7 } },
    {
      query: '{ products { name state } }',
      data: {
        products: [
          { name: 'Chair', state: 'NEW' },
          { name: 'Desk', state: null },
        ],
      },
      errors: [{ path: ['products', 1, 'state'], code: 'SUBGRAPH_MALFORMED' }],
    },
    { query: '{ products { cost } }', refused: 'Cannot query field "cost" on type "Product"' },
    { query: '{ products { secretId } }', refused: 'Cannot query field "secretId" on type "Product"' },
    { query: '{ audit { text } }', refused: 'Cannot query field "audit" on type "Query"' },
    { query: '{ products(internal: false) { name } }', refused: 'Unknown argument "internal"' },
    { query: '{ products(category: SECRETS) { name } }', refused: 'Value "SECRETS" does not exist' },
    { query: '{ search(filter: { cost: 1 }) }', refused: 'Field "cost" is not defined by type "Filter"' },
    {
      query: '{ product: __type(name: "Product") { fields { name } } audit: __type(name: "Audit") { name } }',
      data: {
        product: { fields: [{ name: 'price' }, { name: 'name' }, { name: 'state' }] },
        audit: null,
      },
    },
  ],
} satisfies FederationCase;
