import type { FederationCase } from '../federation-case.ts';

const worker = { __typename: 'Worker', id: 'w', name: 'Ada', salary: 5 };
const guest = { __typename: 'Guest', id: 'g', name: 'Ben' };

export default {
  title: 'fragments narrow, nest, overlap and repeat without change to the answer',
  subgraphs: () => ({
    people: { query: { who: worker, whos: [guest, worker] } },
    badges: {
      types: {
        Worker: { rows: [{ id: 'w', badge: { colour: 'red' } }] },
        Guest: { rows: [{ id: 'g', badge: { colour: 'blue' } }] },
      },
    },
  }),
  operations: [
    {
      query: `query { whos { ...Named ... on Paid { salary } ...Badged } }
        fragment Named on Who { name ... { id } }
        fragment Badged on Who { ...OfWorker ... on Guest { badge { colour } } }
        fragment OfWorker on Worker { badge { colour } name }`,
      data: {
        whos: [
          { name: 'Ben', id: 'g', badge: { colour: 'blue' } },
          { name: 'Ada', id: 'w', salary: 5, badge: { colour: 'red' } },
        ],
      },
    },
    {
      query:
        '{ who { ... on Worker { ... on Paid { ... on Who { ... on Worker { badge { colour } } } } } } }',
      data: { who: { badge: { colour: 'red' } } },
    },
    {
      query: '{ whos { ... on Worker { x: badge { colour } } ... on Guest { x: name } } }',
      refused: 'conflict',
    },
    {
      query: '{ whos { ... on Worker { x: name } ... on Guest { x: id } } }',
      refused: 'conflict',
    },
    {
      query:
        '{ whos { ... on Worker { x: salary } ... on Guest { y: id } id } who { ... on Guest { name } } }',
      data: {
        whos: [
          { y: 'g', id: 'g' },
          { x: 5, id: 'w' },
        ],
        who: {},
      },
    },
  ],
} satisfies FederationCase;
