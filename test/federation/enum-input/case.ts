import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const count = ({ state }: Row): number => (state === 'OPEN' ? 1 : 0);

export default {
  title: 'an enum that is only taken has the values that every subgraph knows',
  subgraphs: () => ({
    one: { query: { count, only: ({ states }: Row) => JSON.stringify(states) } },
    two: { query: { count } },
  }),
  operations: [
    { query: '{ count(state: OPEN) }', data: { count: 1 } },
    {
      query: 'query ($s: State, $l: [State!]) { count(state: $s) only(states: $l) }',
      variables: { s: 'OPEN' },
      data: { count: 1, only: '["OPEN"]' },
    },
    { query: '{ only(states: OPEN) }', data: { only: '["OPEN"]' } },
    { query: '{ count(state: CLOSED) }', refused: 'Value "CLOSED" does not exist in "State" enum' },
  ],
} satisfies FederationCase;
