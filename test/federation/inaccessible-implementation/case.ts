import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'an object of an inaccessible type never reaches the client',
  subgraphs: () => ({
    media: {
      query: {
        media: [
          { __typename: 'Draft', id: 'd' },
          { __typename: 'Film', id: 'f' },
        ],
        strict: [
          { __typename: 'Film', id: 'f' },
          { __typename: 'Draft', id: 'd' },
        ],
      },
    },
    titles: { types: { Film: { rows: [{ id: 'f', title: 'Sky' }] } } },
  }),
  operations: [
    {
      query: '{ media { __typename id ... on Film { title } } }',
      data: { media: [null, { __typename: 'Film', id: 'f', title: 'Sky' }] },
      errors: [{ path: ['media', 0], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ strict { id } }',
      data: { strict: null },
      errors: [{ path: ['strict', 1], code: 'SUBGRAPH_MALFORMED' }],
    },
    { query: '{ media { ... on Draft { id } } }', refused: 'Unknown type "Draft"' },
  ],
} satisfies FederationCase;
