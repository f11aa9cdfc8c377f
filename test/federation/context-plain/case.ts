import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const title = (id: string) => ({
  id,
  title: ({ language, upper }: Row) => {
    const text = `${id} in ${String(language)}`;
    return upper === true ? text.toUpperCase() : text;
  },
});
const users = [
  { id: 'u1', language: 'fi', posts: [title('p1'), null, title('p2')] },
  { id: 'u2', language: null, posts: [title('p1')] },
];

export default {
  title: 'an argument is filled from the object above, for each object its own',
  stockRefuses: 'feature https://specs.apollo.dev/context/v0.1 is for: SECURITY but is unsupported',
  subgraphs: () => ({
    users: {
      query: { users },
      types: { User: { rows: users }, Post: { rows: ['p1', 'p2'].map(title) } },
    },
    other: {
      types: {
        Post: {
          rows: [
            { id: 'p1', likes: 1 },
            { id: 'p2', likes: 2 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ users { posts { title } } }',
      data: {
        users: [
          { posts: [{ title: 'p1 in fi' }, null, { title: 'p2 in fi' }] },
          { posts: [{ title: 'p1 in null' }] },
        ],
      },
    },
    {
      query: '{ users { language posts { likes title(upper: true) plain: title } } }',
      data: {
        users: [
          {
            language: 'fi',
            posts: [
              { likes: 1, title: 'P1 IN FI', plain: 'p1 in fi' },
              null,
              { likes: 2, title: 'P2 IN FI', plain: 'p2 in fi' },
            ],
          },
          { language: null, posts: [{ likes: 1, title: 'P1 IN NULL', plain: 'p1 in null' }] },
        ],
      },
    },
    { query: '{ users { posts { title(language: "x") } } }', refused: 'Unknown argument "language"' },
  ],
} satisfies FederationCase;
