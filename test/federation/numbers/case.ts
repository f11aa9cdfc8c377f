import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'numbers at the edges of their types and strings of every character survive',
  subgraphs: () => ({
    figures: {
      query: {
        figures: {
          id: '90071992547409931234',
          int: -2147483648,
          float: 1.7976931348623157e308,
          long: 9007199254740991,
          text: 'a"b\\c\n\u0000\u2028 é 💡 </script>',
        },
      },
    },
    more: { types: { Figures: { rows: ({ id }: Row) => ({ id, same: id }) } } },
  }),
  operations: [
    {
      query: '{ figures { id same int float long text } }',
      data: {
        figures: {
          id: '90071992547409931234',
          same: '90071992547409931234',
          int: -2147483648,
          float: 1.7976931348623157e308,
          long: 9007199254740991,
          text: 'a"b\\c\n\u0000\u2028 é 💡 </script>',
        },
      },
    },
  ],
} satisfies FederationCase;
