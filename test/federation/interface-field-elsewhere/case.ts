import type { FederationCase } from '../federation-case.ts';

const animals = [
  { __typename: 'Cat', id: 'c1' },
  { __typename: 'Dog', id: 'd1' },
  null,
  { __typename: 'Cat', id: 'gone' },
  { __typename: 'Dog', id: 'd2' },
];

export default {
  title: 'a field of an interface is fetched for each implementation where it lives',
  subgraphs: () => ({
    animals: { query: { animals } },
    dogs: { types: { Dog: { rows: ['d1', 'd2'].map((id) => ({ id, name: `dog ${id}` })) } } },
    cats: { types: { Cat: { rows: [{ id: 'c1', name: 'cat c1', lives: 9 }] } } },
  }),
  operations: [
    {
      query: '{ animals { name id } }',
      data: {
        animals: [
          { name: 'cat c1', id: 'c1' },
          { name: 'dog d1', id: 'd1' },
          null,
          { name: null, id: 'gone' },
          { name: 'dog d2', id: 'd2' },
        ],
      },
    },
    {
      query: '{ animals { id ... on Cat { lives } } }',
      data: { animals: [{ id: 'c1', lives: 9 }, { id: 'd1' }, null, null, { id: 'd2' }] },
      errors: [{ path: ['animals', 3, 'lives'], code: 'SUBGRAPH_MALFORMED' }],
    },
  ],
} satisfies FederationCase;
