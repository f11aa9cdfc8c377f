import { graphql } from 'graphql';
import { heavyQuery, wholeGraph } from '../heavy-graph.ts';
import { tokenPlace, type LoadJob, type Question } from './load.ts';

/** One way of asking a gateway. */
export interface Workload {
  readonly name: string;
  /** What it is, in one line. */
  readonly about: string;
  readonly connections: number;
  /** Whether each request comes from a caller of its own: an Authorization and an argument of its own. */
  readonly distinct: boolean;
  /** How many entities one answer holds, where that is what the workload is about. */
  readonly entities?: number;
  /** The questions of a round; a question that is `fresh` was never asked before. */
  questions(round: number): Promise<readonly Question[]>;
  readonly fresh: boolean;
  /** Seconds are the bench's unless the number of requests is what counts. */
  readonly requests?: number;
}

const heavyText = heavyQuery('query TestQuery($session: String)', '(session: $session)');
const coldOperations = 200;

/** What the gateways are compared by, in the order of the table. */
export const workloads: readonly Workload[] = [
  {
    name: 'heavy-distinct',
    about: 'the heavy query, each request from a caller of its own',
    connections: 50,
    ...repeated(heavyText),
    distinct: true,
  },
  {
    name: 'heavy-same',
    about: 'the heavy query, all requests alike',
    connections: 50,
    ...repeated(heavyText),
    distinct: false,
  },
  {
    name: 'point',
    about: '`{ users { id name } }`, one subgraph, each request from a caller of its own',
    connections: 50,
    ...repeated('query Point($session: String) { users(session: $session) { id name } }'),
    distinct: true,
  },
  {
    name: 'cold',
    about: `${coldOperations} operations after one another that were never seen before`,
    connections: 1,
    distinct: true,
    fresh: true,
    requests: coldOperations,
    questions: (round) =>
      Promise.all(Array.from({ length: coldOperations }, (_, index) => coldQuestion(round, index))),
  },
  ...[1000, 10_000, 100_000].map((entities): Workload => ({
    name: `list-${entities}`,
    about: `a list of ${entities} entities with one field from a second subgraph`,
    connections: 1,
    entities,
    ...repeated(
      'query List($count: Int!, $session: String) { items(count: $count, session: $session) { id name stock } }',
      {
        count: entities,
      },
    ),
    distinct: true,
  })),
];

/** What is asked of a gateway in one go. */
export function jobOf(
  workload: Workload,
  questions: readonly Question[],
  seconds: number,
): Omit<LoadJob, 'port' | 'path'> {
  const { connections, distinct, requests } = workload;
  return { connections, distinct, questions, until: requests === undefined ? { seconds } : { requests } };
}

function repeated(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Pick<Workload, 'questions' | 'fresh'> {
  let known: Promise<readonly Question[]> | undefined;
  return {
    fresh: false,
    questions: () =>
      (known ??= questionOf(query, { ...variables, session: tokenPlace }).then((question) => [question])),
  };
}

// Another alias, another field and another number make another operation, not only another text.
function coldQuestion(round: number, index: number): Promise<Question> {
  const name = `r${round}n${index}`;
  const fields = ['birthday', 'numberOfReviews', 'username', 'name'].filter(
    (_, bit) => ((index >> bit) & 1) === 1,
  );
  return questionOf(
    `query Cold_${name}($session: String) {
      ${name}: users(session: $session) { id ${fields.join(' ')} reviews { id body product { upc name inStock shippingEstimate
        reviews { id author { id name_${index}: name } } } } }
      topProducts(first: ${1 + (index % 9)}, session: $session) { upc price_${round}: price inStock reviews { id author { id username } } }
    }`,
    { session: tokenPlace },
  );
}

async function questionOf(query: string, variables: Readonly<Record<string, unknown>>): Promise<Question> {
  const answer = await graphql({
    ...wholeGraph,
    source: query,
    variableValues: variables,
    contextValue: { token: tokenPlace },
  });
  if (answer.errors) throw new Error(`the question has errors: ${answer.errors.join(', ')}`);
  return { body: JSON.stringify({ query, variables }), answer: JSON.stringify(answer) };
}
