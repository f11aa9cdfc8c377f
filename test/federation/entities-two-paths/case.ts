import type { FederationCase } from '../federation-case.ts';

const ada = { id: 'ada', title: 'Dr' };

export default {
  title: 'what fails for an entity in one place costs it nothing in another',
  subgraphs: () => ({
    home: { query: { lead: ada, deputy: ada } },
    register: {
      types: { Person: { rows: [{ id: 'ada', name: 'Ada', badge: new Error('lost') }] } },
    },
  }),
  operations: [
    {
      query: '{ lead { badge } deputy { name } }',
      data: { lead: null, deputy: { name: 'Ada' } },
      errors: [{ path: ['lead', 'badge'], code: 'SUBGRAPH_UNAVAILABLE' }],
      stockDiffers: 'the path of an error is cut back to the null above it',
    },
    {
      query: '{ lead { name title } deputy { title badge } }',
      data: { lead: { name: 'Ada', title: 'Dr' }, deputy: null },
      errors: [{ path: ['deputy', 'badge'], code: 'SUBGRAPH_UNAVAILABLE' }],
      stockDiffers: 'the path of an error is cut back to the null above it',
    },
    {
      query: '{ lead { name badge } deputy { name } }',
      data: { lead: null, deputy: { name: 'Ada' } },
      errors: [{ path: ['lead', 'badge'], code: 'SUBGRAPH_UNAVAILABLE' }],
      stockDiffers: 'the path of an error is cut back to the null above it',
    },
    { query: '{ lead { name } deputy { name } }', data: { lead: { name: 'Ada' }, deputy: { name: 'Ada' } } },
  ],
} satisfies FederationCase;
