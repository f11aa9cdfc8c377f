import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { graphql, parse, type ExecutionResult } from 'graphql';
import type { LocalSubgraph } from '../../gateway/execute/agency-data-source.ts';
import { supergraphOf, type Supergraph } from '../../gateway/supergraph/supergraph.ts';

/** Four subgraphs after the public gateways benchmark, answering in this process from memory. */
export interface HeavyRoom {
  readonly supergraph: Supergraph;
  readonly locals: readonly LocalSubgraph[];
  /** How often a subgraph was asked. */
  calls(): number;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n';

const sdls = {
  accounts: `${link}
    type Query { me: User users: [User] user(id: ID!): User }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `${link}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${link}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${link}
    type Query { review(id: ID!): Review }
    type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
} as const;

const users = Array.from({ length: 6 }, (_, index) => ({
  id: String(index + 1),
  name: ['Uri Goldshtein', 'Dotan Simha', 'Kamil Kisiela', 'Arda Tanrikulu', 'Gil Gardosh', 'Laurin Quast'][
    index
  ],
  username: ['urigo', 'dotansimha', 'kamilkisiela', 'ardatan', 'gilgardosh', 'laurinquast'][index],
  birthday: 1234567890 + index,
}));

const products = Array.from({ length: 9 }, (_, index) => ({
  upc: String(index + 1),
  name: ['Table', 'Couch', 'Glass', 'Chair', 'TV', 'Lamp', 'Grill', 'Fridge', 'Sofa'][index],
  price: [899, 1299, 15, 499, 1299, 6999, 3999, 100000, 9999][index],
  weight: [100, 1000, 20, 100, 1000, 300, 2000, 6000, 800][index],
  inStock: index % 3 !== 2,
}));

const bodies = [
  'Love it!',
  'Prefer something else.',
  'Could be better.',
  'Too expensive.',
  'A fine thing, all in all.',
];
const reviews = Array.from({ length: 11 }, (_, index) => ({
  id: String(index + 1),
  body: `${bodies[index % bodies.length]} ${'It has stood in the room for a year. '.repeat(1 + (index % 4))}`.trim(),
  author: users[index < 4 ? 0 : index % 2],
  product: products[index % 4],
}));

const byUpc = ({ upc }: { upc: string }) => products.find((product) => product.upc === upc);
const resolvers = {
  accounts: {
    Query: { users: () => users, me: () => users[0] },
    User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: (given: { upc: string }) => ({ ...byUpc(given), ...given }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
        price > 1000 ? 0 : weight / 2,
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: byUpc },
  },
  reviews: {
    User: {
      __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id),
      reviews: ({ id }: { id: string }) => reviews.filter(({ author }) => author?.id === id),
    },
    Product: {
      __resolveReference: byUpc,
      reviews: ({ upc }: { upc: string }) => reviews.filter(({ product }) => product?.upc === upc),
    },
  },
};

/** The query whose answer is large because everything leads to everything. */
export const heavyQuery = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query TestQuery {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User
      reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;

/** The same four subgraphs for every engine; an answer that was given once is given again from memory. */
export function openHeavyRoom(): HeavyRoom {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdls).map(([name, sdl]) => ({
      name,
      typeDefs: parse(sdl),
      url: `http://${name}.invalid`,
    })),
  );
  if (!supergraphSdl) throw new Error(`the subgraphs do not compose: ${errors?.join(', ')}`);
  let calls = 0;
  const locals = Object.entries(sdls).map(([name, sdl]): LocalSubgraph => {
    const schema = buildSubgraphSchema({
      typeDefs: parse(sdl),
      resolvers: resolvers[name as keyof typeof resolvers],
    });
    const answers = new Map<string, ExecutionResult>();
    return {
      name,
      async answer({ query, variables }) {
        calls += 1;
        const key = `${query} ${JSON.stringify(variables)}`;
        const known = answers.get(key);
        if (known) return known;
        const answer = await graphql({ schema, source: query, variableValues: { ...variables } });
        answers.set(key, answer);
        return answer;
      },
    };
  });
  return { supergraph: supergraphOf(supergraphSdl, []), locals, calls: () => calls };
}
