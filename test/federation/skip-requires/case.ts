import type { FederationCase } from '../federation-case.ts';

const item = { id: '1', weight: 5, name: 'Pen' };

export default {
  title: 'a required field that the client skips is still required',
  subgraphs: () => ({
    items: { query: { item }, types: { Item: { rows: [item] } } },
    post: { types: { Item: { fields: { postage: ({ weight }) => Number(weight) + 1 } } } },
  }),
  operations: [
    {
      query: 'query ($s: Boolean!) { item { weight @skip(if: $s) postage } }',
      variables: { s: true },
      data: { item: { postage: 6 } },
    },
    {
      query: 'query ($s: Boolean!) { item { name weight postage @skip(if: $s) } }',
      variables: { s: true },
      data: { item: { name: 'Pen', weight: 5 } },
      asked: ['items'],
    },
    {
      query: 'query ($s: Boolean!) { item { id @skip(if: $s) postage @skip(if: $s) name } }',
      variables: { s: false },
      data: { item: { id: '1', postage: 6, name: 'Pen' } },
    },
  ],
} satisfies FederationCase;
