import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a composed directive of one’s own does not disturb execution',
  subgraphs: () => ({
    one: { query: { report: { id: 'r', text: 'All quiet' } } },
    two: { types: { Report: { rows: [{ id: 'r', pages: 3 }] } } },
  }),
  operations: [{ query: '{ report { text pages } }', data: { report: { text: 'All quiet', pages: 3 } } }],
} satisfies FederationCase;
