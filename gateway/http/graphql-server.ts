import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { Kind, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { catalogue, isErrorCode } from '../error/catalogue.ts';
import { WatchfloorError } from '../error/error.ts';
import { shownError } from '../error/shown-error.ts';
import type { Engine, LoadedSupergraph } from '../execute/engine.ts';
import type { QueryFlow } from '../flow/query.ts';
import type { Principal } from '../principal/principal.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { knownRootRule } from './known-root-rule.ts';
import { operationLimits, operationLimitsRule, tooManyTokens } from './operation-limits.ts';

/** What the operation of one request is executed with. */
export interface OperationContext extends BaseContext {
  readonly principal: Principal;
  readonly traceId: string;
  /** Aborted when the caller has gone away. */
  readonly signal: AbortSignal;
}

/** Apollo Server with our engine behind it, and the way to hand it the next supergraph. */
export interface GraphQLServer {
  readonly apollo: ApolloServer<OperationContext>;
  /** Takes a supergraph into use; throws and keeps the one in use if the engine refuses it. */
  use(next: Supergraph): Promise<void>;
  stop(): Promise<void>;
}

type GatewayOption = NonNullable<ConstructorParameters<typeof ApolloServer<OperationContext>>[0]['gateway']>;
type SchemaListener = Parameters<GatewayOption['onSchemaLoadOrUpdate']>[0];

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts Apollo Server on an engine that has a supergraph loaded.
 *
 * Parsing and validation are Apollo Server's; execution is `flow`'s. Reporting, landing pages, suggestions,
 * stack traces, persisted queries and batches are off.
 */
export async function startGraphQLServer(engine: Engine, flow: QueryFlow): Promise<GraphQLServer> {
  const listeners = new Set<SchemaListener>();
  const supergraphs = new WeakMap<GraphQLSchema, LoadedSupergraph>();
  const announce = (): void => {
    const loaded = engine.loaded();
    if (!loaded) throw new Error('no supergraph is loaded');
    const { apiSchema, supergraph } = loaded;
    const known = supergraphs.has(apiSchema);
    supergraphs.set(apiSchema, loaded);
    if (known) return;
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraph.sdl });
  };
  const gateway: GatewayOption = {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      announce();
      return Promise.resolve({
        executor: async ({ schema, document, request, context }) => {
          const on = supergraphs.get(schema);
          if (!on) throw new Error('the operation was validated against an unknown schema');
          const { principal, traceId, signal } = context as OperationContext;
          return flow.execute({
            on,
            document,
            // As it was asked for: Apollo Server's own is null where the document has no such operation.
            ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
            variables: request.variables ?? {},
            principal,
            traceId,
            signal,
          });
        },
      });
    },
    stop: () => Promise.resolve(),
  };
  const apollo = new ApolloServer<OperationContext>({
    gateway,
    introspection: true,
    // A page can send none of these to another origin without asking first.
    csrfPrevention: {
      requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    status400ForVariableCoercionErrors: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: silent,
    parseOptions: { maxTokens: operationLimits.tokens },
    validationRules: [operationLimitsRule, knownRootRule],
    formatError: (formatted, error) => shownError(tooManyTokens(error) ?? error, formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: () =>
          Promise.resolve({
            didResolveOperation({ document, operation, request }) {
              if (!operation && request.operationName === undefined) demandOneOperation(document);
              return Promise.resolve();
            },
            willSendResponse({ response }) {
              const { body, http } = response;
              if (body.kind === 'single' && body.singleResult.data === undefined) {
                http.status = statusWithoutData(http.status, body.singleResult.errors?.[0]);
              }
              return Promise.resolve();
            },
          }),
      },
    ],
  });
  await apollo.start();
  return {
    apollo,
    async use(next) {
      await engine.load(next);
      announce();
    },
    async stop() {
      await apollo.stop();
      await engine.stop();
    },
  };
}

function demandOneOperation({ definitions }: DocumentNode): void {
  if (definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length < 2) return;
  throw new WatchfloorError(
    'BAD_USER_INPUT',
    'the document holds several operations, name one with `operationName`',
  );
}

/** The status of an operation that was never executed: the code's, unless HTTP has a more exact word (405, 415). */
function statusWithoutData(given: number | undefined, error: GraphQLFormattedError | undefined): number {
  if (given !== undefined && given >= 400 && given < 500) return given;
  const code = error?.extensions?.['code'];
  return isErrorCode(code) ? catalogue[code].status : 500;
}
