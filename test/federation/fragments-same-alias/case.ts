import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'one alias stands for different fields on different types',
  subgraphs: () => ({
    shapes: {
      query: {
        shapes: [
          { __typename: 'Circle', id: 'c', radius: 1, hint: 'round' },
          { __typename: 'Square', id: 's', side: 2, hint: 'flat' },
        ],
      },
    },
    paint: { types: { Circle: { rows: [{ id: 'c', red: 10 }] }, Square: { rows: [{ id: 's', blue: 20 }] } } },
  }),
  operations: [
    {
      query:
        '{ shapes { ... on Circle { size: radius tint: red } ... on Square { size: side tint: blue } } }',
      data: {
        shapes: [
          { size: 1, tint: 10 },
          { size: 2, tint: 20 },
        ],
      },
    },
    {
      query: '{ shapes { ... on Circle { n: red hint } ... on Square { n: side hint } } }',
      data: {
        shapes: [
          { n: 10, hint: 'round' },
          { n: 2, hint: 'flat' },
        ],
      },
    },
  ],
} satisfies FederationCase;
