import type { FederationCase } from '../federation-case.ts';

const failing = (field: string) => ({
  types: { Person: { rows: [{ id: 'a', seal: { colour: 'red' }, [field]: new Error('lost') }] } },
});

export default {
  title: 'where fields under one null fail, each error that is told has its place and names what failed',
  subgraphs: () => ({
    home: { query: { lead: { id: 'a', title: 'Dr' } } },
    badges: failing('badge'),
    names: failing('name'),
  }),
  operations: [
    {
      query: '{ lead { title badge name } }',
      data: { lead: null },
      errors: [{ path: ['lead', 'badge'], code: 'SUBGRAPH_UNAVAILABLE' }],
      mayAlso: [{ path: ['lead', 'name'], code: 'SUBGRAPH_UNAVAILABLE' }],
      stockDiffers: 'the path of an error is cut back to the null above it',
    },
    {
      query: '{ lead { badge seal { colour } } }',
      data: { lead: null },
      errors: [{ path: ['lead', 'badge'], code: 'SUBGRAPH_UNAVAILABLE' }],
      stockDiffers: 'the path of an error is cut back to the null above it',
    },
  ],
} satisfies FederationCase;
