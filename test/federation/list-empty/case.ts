import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'empty lists stay empty and ask nobody',
  subgraphs: () => ({
    teams: { query: { teams: [{ id: 't', members: [] }], none: [], nothing: null } },
    profiles: { types: { Team: { rows: [{ id: 't', motto: 'on' }] }, Member: { rows: [] } } },
  }),
  operations: [
    {
      query: '{ none { motto members { name } } nothing { motto members { name } } }',
      data: { none: [], nothing: null },
      asked: ['teams'],
    },
    { query: '{ teams { members { name } } }', data: { teams: [{ members: [] }] }, asked: ['teams'] },
    {
      query: '{ teams { motto members { name } } }',
      data: { teams: [{ motto: 'on', members: [] }] },
    },
  ],
} satisfies FederationCase;
