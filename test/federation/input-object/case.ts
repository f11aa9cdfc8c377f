import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const find = ({ filter }: Row): string => JSON.stringify(filter);

export default {
  title: 'an input object has the fields that every subgraph knows, with their defaults',
  subgraphs: () => ({
    one: { query: { find, nested: ({ input }: Row) => JSON.stringify(input) } },
    two: { query: { find } },
  }),
  operations: [
    { query: '{ find }', data: { find: '{"text":"any","limit":10}' } },
    { query: '{ find(filter: {}) }', data: { find: '{"limit":10}' } },
    { query: '{ find(filter: { limit: null }) }', data: { find: '{"limit":null}' } },
    {
      query: 'query ($f: Filter!, $n: Int) { find(filter: $f) two: find(filter: { text: "b", limit: $n }) }',
      variables: { f: { text: 'a' } },
      data: { find: '{"text":"a","limit":10}', two: '{"text":"b","limit":10}' },
    },
    {
      query:
        'query ($n: Int!) { nested(input: { inner: [{ n: $n }, { n: 5, label: "x" }], when: { at: [1, "2"] } }) }',
      variables: { n: 4 },
      data: { nested: '{"inner":[{"n":4,"label":"none"},{"n":5,"label":"x"}],"when":{"at":[1,"2"]}}' },
    },
    {
      query: 'query ($o: Outer) { nested(input: $o) }',
      variables: { o: { inner: { n: 3 } } },
      data: { nested: '{"inner":[{"n":3,"label":"none"}]}' },
    },
    {
      query: '{ nested(input: {}) }',
      data: { nested: '{"inner":[{"n":1,"label":"none"},{"n":2,"label":"none"}]}' },
    },
    { query: '{ find(filter: { own: true }) }', refused: 'Field "own" is not defined by type "Filter"' },
  ],
} satisfies FederationCase;
