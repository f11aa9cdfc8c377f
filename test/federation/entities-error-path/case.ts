import type { FederationCase } from '../federation-case.ts';

const post = (id: string) => ({ __typename: 'Post', id });
const advert = { __typename: 'Advert', text: 'buy' };
const broken = new Error('broken');

export default {
  title: 'an error inside an entity is told at the true place in the answer, past skipped types',
  subgraphs: () => ({
    feed: {
      query: {
        feed: [advert, post('a'), null, advert, post('bad'), post('a')],
        teams: [{ posts: [[null, post('bad')], null] }, { posts: [[post('a')], [post('bad')]] }],
      },
    },
    scores: {
      types: {
        Post: {
          rows: [
            { id: 'a', score: 1, ratings: [5], author: { id: 'unknown' } },
            { id: 'bad', score: broken, ratings: [3, broken], author: { id: 'x' } },
          ],
        },
      },
    },
    authors: {
      types: {
        Author: {
          rows: [
            { id: 'x', name: broken },
            { id: 'unknown', name: 'Ada' },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ feed { ... on Post { id score } } }',
      stockDiffers: 'the path of an error counts only the entities that were asked for',
      data: {
        feed: [{}, { id: 'a', score: 1 }, null, {}, { id: 'bad', score: null }, { id: 'a', score: 1 }],
      },
      errors: [{ path: ['feed', 4, 'score'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ feed { ... on Post { author { name } } ... on Advert { text } } }',
      data: {
        feed: [
          { text: 'buy' },
          { author: { name: 'Ada' } },
          null,
          { text: 'buy' },
          { author: { name: null } },
          { author: { name: 'Ada' } },
        ],
      },
      errors: [{ path: ['feed', 4, 'author', 'name'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ teams { posts { ratings s: score } } }',
      data: {
        teams: [
          { posts: [[null, { ratings: [3, null], s: null }], null] },
          { posts: [[{ ratings: [5], s: 1 }], [{ ratings: [3, null], s: null }]] },
        ],
      },
      errors: [
        { path: ['teams', 0, 'posts', 0, 1, 'ratings', 1], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['teams', 0, 'posts', 0, 1, 's'], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['teams', 1, 'posts', 1, 0, 'ratings', 1], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['teams', 1, 'posts', 1, 0, 's'], code: 'SUBGRAPH_UNAVAILABLE' },
      ],
    },
  ],
} satisfies FederationCase;
