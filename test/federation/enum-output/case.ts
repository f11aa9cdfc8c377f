import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'an enum that is only given has the values of all subgraphs',
  subgraphs: () => ({
    one: {
      query: { states: ['OPEN', null, 'CLOSED'], strict: ['OPEN'] },
      tampers: (answer) => ({ body: JSON.stringify(answer).replace('["OPEN"]', '["OPEN","LOST"]') }),
    },
    two: { query: { late: 'ARCHIVED' } },
  }),
  operations: [
    { query: '{ states late }', data: { states: ['OPEN', null, 'CLOSED'], late: 'ARCHIVED' } },
    {
      query: '{ strict }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: null,
      errors: [{ path: ['strict', 1], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ __type(name: "State") { enumValues { name } } }',
      data: { __type: { enumValues: ['OPEN', 'CLOSED', 'ARCHIVED'].map((name) => ({ name })) } },
    },
  ],
} satisfies FederationCase;
