import type { FederationCase } from '../federation-case.ts';

const things = [
  { id: '1', name: 'one' },
  { id: '2', name: 'two' },
];
const variables = { yes: true };

export default {
  title: 'an object all of whose fields are skipped is an empty object',
  subgraphs: () => ({
    main: { query: { thing: things[0], things } },
    more: { types: { Thing: { rows: things.map(({ id }) => ({ id, size: Number(id) })) } } },
  }),
  operations: [
    { query: 'query ($yes: Boolean!) { thing { name @skip(if: $yes) } }', variables, data: { thing: {} } },
    {
      query: 'query ($yes: Boolean!) { things { ... @skip(if: $yes) { size } } }',
      variables,
      data: { things: [{}, {}] },
    },
    {
      query:
        'query ($yes: Boolean!) { thing { ... @skip(if: $yes) { id __typename ... on Thing { name } } } }',
      variables,
      data: { thing: {} },
    },
    {
      query: 'query ($yes: Boolean!) { things { ...F @skip(if: $yes) } } fragment F on Thing { id size }',
      variables,
      data: { things: [{}, {}] },
    },
    {
      query: '{ things { ... @skip(if: true) { size } name @include(if: false) } }',
      data: { things: [{}, {}] },
    },
    {
      query:
        'query ($yes: Boolean!) { thing { ... @skip(if: $yes) { name } ... on Thing { size @skip(if: $yes) } id } }',
      variables,
      data: { thing: { id: '1' } },
    },
  ],
} satisfies FederationCase;
