import type { FederationCase } from '../federation-case.ts';

const [good, bad] = [
  { id: 'good', note: 'g' },
  { id: 'bad', note: 'b' },
];
const forest = { trees: [good, bad], maybe: [bad, null, good], oldest: good };

export default {
  title: 'a null where none may be takes the nearest nullable place above, over the border of subgraphs',
  subgraphs: () => ({
    trees: { query: { forest, strict: { ...forest, oldest: bad } } },
    rings: {
      types: {
        Tree: {
          rows: [
            { id: 'good', rings: 5, age: 6, nest: { eggs: 3, bird: { name: 'jay' } } },
            { id: 'bad', rings: null, age: 7, nest: { eggs: 1, bird: { name: new Error('unnamed') } } },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ forest { trees { id rings } } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: { forest: { trees: null } },
      errors: [{ path: ['forest', 'trees', 1, 'rings'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ forest { maybe { id rings note } oldest { rings } } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: {
        forest: { maybe: [null, null, { id: 'good', rings: 5, note: 'g' }], oldest: { rings: 5 } },
      },
      errors: [{ path: ['forest', 'maybe', 0, 'rings'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ strict { oldest { rings } } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: null,
      errors: [{ path: ['strict', 'oldest', 'rings'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ forest { maybe { age nest { eggs bird { name } } } } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: {
        forest: {
          maybe: [{ age: 7, nest: null }, null, { age: 6, nest: { eggs: 3, bird: { name: 'jay' } } }],
        },
      },
      errors: [{ path: ['forest', 'maybe', 0, 'nest', 'bird', 'name'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query: '{ forest { oldest { note } } a: strict { oldest { note age } } }',
      data: { forest: { oldest: { note: 'g' } }, a: { oldest: { note: 'b', age: 7 } } },
    },
  ],
} satisfies FederationCase;
