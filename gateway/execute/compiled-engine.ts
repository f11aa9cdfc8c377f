import { getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql';
import { openPlanningPool } from '../plan/planning-pool.ts';
import type { ErrorCode } from '../error/catalogue.ts';
import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import { withoutSuggestion } from '../error/shown-error.ts';
import { usualLimits, type AgencyLimits } from './agency-client.ts';
import type { LocalSubgraph } from './agency-data-source.ts';
import type { Engine, EngineOperation, LoadedSupergraph } from './engine.ts';
import { agencyAuthorization } from '../supergraph/agency-key.ts';
import { openAgencyExchange, type AuthorizationOf } from './compiled/agency-exchange.ts';
import { askAgencies } from './compiled/agency-questions.ts';
import { beginCompiledGeneration, type CompiledGeneration } from './compiled/compiled-generation.ts';
import { asAsked, type AuthorizedOperation } from './compiled/authorized-operation.ts';
import { executeCompiled, type ExecutedAnswer } from './compiled/executed-answer.ts';
import { parseExactly } from './compiled/json-value.ts';
import { incrementalDirective } from './compiled/incremental-directive.ts';
import type { ReleaseSession } from './compiled/release.ts';
import { shareExchange } from './compiled/shared-exchange.ts';
import { holdingLabels } from './compiled/override-labels.ts';
import { warmUp } from './compiled/warm-up.ts';

/**
 * What the engine needs: the key that agencies know the gateway by, if any, and subgraphs of its own process.
 *
 * `authorizationOf` signs requests to agencies in another way than by the key made for each.
 */
export interface CompiledEngineOptions {
  readonly gatewayKey: string | undefined;
  readonly authorizationOf?: AuthorizationOf;
  readonly locals?: readonly LocalSubgraph[];
  readonly limits?: Partial<AgencyLimits>;
  /** Whether every operation is authorized by the rules of the supergraph, the standard directives among them. */
  readonly areRulesEnforced?: boolean;
}

/** An answer as its JSON, in the form and with the bytes that `execute` gives as objects. */
export interface JsonAnswer {
  readonly body: string;
  /** The body without the brace that closes it, so that something can follow. */
  readonly unclosed: string;
  /** The code of the first error, where there is no data. */
  readonly ended?: ErrorCode | undefined;
}

/** An engine that can also give an answer as JSON, without building it as objects. */
export interface CompiledEngine extends Engine {
  executeToJson(operation: EngineOperation): Promise<JsonAnswer>;
}

/**
 * The gateway's own engine: plans and projections are compiled once per operation, and answers are written as JSON
 * in one pass.
 *
 * An operation that began on an old supergraph ends on it. A supergraph with the SDL in use only changes where the
 * agencies are.
 */
export function openCompiledEngine(options: CompiledEngineOptions): CompiledEngine {
  const exchange = shareExchange(
    openAgencyExchange(options.authorizationOf ?? keyed(options.gatewayKey), {
      ...usualLimits,
      ...options.limits,
    }),
  );
  const pool = openPlanningPool();
  const generations = new WeakMap<GraphQLSchema, CompiledGeneration>();
  let loaded: LoadedSupergraph | undefined;
  let stopped: Promise<void> | undefined;

  const execute = async (asked: EngineOperation): Promise<ExecutedAnswer> => {
    const generation = generations.get(asked.on.apiSchema);
    if (!generation) throw new WatchfloorError('INTERNAL', undefined, { cause: 'no such supergraph' });
    // INVARIANT: a supergraph that is planned without its security features is never answered without rights.
    if (options.areRulesEnforced && !asked.authorized)
      throw new WatchfloorError('INTERNAL', undefined, { cause: 'an operation without rights' });
    const authorized = asked.authorized ?? openOperation(asked);
    const { operation } = authorized;
    const session = asked.session ?? (asked.authorized ? undefined : openSession);
    if (!session) throw new WatchfloorError('INTERNAL', undefined, { cause: 'rights without a session' });
    refuseUnanswered(authorized);
    const { errors, coerced: variables } = asked.coerced
      ? { coerced: asked.coerced }
      : getVariableValues(generation.apiSchema, operation.variableDefinitions ?? [], asked.variables);
    if (errors) return refused(errors.map(({ message }) => withoutSuggestion(message)));
    const labels = generation.labels.length === 0 ? noLabels : holdingLabels(generation.labels);
    const { assertPlan, sending, visibleSchema = generation.apiSchema } = asked;
    const compiled = await generation.operations.of(authorized, variables, { labels, assertPlan });
    const ask = askAgencies(generation.endpoints, options.locals ?? [], exchange, asked);
    const input = { operation, variables, visibleSchema, session, ask, sending };
    return executeCompiled(compiled, generation.facts, input);
  };

  const answer = async (asked: EngineOperation): Promise<ExecutedAnswer> => {
    try {
      return await execute(asked);
    } catch (error) {
      if (error instanceof WatchfloorError) return { errors: [error] };
      throw error;
    }
  };

  const stop = async (): Promise<void> => {
    await Promise.all([pool.stop(), exchange.close()]);
  };
  const loadedGeneration = (): CompiledGeneration | undefined => loaded && generations.get(loaded.apiSchema);

  return {
    loaded: () => loaded,
    async load(next) {
      const before = loadedGeneration();
      const same = before?.hash === next.hash;
      const generation = same ? before : await beginCompiledGeneration(next, pool, options.areRulesEnforced);
      if (before && !same) await warmUp(generation, before);
      generation.endpoints.clear();
      for (const { name, url } of next.subgraphs) generation.endpoints.set(name, url);
      generations.set(generation.apiSchema, generation);
      loaded = { supergraph: next, apiSchema: generation.apiSchema };
      if (before && !same) retire(before);
      return loaded;
    },
    async execute(asked) {
      const { data, errors } = await answer(asked);
      return {
        ...(errors.length > 0 ? { errors: errors.map(graphqlError) } : {}),
        ...(data === undefined ? {} : { data: parseExactly(data) as Record<string, unknown> | null }),
      };
    },
    async executeToJson(asked) {
      const given = await answer(asked);
      const unclosed = unclosedAnswer(given);
      const ended = given.data === undefined ? given.errors[0]?.code : undefined;
      return { body: `${unclosed}}`, unclosed, ended };
    },
    stop: () => (stopped ??= stop()),
  };
}

const noLabels: readonly string[] = [];
const openSession = {} as ReleaseSession;

/** Without rules every caller may read everything. */
function openOperation({ document, operationName }: EngineOperation): AuthorizedOperation {
  const operation = getOperationAST(document, operationName);
  if (operation) return asAsked(document, operation);
  const message = 'the document holds no such operation, name one of its operations';
  throw new WatchfloorError('BAD_USER_INPUT', message);
}

function refuseUnanswered({ document, operation }: AuthorizedOperation): void {
  if (operation.operation === 'subscription') {
    throw new WatchfloorError('BAD_USER_INPUT', 'subscriptions are not answered here');
  }
  const directive = incrementalDirective(document);
  if (directive === undefined) return;
  throw new WatchfloorError('BAD_USER_INPUT', `answers come whole: \`@${directive}\` is not supported`);
}

function keyed(gatewayKey: string | undefined): AuthorizationOf {
  return gatewayKey === undefined ? () => undefined : agencyAuthorization(gatewayKey);
}

/** An old planner is kept for a while: an operation that is under way may still have to be planned. */
function retire({ planner }: CompiledGeneration): void {
  setTimeout(() => void planner.stop(), 30_000).unref();
}

function refused(messages: readonly string[]): ExecutedAnswer {
  return { errors: messages.map((message) => new WatchfloorError('BAD_USER_INPUT', message)) };
}

/** The one place where an answer becomes bytes: its data is what the writer released. */
function unclosedAnswer({ data, errors }: ExecutedAnswer): string {
  if (errors.length === 0) return `{"data":${data ?? 'null'}`;
  const told = JSON.stringify(errors.map(graphqlError));
  return data === undefined ? `{"errors":${told}` : `{"errors":${told},"data":${data}`;
}
