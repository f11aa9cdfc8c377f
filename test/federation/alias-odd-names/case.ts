import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const word = { id: 'w', text: 'sea', constructor: 'built' };

export default {
  title: 'response keys and fields named like members of every object are plain names',
  subgraphs: () => ({
    words: { query: { word, words: [word] }, types: { Word: { rows: [word] } } },
    meanings: {
      types: {
        Word: {
          rows: [
            {
              id: 'w',
              meaning: 'much water',
              toString: 'text',
              valueOf: (variables: Row) =>
                Object.hasOwn(variables, 'hasOwnProperty') ? variables['hasOwnProperty'] : -1,
            },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ __proto__: word { __proto__: text constructor: meaning toString: id } }',
      data: {
        ['__proto__']: { ['__proto__']: 'sea', constructor: 'much water', toString: 'w' },
      },
    },
    {
      query: '{ words { __proto__: meaning hasOwnProperty: text } }',
      data: { words: [{ ['__proto__']: 'much water', hasOwnProperty: 'sea' }] },
    },
    {
      query: '{ word { constructor toString valueOf(hasOwnProperty: 3) prototype: valueOf } }',
      data: { word: { constructor: 'built', toString: 'text', valueOf: 3, prototype: -1 } },
    },
    {
      query: '{ constructor: word { catch: text toJSON: meaning length: id } }',
      data: { constructor: { catch: 'sea', toJSON: 'much water', length: 'w' } },
    },
    {
      query:
        'query ($__proto__: Int, $constructor: Int) { word { valueOf(hasOwnProperty: $__proto__) b: valueOf(hasOwnProperty: $constructor) } }',
      variables: { ['__proto__']: 1, constructor: 2 },
      data: { word: { valueOf: 1, b: 2 } },
    },
  ],
} satisfies FederationCase;
