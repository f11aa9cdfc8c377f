import type { FederationCase } from '../federation-case.ts';

const lies: Record<string, unknown> = {
  values: {
    int: 'abc',
    float: '1.5',
    string: 5,
    boolean: 'true',
    id: { a: 1 },
    level: 'MIDDLE',
    strict: 2147483648,
  },
  list: [1, '2', 1.5, null, [3], 4],
  sure: [true, 1],
  object: 'text',
  objects: [{ n: 1 }, 'text', [{ n: 2 }], { n: 'x' }],
  union: { __typename: 'Nothing', n: 1 },
};
const malformed = (...path: (string | number)[]) => ({ path, code: 'SUBGRAPH_MALFORMED' as const });

export default {
  title: 'a value that is not of its type becomes null with an error, at any depth',
  subgraphs: () => ({
    values: {
      tampers: (_, { query }) => ({
        body: JSON.stringify({
          data: Object.fromEntries(Object.entries(lies).filter(([name]) => query.includes(name))),
        }),
      }),
    },
    fine: { query: { fine: 'yes' } },
  }),
  operations: [
    {
      query: '{ fine values { int float string boolean id level } }',
      data: {
        fine: 'yes',
        values: { int: null, float: null, string: null, boolean: null, id: null, level: null },
      },
      errors: ['int', 'float', 'string', 'boolean', 'id', 'level'].map((key) => malformed('values', key)),
    },
    {
      query: '{ fine values { strict } }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: { fine: 'yes', values: null },
      errors: [malformed('values', 'strict')],
    },
    {
      query: '{ list }',
      data: { list: [1, null, null, null, null, 4] },
      errors: [malformed('list', 1), malformed('list', 2), malformed('list', 4)],
    },
    {
      query: '{ sure }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: { sure: null },
      errors: [malformed('sure', 1)],
    },
    { query: '{ object { n } }', data: { object: null }, errors: [malformed('object')] },
    {
      query: '{ objects { n } }',
      data: { objects: [{ n: 1 }, null, null, { n: null }] },
      errors: [malformed('objects', 1), malformed('objects', 2), malformed('objects', 3, 'n')],
    },
    {
      query: '{ union { __typename ... on Part { n } } }',
      data: { union: null },
      errors: [malformed('union')],
    },
  ],
} satisfies FederationCase;
