import type { FederationCase } from '../federation-case.ts';

const thing = { id: '1', name: 'T', box: { size: 1 } };

export default {
  title: 'the name of a type can be asked at every place, any number of times',
  subgraphs: () => ({
    things: {
      query: { thing, things: [thing], any: { __typename: 'Box', size: 2 } },
      mutation: { touch: thing },
    },
    extras: { types: { Thing: { rows: [{ id: '1', wrap: { size: 3 } }] } } },
  }),
  operations: [
    { query: '{ __typename }', data: { __typename: 'Query' }, asked: [] },
    {
      query: 'query A { a: __typename b: __typename __typename }',
      data: { a: 'Query', b: 'Query', __typename: 'Query' },
    },
    {
      query: 'mutation { __typename touch { __typename box { t: __typename } } }',
      data: { __typename: 'Mutation', touch: { __typename: 'Thing', box: { t: 'Box' } } },
    },
    {
      query: '{ thing { a: __typename wrap { __typename } b: __typename box { x: __typename __typename } } }',
      data: {
        thing: { a: 'Thing', wrap: { __typename: 'Box' }, b: 'Thing', box: { x: 'Box', __typename: 'Box' } },
      },
    },
    { query: '{ thing { __typename } }', data: { thing: { __typename: 'Thing' } } },
    {
      query: '{ any { __typename } things { ... on Named { __typename ... on Thing { n: __typename } } } }',
      data: { any: { __typename: 'Box' }, things: [{ __typename: 'Thing', n: 'Thing' }] },
    },
    {
      query: '{ ... { __typename ... on Query { q: __typename thing { name } } } }',
      data: { __typename: 'Query', q: 'Query', thing: { name: 'T' } },
    },
    {
      query: '{ thing { wrap { __typename } } }',
      data: { thing: { wrap: { __typename: 'Box' } } },
    },
    {
      query: '{ any { ... on Thing { __typename wrap { size } } ... on Box { size } } }',
      data: { any: { size: 2 } },
    },
  ],
} satisfies FederationCase;
