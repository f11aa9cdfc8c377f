import type { FederationCase } from '../federation-case.ts';

const book = { isbn: 'b1', title: 'Sea', author: { id: 'a1' } };
const author = { id: 'a1', name: 'Ada', books: [{ isbn: 'b1' }, null, { isbn: 'b2' }] };

export default {
  title: 'entities of two subgraphs that refer to one another are followed back and forth',
  subgraphs: () => ({
    books: {
      query: { book },
      types: { Book: { rows: [book, { isbn: 'b2', title: 'Sky', author: null }] } },
    },
    authors: { query: { author }, types: { Author: { rows: [author] } } },
  }),
  operations: [
    {
      query: '{ book { author { books { title author { name books { isbn } } } } } }',
      data: {
        book: {
          author: {
            books: [
              { title: 'Sea', author: { name: 'Ada', books: [{ isbn: 'b1' }, null, { isbn: 'b2' }] } },
              null,
              { title: 'Sky', author: null },
            ],
          },
        },
      },
    },
    {
      query: '{ author { books { author { books { title } } } } book { title } }',
      data: {
        author: {
          books: [{ author: { books: [{ title: 'Sea' }, null, { title: 'Sky' }] } }, null, { author: null }],
        },
        book: { title: 'Sea' },
      },
    },
  ],
} satisfies FederationCase;
