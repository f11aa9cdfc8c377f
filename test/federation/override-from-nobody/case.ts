import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a field may stay marked as taken over from a subgraph that is gone',
  subgraphs: () => ({ new: { query: { hello: 'new' } }, other: { query: { other: 'o' } } }),
  operations: [{ query: '{ hello other }', data: { hello: 'new', other: 'o' } }],
} satisfies FederationCase;
