import type { FederationCase } from '../federation-case.ts';

const answers: readonly (readonly [string, unknown])[] = [
  ['more', { data: { first: { name: 'F' } } }],
  [
    'second',
    {
      data: { first: { __typename: 'Thing', id: '1', name: 'F' }, second: null },
      errors: [{ message: 'x', path: ['second'] }],
    },
  ],
  ['third', { data: null, errors: [{ message: 'x', path: ['third', 'name'] }] }],
  [
    'first',
    { data: { first: { __typename: 'Thing', id: '1', name: 'F', surplus: 1 }, extra: 2 }, errors: [] },
  ],
];

export default {
  title: 'of a partial answer what is there is kept, and what is missing is told',
  subgraphs: () => ({
    one: {
      tampers: (_, { query }) => ({
        body: JSON.stringify(answers.find(([word]) => query.includes(word))?.[1]),
      }),
    },
    two: { types: { Thing: { rows: [{ id: '1', extra: 'E' }] } } },
  }),
  operations: [
    {
      query: '{ first { name more } }',
      data: { first: { name: 'F', more: null } },
      errors: [{ path: ['first', 'more'], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ first { name extra } second { name extra } }',
      data: { first: { name: 'F', extra: 'E' }, second: null },
      errors: [{ path: ['second'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ third { name } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: null,
      errors: [{ path: ['third', 'name'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    { query: '{ first { name extra } }', data: { first: { name: 'F', extra: 'E' } } },
  ],
} satisfies FederationCase;
