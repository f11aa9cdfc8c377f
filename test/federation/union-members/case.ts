import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a union has other members in other subgraphs',
  subgraphs: () => ({
    feed: {
      query: {
        feed: [
          { __typename: 'Picture', id: 'p1', url: '/1' },
          { __typename: 'Text', id: 't', body: 'hi' },
          null,
        ],
      },
      types: { Picture: { rows: [{ id: 'p2', url: '/2' }] } },
    },
    ads: {
      query: {
        ads: [
          { __typename: 'Advert', id: 'a', sponsor: 'Co' },
          { __typename: 'Picture', id: 'p2', artist: null },
        ],
      },
      types: { Picture: { rows: [{ id: 'p1', artist: { name: 'Ada' } }] } },
    },
  }),
  operations: [
    {
      query:
        '{ feed { __typename ... on Picture { url artist { name } } ... on Text { body } ... on Advert { sponsor } } }',
      data: {
        feed: [
          { __typename: 'Picture', url: '/1', artist: { name: 'Ada' } },
          { __typename: 'Text', body: 'hi' },
          null,
        ],
      },
    },
    {
      query:
        '{ ads { ... on Advert { sponsor } ... on Text { body } ... on Picture { url artist { name } } } }',
      data: { ads: [{ sponsor: 'Co' }, { url: '/2', artist: null }] },
    },
    {
      query: '{ ads { ... on Text { body } } }',
      data: { ads: [{}, {}] },
    },
  ],
} satisfies FederationCase;
