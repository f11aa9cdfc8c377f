import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a mutation whose answer is lost is not sent again',
  subgraphs: () => {
    let votes = 0;
    return {
      votes: {
        query: { votes: () => votes },
        mutation: { vote: () => (votes += 1) },
        tampers: (answer, { query }) =>
          query.trimStart().startsWith('mutation') ? undefined : { body: JSON.stringify(answer) },
      },
      other: { query: { other: 1 } },
    };
  },
  operations: [
    {
      query: 'mutation { vote }',
      data: { vote: null },
      errors: [{ path: ['vote'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    { query: '{ votes other }', data: { votes: 1, other: 1 } },
  ],
} satisfies FederationCase;
