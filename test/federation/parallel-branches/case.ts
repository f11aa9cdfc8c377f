import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const leftNode = (id: number): Row => ({ id: String(id), left: id * 10, link: () => leftNode(id + 1) });

export default {
  title: 'many branches to the same subgraphs do not mix their entities',
  subgraphs: () => ({
    root: {
      query: {
        a: { id: '1', next: { id: '2', next: null } },
        b: { id: '3', next: null },
        list: [{ id: '2', next: { id: '1', next: null } }, null, { id: '1', next: { id: '3' } }],
      },
      types: { Node: { rows: ({ id }: Row) => ({ id, next: null }) } },
    },
    left: { types: { Node: { rows: ({ id }: Row) => leftNode(Number(id)) } } },
    right: {
      types: {
        Node: {
          rows: ({ id }: Row) => ({ id, right: ({ add }: Row) => Number(id) * 100 + Number(add) }),
        },
      },
    },
  }),
  operations: [
    {
      query: `{
        a { left right next { left right(add: 1) } }
        b { right(add: 2) left next { left } }
        list { left r: right(add: 3) next { right left } }
      }`,
      data: {
        a: { left: 10, right: 100, next: { left: 20, right: 201 } },
        b: { right: 302, left: 30, next: null },
        list: [
          { left: 20, r: 203, next: { right: 100, left: 10 } },
          null,
          { left: 10, r: 103, next: { right: 300, left: 30 } },
        ],
      },
    },
    {
      query: '{ a { link { left right link { right next { id } } } } b { link { right(add: 9) } } }',
      data: {
        a: { link: { left: 20, right: 200, link: { right: 300, next: null } } },
        b: { link: { right: 409 } },
      },
    },
  ],
} satisfies FederationCase;
