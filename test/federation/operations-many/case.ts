import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const query = `
  query One { item(id: 1) { ...F } }
  query Two($id: ID!) { item(id: $id) { ...F id } }
  mutation Drop { drop(id: 1) }
  fragment F on Item { name }
`;

export default {
  title: 'one document holds many operations and one of them is executed',
  subgraphs: () => ({
    items: { query: { item: ({ id }: Row) => ({ id }) }, mutation: { drop: () => true } },
    names: { types: { Item: { rows: ({ id }: Row) => ({ id, name: `n${String(id)}` }) } } },
  }),
  operations: [
    { query, operationName: 'One', data: { item: { name: 'n1' } } },
    { query, operationName: 'Two', variables: { id: 5 }, data: { item: { name: 'n5', id: '5' } } },
    { query, operationName: 'Drop', data: { drop: true } },
    { query, operationName: 'One', variables: { unused: 1 }, data: { item: { name: 'n1' } } },
  ],
} satisfies FederationCase;
