import type { FederationCase } from '../federation-case.ts';

const cell = (id: string) => ({ id });

export default {
  title: 'entities in lists of lists keep their places',
  subgraphs: () => ({
    grid: {
      query: {
        grid: [[cell('a'), null, cell('b')], [], [cell('b')], [cell('gone'), cell('a')]],
        cube: [[[1, null], []], null, [[2], null]],
        strict: [[cell('a')], [cell('gone')]],
      },
    },
    colours: {
      types: {
        Cell: {
          rows: [
            { id: 'a', colour: 'red', shades: [['dark', 'light'], null, []] },
            { id: 'b', colour: 'blue', shades: null },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ grid { colour } cube }',
      data: {
        grid: [
          [{ colour: 'red' }, null, { colour: 'blue' }],
          [],
          [{ colour: 'blue' }],
          [null, { colour: 'red' }],
        ],
        cube: [[[1, null], []], null, [[2], null]],
      },
      errors: [{ path: ['grid', 3, 0, 'colour'], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ strict { colour } }',
      data: { strict: null },
      errors: [{ path: ['strict', 1, 0, 'colour'], code: 'SUBGRAPH_MALFORMED' }],
    },
    {
      query: '{ grid { shades } }',
      data: {
        grid: [
          [{ shades: [['dark', 'light'], null, []] }, null, { shades: null }],
          [],
          [{ shades: null }],
          [{ shades: null }, { shades: [['dark', 'light'], null, []] }],
        ],
      },
    },
  ],
} satisfies FederationCase;
