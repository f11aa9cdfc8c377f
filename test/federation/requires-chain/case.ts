import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'fields that require one another over four subgraphs are computed in turn',
  subgraphs: () => ({
    one: {
      query: {
        things: [
          { id: '1', base: 1 },
          { id: '2', base: 10 },
        ],
      },
    },
    two: { types: { Thing: { fields: { doubled: ({ base }) => Number(base) * 2 } } } },
    three: {
      types: { Thing: { fields: { summed: ({ base, doubled }) => Number(base) + Number(doubled) } } },
    },
    four: { types: { Thing: { fields: { described: ({ summed }) => `sum ${String(summed)}` } } } },
  }),
  operations: [
    {
      query: '{ things { described } }',
      data: { things: [{ described: 'sum 3' }, { described: 'sum 30' }] },
      asked: ['four', 'one', 'three', 'two'],
    },
    {
      query: '{ things { summed base described doubled } }',
      data: {
        things: [
          { summed: 3, base: 1, described: 'sum 3', doubled: 2 },
          { summed: 30, base: 10, described: 'sum 30', doubled: 20 },
        ],
      },
    },
  ],
} satisfies FederationCase;
