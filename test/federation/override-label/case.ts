import type { FederationCase } from '../federation-case.ts';

const inOld = { id: '1', never: 'old', always: 'old' };
const inNew = { id: '1', never: 'new', always: 'new' };

export default {
  title: 'a label of zero percent moves nothing and one of a hundred moves everything',
  subgraphs: () => ({
    old: { query: { bills: [inOld] }, types: { Bill: { rows: [inOld] } } },
    new: { query: { latest: inNew }, types: { Bill: { rows: [inNew] } } },
  }),
  operations: [
    {
      query: '{ bills { never always } }',
      stockDiffers: 'the label is not read: the field stays where it was',
      data: { bills: [{ never: 'old', always: 'new' }] },
    },
    {
      query: '{ latest { never always } }',
      stockDiffers: 'the label is not read: the field stays where it was',
      data: { latest: { never: 'old', always: 'new' } },
    },
    { query: '{ bills { never } }', data: { bills: [{ never: 'old' }] }, asked: ['old'] },
    {
      query: '{ latest { always } }',
      stockDiffers: 'the label is not read: the field stays where it was',
      data: { latest: { always: 'new' } },
      asked: ['new'],
    },
  ],
} satisfies FederationCase;
