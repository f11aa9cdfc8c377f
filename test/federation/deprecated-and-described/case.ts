import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const item = ({ kept }: Row) => ({ note: `kept ${String(kept)}`, text: 't' });

export default {
  title: 'deprecated fields answer, and optional arguments that one subgraph lacks are dropped',
  subgraphs: () => ({ one: { query: { old: 3, item } }, two: { query: { item } } }),
  operations: [
    { query: '{ old item { note } }', data: { old: 3, item: { note: 'kept 2' } } },
    { query: '{ item(kept: 5) { text note } }', data: { item: { text: 't', note: 'kept 5' } } },
    { query: '{ item(gone: 1) { note } }', refused: 'Unknown argument "gone"' },
    {
      query:
        '{ __type(name: "Item") { fields { name } all: fields(includeDeprecated: true) { name deprecationReason description } } }',
      data: {
        __type: {
          fields: [{ name: 'text' }],
          all: [
            { name: 'note', deprecationReason: 'use text', description: 'First description.' },
            { name: 'text', deprecationReason: null, description: null },
          ],
        },
      },
    },
  ],
} satisfies FederationCase;
