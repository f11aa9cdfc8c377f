import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'one member of a union provides what another has to fetch',
  subgraphs: () => ({
    search: {
      query: {
        found: [{ __typename: 'Page', url: '/', heading: 'Home' }, null, { __typename: 'Person', id: '1' }],
      },
    },
    content: {
      types: {
        Page: { rows: [{ url: '/', heading: 'Home', words: 12 }] },
        Person: { rows: [{ id: '1', name: 'Ada' }] },
      },
    },
  }),
  operations: [
    {
      query: '{ found { ... on Page { heading } ... on Person { name } } }',
      data: { found: [{ heading: 'Home' }, null, { name: 'Ada' }] },
    },
    {
      query: '{ found { ... on Page { heading url } } }',
      data: { found: [{ heading: 'Home', url: '/' }, null, {}] },
      asked: ['search'],
    },
    {
      query: '{ found { __typename ... on Page { words } } }',
      data: { found: [{ __typename: 'Page', words: 12 }, null, { __typename: 'Person' }] },
    },
  ],
} satisfies FederationCase;
