import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'an entity whose key is null keeps its own fields and has nothing from elsewhere',
  subgraphs: () => ({
    people: {
      query: {
        people: [
          { name: 'Ada', badge: 'a' },
          { name: 'Ben', badge: null },
          { name: 'Cid', badge: 'c' },
        ],
      },
    },
    access: {
      types: {
        Person: {
          rows: [
            { badge: 'a', doors: ['north'] },
            { badge: 'c', doors: [] },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ people { name doors } }',
      data: {
        people: [
          { name: 'Ada', doors: ['north'] },
          { name: 'Ben', doors: null },
          { name: 'Cid', doors: [] },
        ],
      },
    },
  ],
} satisfies FederationCase;
