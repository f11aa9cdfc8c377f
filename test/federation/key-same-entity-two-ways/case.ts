import type { FederationCase } from '../federation-case.ts';

const ada = { id: '1', handle: '@ada', display: 'Ada' };

export default {
  title: 'one entity reached by two keys is one entity with all its fields',
  subgraphs: () => ({
    accounts: { query: { byId: ada, byHandle: ada }, types: { Account: { rows: [ada] } } },
    ledger: {
      query: { debtor: { id: '1', balance: -5 } },
      types: { Account: { rows: [{ id: '1', balance: -5 }] } },
    },
    forum: {
      query: { loudest: { handle: '@ada', posts: 99 } },
      types: { Account: { rows: [{ handle: '@ada', posts: 99 }] } },
    },
  }),
  operations: [
    {
      query: '{ debtor { posts display balance } loudest { balance display posts } byId(id: "1") { posts } }',
      data: {
        debtor: { posts: 99, display: 'Ada', balance: -5 },
        loudest: { balance: -5, display: 'Ada', posts: 99 },
        byId: { posts: 99 },
      },
    },
    {
      query: '{ loudest { id balance } debtor { handle } }',
      data: { loudest: { id: '1', balance: -5 }, debtor: { handle: '@ada' } },
    },
  ],
} satisfies FederationCase;
