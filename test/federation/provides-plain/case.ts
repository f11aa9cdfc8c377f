import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a provided field comes with the object that provides it, and only there',
  subgraphs: () => ({
    reviews: {
      query: { reviews: [{ body: 'Good', author: { id: '1', name: 'Ada' }, editor: { id: '2' } }] },
    },
    users: {
      types: {
        User: {
          rows: [
            { id: '1', name: 'Ada', email: 'ada@example.invalid' },
            { id: '2', name: 'Ben', email: 'ben@example.invalid' },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ reviews { body author { name } } }',
      data: { reviews: [{ body: 'Good', author: { name: 'Ada' } }] },
      asked: ['reviews'],
    },
    {
      query: '{ reviews { editor { name } author { email name } } }',
      data: {
        reviews: [{ editor: { name: 'Ben' }, author: { email: 'ada@example.invalid', name: 'Ada' } }],
      },
    },
  ],
} satisfies FederationCase;
