import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify from 'fastify';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { showsKey } from './gateway-key.ts';
import type { Store } from './store.ts';
import type { Agency, SubgraphContext } from './subgraph.ts';

/** A subgraph that serves. */
export interface RunningSubgraph {
  /** Where the gateway asks: `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
  /** Stops accepting, answers what is under way, then closes the store. */
  close(): Promise<void>;
}

/** How a subgraph serves. */
export interface ServeOptions {
  readonly store: Store;
  /** What the gateway must show on every request but `GET /health`. */
  readonly key: string;
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port?: number;
}

/** Largest request, in bytes: representations of a long list come in one request. */
const bodyLimit = 16 * 1024 * 1024;

/** Serves an agency's subgraph over HTTP, to the gateway alone. */
export async function serveSubgraph(agency: Agency, options: ServeOptions): Promise<RunningSubgraph> {
  const { store, key, host = '127.0.0.1', port = 0 } = options;
  const http = fastify({ bodyLimit, forceCloseConnections: 'idle' });
  const apollo = new ApolloServer<SubgraphContext<unknown>>({
    schema: agency.schema,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => exposedError(agency.name, formatted, error),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(http),
    ],
  });
  await apollo.start();

  http.addHook('onRequest', async (request, reply) => {
    if (request.url === '/health' || showsKey(request.headers.authorization, key)) return;
    return reply
      .code(401)
      .send({ errors: [{ message: 'not signed in', extensions: { code: 'UNAUTHENTICATED' } }] });
  });
  http.get('/health', () => ({ name: agency.name, status: 'UP' }));
  await http.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: () => Promise.resolve(agency.context(store)),
  });
  await http.listen({ host, port });
  const { port: bound } = http.server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/graphql`,
    async close() {
      await http.close();
      await store.close();
    },
  };
}

/** What leaves of an error: an exposed message whole, of anything else that it happened. */
function exposedError(
  name: string,
  formatted: GraphQLFormattedError,
  thrown: unknown,
): GraphQLFormattedError {
  const own = thrown instanceof GraphQLError && thrown.extensions['exposed'] === true;
  // GraphQL's own request errors speak of the gateway's query, never of the agency's data.
  const request =
    typeof formatted.extensions?.['code'] === 'string' && formatted.extensions['code'].startsWith('GRAPHQL_');
  if (own || request) return formatted;
  process.stderr.write(
    `${name}: ${formatted.message}${formatted.path ? ` at ${formatted.path.join('.')}` : ''}\n`,
  );
  return {
    message: `\`${name}\` could not answer this field`,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL' },
  };
}
