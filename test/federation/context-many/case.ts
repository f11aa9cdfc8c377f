import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const room = (id: string) => ({ id, label: ({ of }: Row) => `${id} of ${String(of)}` });
const house = { __typename: 'House', id: 'h', code: 'H1', room: room('r1') };
const hut = { __typename: 'Hut', id: 't', sign: 'T1', room: room('r2') };

export default {
  title: 'one context is set by objects of several types',
  stockRefuses: 'feature https://specs.apollo.dev/context/v0.1 is for: SECURITY but is unsupported',
  subgraphs: () => ({
    houses: {
      query: { places: [house, null, hut], hut },
      types: { House: { rows: [house] }, Hut: { rows: [hut] }, Room: { rows: [room('r1'), room('r2')] } },
    },
    rooms: {
      types: {
        Room: {
          rows: [
            { id: 'r1', windows: 2 },
            { id: 'r2', windows: 1 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ hut { room { label windows } } }',
      data: { hut: { room: { label: 'r2 of T1', windows: 1 } } },
    },
    {
      query: '{ places { ... on House { room { label } } ... on Hut { room { label } } } }',
      data: { places: [{ room: { label: 'r1 of H1' } }, null, { room: { label: 'r2 of T1' } }] },
    },
  ],
} satisfies FederationCase;
