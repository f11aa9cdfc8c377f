import type { FederationCase } from '../federation-case.ts';

const things = [{ __typename: 'Round', id: 'r', size: 2 }, null, { __typename: 'Square', id: 's', size: 3 }];

export default {
  title: 'an interface object may require fields of the interface',
  subgraphs: () => ({
    things: {
      query: { things },
      types: { Thing: { rows: things }, Round: { rows: things }, Square: { rows: things } },
    },
    areas: { types: { Thing: { fields: { area: ({ size }) => Number(size) ** 2 } } } },
  }),
  operations: [
    { query: '{ things { area } }', data: { things: [{ area: 4 }, null, { area: 9 }] } },
    {
      query: '{ things { ... on Square { area size __typename } } }',
      stockDiffers: 'the type name that an interface object answers with hides the concrete type',
      data: { things: [{}, null, { area: 9, size: 3, __typename: 'Square' }] },
    },
    {
      query: '{ things { size: id area } }',
      stockDiffers: 'an alias named like a required field is handed on in its place or never asked for',
      data: { things: [{ size: 'r', area: 4 }, null, { size: 's', area: 9 }] },
    },
  ],
} satisfies FederationCase;
