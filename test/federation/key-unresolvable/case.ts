import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'a subgraph is never asked by a key that it cannot resolve',
  subgraphs: () => ({
    directory: {
      types: {
        Person: {
          rows: ({ id }: Row) => (id === '1' ? { id, email: 'ada@example.invalid', name: 'Ada' } : null),
        },
      },
      query: { lead: { id: '1', email: 'ada@example.invalid', name: 'Ada' } },
    },
    payroll: {
      types: { Person: { rows: [{ id: '1', email: 'ada@example.invalid', grade: 4 }] } },
      query: { newest: { id: '1', email: 'ada@example.invalid', grade: 4 } },
    },
    posts: {
      query: { posts: [{ title: 'Hello', author: { id: '1' } }] },
      types: { Person: { rows: () => new Error('asked by a key that is not resolvable') } },
    },
  }),
  operations: [
    {
      query: '{ posts { title author { name grade } } }',
      data: { posts: [{ title: 'Hello', author: { name: 'Ada', grade: 4 } }] },
    },
    { query: '{ lead { grade } }', data: { lead: { grade: 4 } } },
    { query: '{ newest { name } }', data: { newest: { name: 'Ada' } } },
    { query: '{ newest { email name } }', data: { newest: { email: 'ada@example.invalid', name: 'Ada' } } },
  ],
} satisfies FederationCase;
