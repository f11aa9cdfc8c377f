import type { FederationCase } from '../federation-case.ts';

const ids = ['1', '2', '3'];

export default {
  title: 'when fewer entities come than were asked for, all are dropped and none is shifted',
  subgraphs: () => ({
    shelf: { query: { books: ids.map((id) => ({ id })) } },
    titles: {
      types: { Book: { rows: ids.map((id) => ({ id, title: `t${id}`, pages: Number(id) })) } },
      tampers(answer) {
        const { _entities } = answer['data'] as { _entities: unknown[] };
        return { body: JSON.stringify({ data: { _entities: _entities.slice(1) } }) };
      },
    },
  }),
  operations: [
    {
      query: '{ books { id title } }',
      data: { books: ids.map((id) => ({ id, title: null })) },
      errors: ids.map((_, index) => ({
        path: ['books', index, 'title'],
        code: 'SUBGRAPH_MALFORMED' as const,
      })),
    },
  ],
} satisfies FederationCase;
