import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const size =
  (millimetres: number) =>
  ({ unit }: Row): number =>
    unit === 'CM' ? millimetres / 10 : millimetres;
const boxes = [
  { id: '1', content: { __typename: 'Round', size: size(20) } },
  { id: '2', content: { __typename: 'Square', size: size(30), side: 7 } },
  { id: '3', content: null },
];
const contentOf = ({ content }: Row): Row => (content ?? {}) as Row;

export default {
  title: 'arguments of a required field of an interface are its own and not the client’s',
  subgraphs: () => ({
    boxes: { query: { boxes }, types: { Box: { rows: boxes } } },
    shipping: {
      types: {
        Box: {
          fields: {
            fee: (box) => Number(contentOf(box)['size'] ?? 0) + 1,
            label: (box) => Number(contentOf(box)['size'] ?? 0) + 2,
            padding: (box) => Number(contentOf(box)['size'] ?? 0) + Number(contentOf(box)['side'] ?? 0),
          },
        },
      },
    },
  }),
  operations: [
    { query: '{ boxes { fee } }', data: { boxes: [{ fee: 3 }, { fee: 4 }, { fee: 1 }] } },
    { query: '{ boxes { label } }', data: { boxes: [{ label: 22 }, { label: 32 }, { label: 2 }] } },
    {
      query: '{ boxes { content { size } fee } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: {
        boxes: [
          { content: { size: 20 }, fee: 3 },
          { content: { size: 30 }, fee: 4 },
          { content: null, fee: 1 },
        ],
      },
    },
    {
      query: 'query ($unit: Unit!) { boxes { content { ... on Round { size(unit: $unit) } } label fee } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      variables: { unit: 'CM' },
      data: {
        boxes: [
          { content: { size: 2 }, label: 22, fee: 3 },
          { content: {}, label: 32, fee: 4 },
          { content: null, label: 2, fee: 1 },
        ],
      },
    },
    {
      query: '{ boxes { fee padding label } }',
      stockDiffers: 'different arguments of one required field are merged',
      data: {
        boxes: [
          { fee: 3, padding: 20, label: 22 },
          { fee: 4, padding: 37, label: 32 },
          { fee: 1, padding: 0, label: 2 },
        ],
      },
    },
  ],
} satisfies FederationCase;
