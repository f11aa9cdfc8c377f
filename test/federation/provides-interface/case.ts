import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'one implementation of an interface provides what another has to fetch',
  subgraphs: () => ({
    library: {
      query: {
        shelf: {
          media: [
            { __typename: 'Book', id: 'b', title: 'Sea' },
            { __typename: 'Film', id: 'f' },
          ],
        },
      },
    },
    titles: {
      types: {
        Book: { rows: [{ id: 'b', title: 'Sea' }] },
        Film: { rows: [{ id: 'f', title: 'Sky' }] },
      },
    },
  }),
  operations: [
    {
      query: '{ shelf { media { title } } }',
      data: { shelf: { media: [{ title: 'Sea' }, { title: 'Sky' }] } },
    },
    {
      query: '{ shelf { media { id ... on Book { title } } } }',
      data: { shelf: { media: [{ id: 'b', title: 'Sea' }, { id: 'f' }] } },
      asked: ['library'],
    },
  ],
} satisfies FederationCase;
