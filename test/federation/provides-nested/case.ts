import type { FederationCase } from '../federation-case.ts';

const city = { id: 'c', name: 'Turku' };
const venue = { id: 'v', city };

export default {
  title: 'a provided selection reaches down through entities',
  subgraphs: () => ({
    shows: { query: { show: { id: 's', venue }, plain: { id: 's' } } },
    venues: {
      types: {
        Show: { rows: [{ id: 's', venue }] },
        Venue: { rows: [venue] },
        City: { rows: [{ ...city, people: 200_000 }] },
      },
    },
  }),
  operations: [
    {
      query: '{ show { venue { city { name } } } }',
      data: { show: { venue: { city: { name: 'Turku' } } } },
      asked: ['shows'],
    },
    {
      query: '{ plain { venue { city { name } } } show { venue { city { people name } } } }',
      data: {
        plain: { venue: { city: { name: 'Turku' } } },
        show: { venue: { city: { people: 200_000, name: 'Turku' } } },
      },
    },
  ],
} satisfies FederationCase;
