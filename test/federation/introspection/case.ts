import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'introspection shows the API schema and none of the machinery',
  subgraphs: () => ({
    one: { query: { item: ({ id }: Row) => ({ id, name: 'n' }), old: 1 } },
    two: { types: { Item: { rows: [{ id: 'one', mood: 'GOOD' }] } } },
  }),
  operations: [
    {
      query: '{ __schema { queryType { name description } mutationType { name } } }',
      data: { __schema: { queryType: { name: 'Query', description: 'The root.' }, mutationType: null } },
      asked: [],
    },
    {
      query: `{ __type(name: "Query") { fields { name description args { name description defaultValue } } } }`,
      data: {
        __type: {
          fields: [
            {
              name: 'item',
              description: 'Gives one.',
              args: [
                { name: 'id', description: null, defaultValue: '"one"' },
                { name: 'depth', description: 'How deep.', defaultValue: '3' },
              ],
            },
          ],
        },
      },
    },
    {
      query: '{ __type(name: "Mood") { enumValues(includeDeprecated: true) { name isDeprecated } } }',
      data: {
        __type: {
          enumValues: [
            { name: 'GOOD', isDeprecated: false },
            { name: 'BAD', isDeprecated: true },
          ],
        },
      },
    },
    {
      query:
        'query ($t: String!) { a: __type(name: $t) { ...T } item { mood } b: __type(name: "_Entity") { ...T } __typename } fragment T on __Type { k: kind fields { n: name } }',
      variables: { t: 'Item' },
      data: {
        a: { k: 'OBJECT', fields: [{ n: 'id' }, { n: 'name' }, { n: 'mood' }] },
        item: { mood: 'GOOD' },
        b: null,
        __typename: 'Query',
      },
    },
    {
      query:
        '{ join: __type(name: "join__Graph") { name } link: __type(name: "link__Import") { name } any: __type(name: "_Any") { name } }',
      data: { join: null, link: null, any: null },
    },
    { query: '{ _service { sdl } }', refused: 'Cannot query field "_service"' },
    { query: '{ _entities(representations: []) { __typename } }', refused: 'Cannot query field "_entities"' },
  ],
} satisfies FederationCase;
