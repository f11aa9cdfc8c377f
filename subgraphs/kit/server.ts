import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify from 'fastify';
import type { FastifyRequest } from 'fastify';
import type { KeyObject } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { PolicyBook } from '../../schema/policy/book.ts';
import { showsKey } from './gateway-key.ts';
import { everyRight, openAgencyGuard, type CallerRights } from './guard/caller-rights.ts';
import { guardInUse } from './guard/guard-in-use.ts';
import { openFetchGuard, type ShownToken } from './guard/fetch-guard.ts';
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
  /** The key that this agency shares with the gateway. */
  readonly key: string;
  /** By which the gateway's statements about a caller are believed; without it none is. */
  readonly publicKey?: KeyObject | undefined;
  /**
   * Reads the policies by which the agency decides, once now and again when the gateway decides by others, at most
   * once a second; without it only who may see everything is answered.
   */
  readonly readBook?: (() => PolicyBook) | undefined;
  /**
   * Whether the agency's key alone, shown as a bearer token, speaks for a caller with every right: for gateways with
   * open access, which enforce nothing. No unless it is said.
   */
  readonly acceptsKey?: boolean;
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port?: number;
}

/** Largest request, in bytes: representations of a long list come in one request. */
const bodyLimit = 16 * 1024 * 1024;

/** Whom a request speaks for, once that is certain, and what its body was in bytes. */
interface Asking {
  readonly shown: ShownToken | undefined;
  body: Buffer | undefined;
  rights: CallerRights | undefined;
}

/**
 * Serves an agency's subgraph over HTTP, to the gateway alone: `POST /graphql` with a fetch token of these very bytes
 * (`schema/fetch-token.ts`), each once. Everything but `GET /health` is refused otherwise, with one and the same answer;
 * a gateway with other policies of this agency than its own hears SUBGRAPH_BUNDLE.
 */
export async function serveSubgraph(agency: Agency, options: ServeOptions): Promise<RunningSubgraph> {
  const { store, key, publicKey, readBook, acceptsKey = false, host = '127.0.0.1', port = 0 } = options;
  const { name, rules } = agency;
  const guard =
    readBook && guardInUse(readBook, (book) => openAgencyGuard({ agency: name, rules, book, key }));
  const fetches = publicKey && openFetchGuard({ agency: name, key, publicKey });
  const asking = new WeakMap<FastifyRequest, Asking>();
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

  http.removeContentTypeParser('application/json');
  const json = http.getDefaultJsonParser('error', 'error');
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const asked = asking.get(request);
    if (asked !== undefined) asked.body = body;
    void json(request, body.toString('utf8'), done);
  });
  http.addHook('onRequest', async (request, reply) => {
    if (request.url === '/health') return;
    const { authorization } = request.headers;
    // What is asked in an address is in no body, which is all that a token speaks of.
    const isQuestion = request.method === 'POST' && request.url === '/graphql';
    const shown = isQuestion ? fetches?.shown(authorization, Date.now()) : undefined;
    const rights = acceptsKey && showsKey(authorization, key) ? everyRight(rules, key) : undefined;
    if (shown === undefined && rights === undefined) return reply.code(401).send(notSignedIn);
    asking.set(request, { shown, body: undefined, rights });
  });
  http.addHook('preHandler', async (request, reply) => {
    const asked = asking.get(request);
    if (request.url === '/health' || asked?.rights !== undefined) return;
    const { shown, body } = asked ?? {};
    if (!asked || !shown || !body || !guard || fetches?.admits(shown, body, Date.now()) !== true)
      return reply.code(401).send(notSignedIn);
    asked.rights = guard(shown.statement.policies)?.rightsOf(shown.statement.caller);
    if (asked.rights === undefined) return reply.code(409).send(otherPolicies);
  });
  http.get('/health', () => ({ name: agency.name, status: 'UP' }));
  await http.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: (request) => {
      const rights = asking.get(request)?.rights;
      // INVARIANT: no question reaches a resolver before it is certain whom it speaks for.
      if (rights === undefined) throw new Error('a request without rights');
      return Promise.resolve(agency.context(store, rights));
    },
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

const notSignedIn = {
  errors: [{ message: 'not signed in', extensions: { code: 'UNAUTHENTICATED' } }],
};

const otherPolicies = {
  errors: [
    {
      message: 'the gateway decides by other policies of this agency than the agency does',
      extensions: { code: 'SUBGRAPH_BUNDLE' },
    },
  ],
};

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
