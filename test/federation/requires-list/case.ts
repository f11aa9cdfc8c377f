import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const items = ({ lines }: Row): number =>
  (lines as (Row | null)[]).reduce((sum, line) => sum + Number(line?.['count'] ?? 0), 0);
const joined = ({ codes }: Row): string => JSON.stringify(codes);

export default {
  title: 'a required list comes whole, with its nulls and its order',
  subgraphs: () => ({
    orders: {
      query: {
        orders: [
          {
            id: '1',
            lines: [{ product: 'a', count: 2 }, null, { product: 'b', count: 3 }],
            codes: [['x', 'y'], null, []],
          },
          { id: '2', lines: [], codes: null },
        ],
      },
    },
    totals: { types: { Order: { fields: { items, joined } } } },
  }),
  operations: [
    {
      query: '{ orders { items joined } }',
      data: {
        orders: [
          { items: 5, joined: '[["x","y"],null,[]]' },
          { items: 0, joined: 'null' },
        ],
      },
    },
    {
      query: '{ orders { lines { product } items } }',
      data: {
        orders: [
          { lines: [{ product: 'a' }, null, { product: 'b' }], items: 5 },
          { lines: [], items: 0 },
        ],
      },
    },
  ],
} satisfies FederationCase;
