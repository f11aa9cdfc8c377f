import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'the fields of a mutation run one after the other over all subgraphs',
  subgraphs: () => {
    const journal: string[] = [];
    let value = 0;
    const later = <T>(result: () => T) => new Promise<T>((done) => setTimeout(() => done(result()), 20));
    const counter = () => ({ id: 'c', value });
    return {
      counter: {
        query: { counter },
        mutation: {
          add: ({ by }: Row) =>
            later(() => {
              value = value * 10 + Number(by);
              journal.push(`add ${value}`);
              return counter();
            }),
          fail: () => later(() => new Error('no')),
        },
      },
      journal: {
        query: { journal: () => journal },
        mutation: {
          note: ({ text }: Row) => {
            journal.push(`note ${String(text)}`);
            return [...journal];
          },
        },
        types: { Counter: { rows: ({ id }: Row) => ({ id, notes: journal.length }) } },
      },
    };
  },
  operations: [
    {
      query: 'mutation { a: add(by: 1) { value notes } note(text: "x") b: add(by: 2) { value notes } }',
      data: { a: { value: 1, notes: 1 }, note: ['add 1', 'note x'], b: { value: 12, notes: 3 } },
    },
    {
      query: 'mutation { fail { value } n: note(text: "after") add(by: 4) { value } }',
      data: {
        fail: null,
        n: ['add 1', 'note x', 'add 12', 'note after'],
        add: { value: 124 },
      },
      errors: [{ path: ['fail'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    {
      query:
        'mutation M($s: Boolean!) { add(by: 5) @skip(if: $s) { value } note(text: "z") @include(if: $s) }',
      variables: { s: true },
      data: { note: ['add 1', 'note x', 'add 12', 'note after', 'add 124', 'note z'] },
    },
    { query: '{ counter { value } }', data: { counter: { value: 124 } } },
    {
      query: 'mutation { a: add(by: 6) { notes } b: add(by: 7) { notes } }',
      data: { a: { notes: 7 }, b: { notes: 8 } },
      stockDiffers: 'fields of one subgraph all run before what the first selects elsewhere',
    },
  ],
} satisfies FederationCase;
