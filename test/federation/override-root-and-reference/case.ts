import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a root field and a reference to an entity can be taken over',
  subgraphs: () => ({
    old: {
      query: { hello: 'old', user: { id: '1', address: { id: 'wrong', street: 'Wrong' } } },
      types: {
        Address: {
          rows: [
            { id: 'a', street: 'Main' },
            { id: 'wrong', street: 'Wrong' },
          ],
        },
      },
    },
    new: { query: { hello: 'new' }, types: { User: { rows: [{ id: '1', address: { id: 'a' } }] } } },
  }),
  operations: [
    { query: '{ hello }', data: { hello: 'new' }, asked: ['new'] },
    {
      query: '{ user { id address { id street } } }',
      data: { user: { id: '1', address: { id: 'a', street: 'Main' } } },
    },
  ],
} satisfies FederationCase;
