import type { FederationCase } from '../federation-case.ts';

const [ada, ben] = [{ id: '1' }, { id: '2' }];

export default {
  title: 'an entity that stands in many places is filled in at each of them',
  subgraphs: () => ({
    feed: {
      query: {
        feed: [
          { text: 'x', author: ada, likedBy: [ben, ada, ben] },
          { text: 'y', author: ben, likedBy: [] },
          { text: 'z', author: ada, likedBy: [ada] },
        ],
      },
    },
    users: {
      types: {
        User: {
          rows: [
            { id: '1', name: 'Ada' },
            { id: '2', name: 'Ben' },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ feed { author { name } likedBy { name id } } }',
      data: {
        feed: [
          {
            author: { name: 'Ada' },
            likedBy: [
              { name: 'Ben', id: '2' },
              { name: 'Ada', id: '1' },
              { name: 'Ben', id: '2' },
            ],
          },
          { author: { name: 'Ben' }, likedBy: [] },
          { author: { name: 'Ada' }, likedBy: [{ name: 'Ada', id: '1' }] },
        ],
      },
    },
  ],
} satisfies FederationCase;
