import type { FederationCase } from '../federation-case.ts';

const organisation = (id: string, code: string) => ({ id, country: { code } });

export default {
  title: 'a key reaches into objects',
  subgraphs: () => ({
    members: {
      query: {
        members: [
          { organisation: organisation('x', 'US'), number: 7 },
          { organisation: organisation('x', 'CA'), number: 7 },
        ],
      },
    },
    badges: {
      types: {
        Member: {
          rows: [
            { organisation: organisation('x', 'CA'), number: 7, badge: 'red' },
            { organisation: organisation('x', 'US'), number: 7, badge: 'blue' },
          ],
        },
      },
    },
  }),
  operations: [
    { query: '{ members { badge } }', data: { members: [{ badge: 'blue' }, { badge: 'red' }] } },
    {
      query: '{ members { badge organisation { country { here: code } } } }',
      data: {
        members: [
          { badge: 'blue', organisation: { country: { here: 'US' } } },
          { badge: 'red', organisation: { country: { here: 'CA' } } },
        ],
      },
    },
  ],
} satisfies FederationCase;
