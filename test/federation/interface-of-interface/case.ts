import type { FederationCase } from '../federation-case.ts';

const image = { __typename: 'Image', id: 'i', url: '/i' };

export default {
  title: 'interfaces of interfaces, and one that only another subgraph knows, narrow what is asked',
  subgraphs: () => ({
    docs: { query: { nodes: [image, { __typename: 'Comment', id: 'c' }], resources: [image] } },
    sizes: {
      types: { Image: { rows: [{ id: 'i', bytes: 5 }] }, Comment: { rows: [{ id: 'c', bytes: 6 }] } },
    },
  }),
  operations: [
    {
      query: '{ nodes { id ... on Resource { url } ... on Sized { bytes } } }',
      data: {
        nodes: [
          { id: 'i', url: '/i', bytes: 5 },
          { id: 'c', bytes: 6 },
        ],
      },
    },
    {
      query: '{ resources { ... on Node { ... on Sized { bytes ... on Image { url } } } } }',
      data: { resources: [{ bytes: 5, url: '/i' }] },
    },
    {
      query: '{ nodes { ... on Sized { ... on Resource { u: url } ... on Comment { b: bytes } } } }',
      data: { nodes: [{ u: '/i' }, { b: 6 }] },
    },
  ],
} satisfies FederationCase;
