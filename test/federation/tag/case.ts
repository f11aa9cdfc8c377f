import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'tags change nothing that a client sees',
  subgraphs: () => ({
    one: { query: { thing: ({ size }: Row) => ({ id: `t${String(size)}`, kind: 'A' }) } },
    two: { types: { Thing: { rows: [{ id: 't3', text: 'three' }] } } },
  }),
  operations: [
    {
      query: '{ thing(size: 3) { kind text } }',
      data: { thing: { kind: 'A', text: 'three' } },
    },
    {
      query: '{ __schema { directives { name } } }',
      data: {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
        },
      },
    },
  ],
} satisfies FederationCase;
