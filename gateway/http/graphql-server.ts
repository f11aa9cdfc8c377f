import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import { catalogue, isErrorCode } from '../error/catalogue.ts';
import { shownError } from '../error/shown-error.ts';
import type { Engine } from '../execute/engine.ts';
import type { QueryFlow, Refused } from '../flow/query.ts';
import { operationLimits, tooManyTokens } from '../operation/operation-limits.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { flowGateway, type Call } from './flow-gateway.ts';

/** What the operation of one request is executed with, and what came of it. */
export interface OperationContext extends BaseContext {
  readonly call: Call;
  readonly outcome: {
    refused?: Refused;
    /** The request could be read, and its document or variables do not fit. */
    unfit?: boolean;
  };
}

/** Apollo Server with our engine behind it, and the way to hand it the next supergraph. */
export interface GraphQLServer {
  readonly apollo: ApolloServer<OperationContext>;
  /** Takes a supergraph into use; throws and keeps the one in use if the engine refuses it. */
  use(next: Supergraph): Promise<void>;
  stop(): Promise<void>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts Apollo Server on an engine that has a supergraph loaded.
 *
 * It reads requests and writes answers; what is in between is `flow`'s. Reporting, landing pages, suggestions,
 * stack traces, persisted queries and batches are off.
 */
export async function startGraphQLServer(
  engine: Engine,
  flow: QueryFlow,
  plugins: readonly ApolloServerPlugin<OperationContext>[] = [],
): Promise<GraphQLServer> {
  const inFlow = flowGateway(engine, flow, (context) => (context as OperationContext).call);
  const apollo = new ApolloServer<OperationContext>({
    gateway: inFlow.gateway,
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
    // The flow validates, against the schema that the caller sees.
    dangerouslyDisableValidation: true,
    formatError: (formatted, error) => shownError(tooManyTokens(error) ?? error, formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
      refusals,
    ],
  });
  await apollo.start();
  return {
    apollo,
    async use(next) {
      await engine.load(next);
      inFlow.announce();
    },
    async stop() {
      await apollo.stop();
      await engine.stop();
    },
  };
}

/** Answers a refused operation as the flow says it, and any other without data by the status of its code. */
const refusals: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ source, response, contextValue: { outcome } }) {
        const { body, http } = response;
        if (body.kind !== 'single' || body.singleResult.data !== undefined) return Promise.resolve();
        // Apollo Server tells one error only where the document has no operation of the name.
        if (outcome.refused) body.singleResult.errors = outcome.refused.errors.map((error) => error.toJSON());
        http.status =
          outcome.refused?.status ?? statusWithoutData(http.status, body.singleResult.errors?.[0]);
        outcome.unfit = source !== undefined && http.status === 400;
        return Promise.resolve();
      },
    }),
};

/** The status of an operation that was never executed: the code's, unless HTTP has a more exact word (405, 415). */
function statusWithoutData(given: number | undefined, error: GraphQLFormattedError | undefined): number {
  if (given !== undefined && given > 400 && given < 500) return given;
  const code = error?.extensions?.['code'];
  return isErrorCode(code) ? catalogue[code].status : 500;
}
