import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

function label({ size, maker }: Row): string {
  const { width, height, unit } = size as { width: number; height: number; unit: Row };
  const from = maker === null ? 'nowhere' : (maker as Row)['country'];
  return `${width}x${height}${String(unit['symbol'])} from ${String(from)}`;
}

const unit = { name: 'metre', symbol: 'm' };

export default {
  title: 'a required selection reaches into objects and over to other subgraphs',
  subgraphs: () => ({
    products: {
      query: {
        products: [
          { id: '1', size: { width: 1, height: 2, unit }, maker: { id: 'm1' } },
          null,
          { id: '2', size: { width: 3, height: 4, unit }, maker: null },
        ],
      },
    },
    makers: { types: { Maker: { rows: [{ id: 'm1', country: 'FI' }] } } },
    packing: { types: { Product: { fields: { label } } } },
  }),
  operations: [
    {
      query: '{ products { label } }',
      data: { products: [{ label: '1x2m from FI' }, null, { label: '3x4m from nowhere' }] },
    },
    {
      query: '{ products { size { height } label maker { id } } }',
      data: {
        products: [
          { size: { height: 2 }, label: '1x2m from FI', maker: { id: 'm1' } },
          null,
          { size: { height: 4 }, label: '3x4m from nowhere', maker: null },
        ],
      },
    },
  ],
} satisfies FederationCase;
