import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

function board(cell: (id: string) => Row): Row {
  return {
    id: 'b',
    row: [cell('1'), null, cell('2')],
    rows: [[cell('1'), cell('2')], null, [], [cell('2')]],
  };
}
const left = (id: string): Row => ({ id, code: `c${id}`, left: Number(id) });
const right = (id: string): Row => ({ id, right: Number(id) * 10 });

export default {
  title: 'lists that two subgraphs share are laid upon one another at any depth',
  subgraphs: () => ({
    root: { query: { board: { id: 'b' } } },
    left: { types: { Board: { rows: [board(left)] }, Cell: { rows: ['1', '2'].map(left) } } },
    right: { types: { Board: { rows: [board(right)] }, Cell: { rows: ['1', '2'].map(right) } } },
  }),
  operations: [
    {
      query: '{ board { row { left right } } }',
      data: { board: { row: [{ left: 1, right: 10 }, null, { left: 2, right: 20 }] } },
    },
    {
      query: '{ board { rows { code right } } }',
      stockDiffers: 'of a list of lists that comes from two subgraphs the later one replaces the earlier one',
      data: {
        board: {
          rows: [
            [
              { code: 'c1', right: 10 },
              { code: 'c2', right: 20 },
            ],
            null,
            [],
            [{ code: 'c2', right: 20 }],
          ],
        },
      },
    },
  ],
} satisfies FederationCase;
