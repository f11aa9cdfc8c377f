import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

export default {
  title: 'a client may have variables named like those of the gateway',
  subgraphs: () => ({
    items: { query: { item: ({ of }: Row) => ({ id: String(of) }) } },
    prices: {
      types: {
        Item: { rows: ({ id }: Row) => ({ id, price: ({ times }: Row) => Number(id) * Number(times ?? 1) }) },
      },
    },
  }),
  operations: [
    {
      query:
        'query ($representations: Int) { item(of: $representations) { price(times: $representations) } }',
      variables: { representations: 3 },
      stockDiffers: 'the client’s variable `representations` and the gateway’s are one',
      data: { item: { price: 9 } },
    },
    {
      query: 'query ($representations: Int) { item(of: 2) { price(times: $representations) } }',
      variables: {},
      stockDiffers: 'the client’s variable `representations` and the gateway’s are one',
      data: { item: { price: 2 } },
    },
    {
      query: 'query ($representations: Int) { item(of: $representations) { price } }',
      variables: { representations: 4 },
      data: { item: { price: 4 } },
    },
    {
      query:
        'query ($representations_0: Int, $representations0: Int) { item(of: 2) { price(times: $representations_0) b: price(times: $representations0) } }',
      variables: { representations_0: 5, representations0: 6 },
      data: { item: { price: 10, b: 12 } },
    },
  ],
} satisfies FederationCase;
