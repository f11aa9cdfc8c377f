import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a root field of two subgraphs takes from each what only it has',
  subgraphs: () => ({
    one: { query: { status: { ready: true, since: 'May' }, one: 1 } },
    two: { query: { status: { ready: true, load: 0.5 }, two: 2 } },
  }),
  operations: [
    {
      query: '{ status { since ready load } }',
      data: { status: { since: 'May', ready: true, load: 0.5 } },
      asked: ['one', 'two'],
    },
    {
      query: '{ a: status { since } b: status { load } two one }',
      data: { a: { since: 'May' }, b: { load: 0.5 }, two: 2, one: 1 },
    },
  ],
} satisfies FederationCase;
