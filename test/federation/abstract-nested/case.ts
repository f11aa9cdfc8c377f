import type { FederationCase } from '../federation-case.ts';

const post = { __typename: 'Post', id: 'p1', attachment: { __typename: 'Clip', id: 'c1' } };
const file = {
  __typename: 'File',
  id: 'f1',
  items: [post, { __typename: 'Link', id: 'l2', target: null }, null],
};
const items = [
  { __typename: 'Link', id: 'l1', target: { __typename: 'Post', id: 'p2', attachment: file } },
  post,
];

export default {
  title: 'unions in interfaces in unions are followed through subgraphs',
  subgraphs: () => ({
    posts: { query: { items } },
    meta: {
      types: {
        Post: {
          rows: [
            { id: 'p1', title: 'One' },
            { id: 'p2', title: 'Two' },
          ],
        },
        File: { rows: [{ id: 'f1', size: 3 }] },
        Clip: { rows: [{ id: 'c1', seconds: 8 }] },
      },
    },
  }),
  operations: [
    {
      query: `{ items {
        ... on Post { title attachment { ... on Clip { seconds } } }
        ... on Link { target { ... on Post { title attachment { __typename id
          ... on File { size items { __typename ... on Post { title } } } } } } }
      } }`,
      data: {
        items: [
          {
            target: {
              title: 'Two',
              attachment: {
                __typename: 'File',
                id: 'f1',
                size: 3,
                items: [{ __typename: 'Post', title: 'One' }, { __typename: 'Link' }, null],
              },
            },
          },
          { title: 'One', attachment: { seconds: 8 } },
        ],
      },
    },
  ],
} satisfies FederationCase;
