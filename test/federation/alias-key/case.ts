import type { FederationCase } from '../federation-case.ts';

const people = [
  { id: '1', name: 'Ada', friend: { id: '2', name: 'Ben' } },
  { id: '2', name: 'Ben', friend: null },
];

export default {
  title: 'an alias named like a key takes nothing from the key',
  subgraphs: () => ({
    people: { query: { people }, types: { Person: { rows: people } } },
    ages: {
      types: {
        Person: {
          rows: [
            { id: '1', age: 40, nick: 'a' },
            { id: '2', age: 50, nick: 'b' },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ people { id: name age } }',
      stockDiffers: 'a field under an alias that is also a key is taken for the key or never asked for',
      data: {
        people: [
          { id: 'Ada', age: 40 },
          { id: 'Ben', age: 50 },
        ],
      },
    },
    {
      query: '{ people { age id: name key: id } }',
      stockDiffers: 'a field under an alias that is also a key is taken for the key or never asked for',
      data: {
        people: [
          { age: 40, id: 'Ada', key: '1' },
          { age: 50, id: 'Ben', key: '2' },
        ],
      },
    },
    {
      query: '{ people { id: age } }',
      data: { people: [{ id: 40 }, { id: 50 }] },
    },
    {
      query: '{ people { id: nick name: age } }',
      data: {
        people: [
          { id: 'a', name: 40 },
          { id: 'b', name: 50 },
        ],
      },
    },
    {
      query: '{ people { id: friend { id: name age } age } }',
      stockDiffers: 'a field under an alias that is also a key is taken for the key or never asked for',
      data: {
        people: [
          { id: { id: 'Ben', age: 50 }, age: 40 },
          { id: null, age: 50 },
        ],
      },
    },
    {
      query: '{ people { a: id b: id age } }',
      data: {
        people: [
          { a: '1', b: '1', age: 40 },
          { a: '2', b: '2', age: 50 },
        ],
      },
    },
    {
      query: '{ people { __typename: name age } }',
      stockDiffers: 'an alias `__typename` is taken for the name of the type',
      data: {
        people: [
          { __typename: 'Ada', age: 40 },
          { __typename: 'Ben', age: 50 },
        ],
      },
    },
  ],
} satisfies FederationCase;
