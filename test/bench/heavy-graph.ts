import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { buildSchema, parse, type GraphQLSchema } from 'graphql';

/** The subgraphs of the graph, after the public gateways benchmark. */
export const subgraphNames = ['accounts', 'inventory', 'products', 'reviews'] as const;

/** One of the four subgraphs. */
export type SubgraphName = (typeof subgraphNames)[number];

/**
 * Who asks: `token` is written into many places of the answer, so an answer that was meant for somebody else is
 * seen. A `session` argument that is not the caller's token is an error. An empty token writes nothing.
 */
export interface HeavyContext {
  readonly token: string;
}

/** The query whose answer is large because everything leads to everything; each `users` and `topProducts` may get arguments. */
export function heavyQuery(header = 'query TestQuery', session = '', prefix = ''): string {
  return `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  ${header} {
    ${prefix}users${session} { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User
      reviews { ...Review product { ...Product } } } } } } }
    topProducts${session} { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n';

/** What each subgraph offers. */
export const subgraphSdls: Readonly<Record<SubgraphName, string>> = {
  accounts: `${link}
    type Query { me: User users(session: String): [User] user(id: ID!): User }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `${link}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }
    type Item @key(fields: "id") { id: ID! stock: Int }`,
  products: `${link}
    type Query { topProducts(first: Int = 5, session: String): [Product] items(count: Int!, session: String): [Item] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
    type Item @key(fields: "id") { id: ID! name: String }`,
  reviews: `${link}
    type Query { review(id: ID!): Review }
    type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

/** The supergraph with the subgraphs at the addresses; throws if they do not compose. */
export function heavySupergraph(urlOf: (name: SubgraphName) => string): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: parse(subgraphSdls[name]), url: urlOf(name) })),
  );
  if (!supergraphSdl) throw new Error(`the subgraphs do not compose: ${errors?.join(', ')}`);
  return supergraphSdl;
}

/** One subgraph, to be executed with a `HeavyContext`. */
export function heavySubgraph(name: SubgraphName): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(subgraphSdls[name]), resolvers: heavyResolvers[name] }]);
}

/** The whole graph as one schema and its root value: what every gateway's answer must be equal to. */
export const wholeGraph = {
  schema: buildSchema(`
    type Query { users(session: String): [User] topProducts(first: Int = 5, session: String): [Product]
      items(count: Int!, session: String): [Item] }
    type User { id: ID! name: String username: String birthday: Int numberOfReviews: Int reviews: [Review] }
    type Product { upc: String! name: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews: [Review] }
    type Review { id: ID! body: String author: User product: Product }
    type Item { id: ID! name: String stock: Int }`),
  rootValue: {
    users: (given: Session, { token }: HeavyContext) => checked(given, token, users),
    topProducts: ({ first, ...given }: Session & { first: number }, { token }: HeavyContext) =>
      checked(given, token, products.slice(0, first)),
    items: ({ count, ...given }: Session & { count: number }, { token }: HeavyContext) =>
      checked(given, token, itemsOf(count)),
  },
} as const;

interface Session {
  readonly session?: string | null;
}

function checked<T>({ session }: Session, token: string, value: T): T {
  if (session != null && session !== token) throw new Error('the session is not that of the caller');
  return value;
}

const marked = (text: string | undefined) => (_: unknown, context: HeavyContext) =>
  context.token === '' ? text : `${text} ${context.token}`;

interface Review {
  readonly id: string;
  readonly body: (_: unknown, context: HeavyContext) => string | undefined;
  readonly authorId: string | undefined;
  readonly upc: string | undefined;
  readonly author: () => unknown;
  readonly product: () => unknown;
}

const users = Array.from({ length: 6 }, (_, index) => ({
  id: String(index + 1),
  name: marked(
    ['Table Maker', 'Lamp Lighter', 'Chair Sitter', 'Grill Master', 'Sofa Surfer', 'Glass Blower'][index],
  ),
  username: ['maker', 'lighter', 'sitter', 'master', 'surfer', 'blower'][index],
  birthday: 1234567890 + index,
  numberOfReviews: (): number => reviews.filter(({ authorId }) => authorId === String(index + 1)).length,
  reviews: (): readonly Review[] => reviews.filter(({ authorId }) => authorId === String(index + 1)),
}));

const prices = [899, 1299, 15, 499, 1299, 6999, 3999, 100000, 9999];
const weights = [100, 1000, 20, 100, 1000, 300, 2000, 6000, 800];
const products = Array.from({ length: 9 }, (_, index) => ({
  upc: String(index + 1),
  name: marked(['Table', 'Couch', 'Glass', 'Chair', 'TV', 'Lamp', 'Grill', 'Fridge', 'Sofa'][index]),
  price: prices[index] ?? 0,
  weight: weights[index] ?? 0,
  inStock: index % 3 !== 2,
  shippingEstimate: estimate(prices[index] ?? 0, weights[index] ?? 0),
  reviews: (): readonly Review[] => reviews.filter(({ upc }) => upc === String(index + 1)),
}));

function estimate(price: number, weight: number): number {
  return price > 1000 ? 0 : weight / 2;
}

const bodies = [
  'Love it!',
  'Prefer something else.',
  'Could be better.',
  'Too expensive.',
  'A fine thing, all in all.',
];
const reviews: readonly Review[] = Array.from({ length: 11 }, (_, index) => ({
  id: String(index + 1),
  body: marked(
    `${bodies[index % bodies.length]} ${'It has stood in the room for a year. '.repeat(1 + (index % 4))}`.trim(),
  ),
  authorId: users[index < 4 ? 0 : index % 2]?.id,
  upc: products[index % 4]?.upc,
  author: () => users[index < 4 ? 0 : index % 2],
  product: () => products[index % 4],
}));

const itemOf = (id: string) => ({
  id,
  // Not in every item: what is measured is a long list, not the writing of tokens.
  name: Number(id) % 100 === 0 ? marked(`Item ${id}`) : `Item ${id}`,
  stock: (Number(id) * 7919) % 1000,
});
const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => itemOf(String(index)));
const byId = ({ id }: { id: string }) => users.find((user) => user.id === id);
const byUpc = ({ upc }: { upc: string }) => products.find((product) => product.upc === upc);

const { rootValue } = wholeGraph;
/** How each subgraph answers its own fields; a type that is not here answers by its properties. */
export const heavyResolvers = {
  accounts: {
    Query: {
      users: (_: unknown, given: Session, context: HeavyContext) => rootValue.users(given, context),
      me: () => users[0],
    },
    User: { __resolveReference: byId },
  },
  inventory: {
    Product: {
      // Price and weight as the gateway sends them, so that one that sends nothing is seen.
      __resolveReference: ({ upc, price, weight }: { upc: string; price?: number; weight?: number }) => ({
        ...byUpc({ upc }),
        price,
        weight,
      }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => estimate(price, weight),
    },
    Item: { __resolveReference: ({ id }: { id: string }) => itemOf(id) },
  },
  products: {
    Query: {
      topProducts: (_: unknown, given: Session & { first: number }, context: HeavyContext) =>
        rootValue.topProducts(given, context),
      items: (_: unknown, given: Session & { count: number }, context: HeavyContext) =>
        rootValue.items(given, context),
    },
    Product: { __resolveReference: byUpc },
  },
  reviews: { User: { __resolveReference: byId }, Product: { __resolveReference: byUpc } },
};
