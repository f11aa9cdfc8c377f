import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a stub of an entity with an external key is as good as one without',
  subgraphs: () => ({
    cars: { query: { cars: [{ plate: 'A1', model: 'T', owner: { id: '9' } }] } },
    owners: { types: { Owner: { rows: [{ id: '9', name: 'Ada' }] } } },
  }),
  operations: [
    {
      query: '{ cars { model owner { name id } } }',
      data: { cars: [{ model: 'T', owner: { name: 'Ada', id: '9' } }] },
    },
  ],
} satisfies FederationCase;
