import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const accounts = [
  { __typename: 'Savings', id: 's', owner: 'Ada', rate: 0.5 },
  { __typename: 'Checking', id: 'c', owner: 'Ben', limit: 100 },
];
const audited = (id: string): Row => ({ id, statements: () => [{ month: 1, account: () => audited(id) }] });

export default {
  title: 'an interface object adds fields to every implementation and knows none of them',
  subgraphs: () => ({
    accounts: {
      query: { accounts },
      types: { Account: { rows: accounts }, Savings: { rows: accounts }, Checking: { rows: accounts } },
    },
    statements: {
      query: { audited: [audited('c'), audited('s')], one: ({ id }: Row) => audited(String(id)) },
      types: { Account: { rows: ({ id }: Row) => audited(String(id)) } },
    },
  }),
  operations: [
    {
      query: '{ accounts { owner statements { month } } }',
      data: {
        accounts: [
          { owner: 'Ada', statements: [{ month: 1 }] },
          { owner: 'Ben', statements: [{ month: 1 }] },
        ],
      },
    },
    { query: '{ audited { id } }', data: { audited: [{ id: 'c' }, { id: 's' }] }, asked: ['statements'] },
    {
      query: '{ audited { __typename id } }',
      data: {
        audited: [
          { __typename: 'Checking', id: 'c' },
          { __typename: 'Savings', id: 's' },
        ],
      },
    },
    {
      query: '{ audited { owner ... on Savings { rate } ... on Checking { limit statements { month } } } }',
      data: {
        audited: [
          { owner: 'Ben', limit: 100, statements: [{ month: 1 }] },
          { owner: 'Ada', rate: 0.5 },
        ],
      },
    },
    {
      query: '{ one(id: "s") { statements { account { __typename owner statements { month } } } } }',
      data: {
        one: {
          statements: [{ account: { __typename: 'Savings', owner: 'Ada', statements: [{ month: 1 }] } }],
        },
      },
    },
    {
      query: '{ one(id: "s") { ... on Checking { statements { month } } } }',
      data: { one: {} },
    },
    {
      query: '{ accounts { ... on Checking { statements { account { id } } } } }',
      data: { accounts: [{}, { statements: [{ account: { id: 'c' } }] }] },
    },
  ],
} satisfies FederationCase;
