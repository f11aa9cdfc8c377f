import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'root types of any name become the root types of the supergraph',
  subgraphs: () => ({
    one: {
      query: { note: { id: '1', text: 'hi' } },
      mutation: { write: ({ text }: Row) => ({ id: '2', text }) },
    },
    two: {
      query: { count: 2 },
      types: { Note: { rows: ({ id }: Row) => ({ id, reads: Number(id) * 10 }) } },
    },
  }),
  operations: [
    {
      query: '{ __typename count note { text reads } }',
      data: { __typename: 'Query', count: 2, note: { text: 'hi', reads: 10 } },
    },
    {
      query: 'mutation { __typename write(text: "yo") { text reads } }',
      data: { __typename: 'Mutation', write: { text: 'yo', reads: 20 } },
    },
  ],
} satisfies FederationCase;
