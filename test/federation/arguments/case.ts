import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const price = (variables: Row): string => JSON.stringify(variables);

export default {
  title: 'one field is asked with many arguments in one operation, over the border of subgraphs',
  subgraphs: () => ({
    items: { query: { item: ({ id }: Row) => ({ id }) } },
    prices: { types: { Item: { rows: ({ id }: Row) => ({ id, price }) } } },
  }),
  operations: [
    {
      query: `query ($a: String, $b: String = "B", $r: Boolean = true, $t: [String]) {
        item(id: 1) { price a: price(currency: $a) b: price(currency: $b, round: $r) t: price(tags: $t) }
      }`,
      variables: { a: null, t: 'one' },
      data: {
        item: {
          price: '{"currency":"EUR","round":false}',
          a: '{"currency":null,"round":false}',
          b: '{"currency":"B","round":true}',
          t: '{"currency":"EUR","round":false,"tags":["one"]}',
        },
      },
    },
    {
      query: 'query ($a: String) { item(id: "1") { price(currency: $a) } }',
      data: { item: { price: '{"currency":"EUR","round":false}' } },
    },
    {
      query:
        'query ($id: ID!, $x: String) { x: item(id: $id) { id } y: item(id: 7) { id price(tags: ["\\n", $x]) } }',
      variables: { id: 12, x: '"é' },
      data: {
        x: { id: '12' },
        y: { id: '7', price: '{"currency":"EUR","round":false,"tags":["\\n","\\"é"]}' },
      },
    },
  ],
} satisfies FederationCase;
