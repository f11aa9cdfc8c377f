import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const size =
  (millimetres: number) =>
  ({ unit }: Row): number =>
    unit === 'CM' ? millimetres / 10 : millimetres;
const things = [
  { __typename: 'Round', id: 'r', size: size(20) },
  null,
  { __typename: 'Square', id: 's', size: size(30) },
];

export default {
  title: 'an interface object may require fields of the interface with arguments',
  subgraphs: () => ({
    things: {
      query: { things },
      types: { Thing: { rows: things }, Round: { rows: things }, Square: { rows: things } },
    },
    areas: {
      types: {
        Thing: {
          fields: { area: (thing) => Number(thing['size']) ** 2, fine: (thing) => Number(thing['size']) + 1 },
        },
      },
    },
  }),
  operations: [
    { query: '{ things { area } }', data: { things: [{ area: 4 }, null, { area: 9 }] } },
    { query: '{ things { fine } }', data: { things: [{ fine: 21 }, null, { fine: 31 }] } },
    {
      query: '{ things { size area } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: { things: [{ size: 20, area: 4 }, null, { size: 30, area: 9 }] },
    },
    {
      query: '{ things { area fine } }',
      stockDiffers: 'different arguments of one required field are merged',
      data: { things: [{ area: 4, fine: 21 }, null, { area: 9, fine: 31 }] },
    },
    {
      query: '{ things { ... on Square { area size(unit: MM) } ... on Round { fine size(unit: CM) } } }',
      stockDiffers: 'arguments of a required field and of the client are merged',
      data: { things: [{ fine: 21, size: 2 }, null, { area: 9, size: 30 }] },
    },
  ],
} satisfies FederationCase;
