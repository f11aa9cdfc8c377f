import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const names = { alpha: 'a', bravo: 'b', charlie: 'c', delta: 'd' } as const;

/** A chain of items, each with its place in it as every value. */
function chain(letter: string, from = 0): Row {
  return {
    id: String(from),
    [letter]: from,
    shared: from * 10,
    ...(from < 6 ? { next: chain(letter, from + 1), box: { item: chain(letter, from + 1) } } : {}),
  };
}

function rows(item: Row): readonly Row[] {
  const { next } = item as { readonly next?: Row };
  return [item, ...(next ? rows(next) : [])];
}

export default {
  title: 'a way down that four subgraphs share is taken once',
  subgraphs: () =>
    Object.fromEntries(
      Object.entries(names).map(([name, letter]) => {
        const item = chain(letter);
        return [name, { query: { item }, types: { Item: { rows: rows(item) } } }];
      }),
    ),
  operations: [
    {
      query: '{ item { d next { d next { a b c d next { a b c d shared next { a b c d next { c } } } } } } }',
      data: {
        item: {
          d: 0,
          next: {
            d: 1,
            next: {
              a: 2,
              b: 2,
              c: 2,
              d: 2,
              next: { a: 3, b: 3, c: 3, d: 3, shared: 30, next: { a: 4, b: 4, c: 4, d: 4, next: { c: 5 } } },
            },
          },
        },
      },
    },
    {
      query:
        '{ item { box { item { b c box { item { b d next { a b next { shared c d next { b } } } } } } } } }',
      data: {
        item: {
          box: {
            item: {
              b: 1,
              c: 1,
              box: {
                item: { b: 2, d: 2, next: { a: 3, b: 3, next: { shared: 40, c: 4, d: 4, next: { b: 5 } } } },
              },
            },
          },
        },
      },
    },
  ],
} satisfies FederationCase;
