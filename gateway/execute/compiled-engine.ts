import {
  getOperationAST,
  getVariableValues,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { openPlanningThread } from '../plan/planning-thread.ts';
import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import { withoutSuggestion } from '../error/shown-error.ts';
import { usualLimits, type AgencyLimits } from './agency-client.ts';
import type { LocalSubgraph } from './agency-data-source.ts';
import type { Engine, EngineOperation, LoadedSupergraph } from './engine.ts';
import { openAgencyExchange } from './compiled/agency-exchange.ts';
import { askAgencies } from './compiled/agency-questions.ts';
import { beginCompiledGeneration, type CompiledGeneration } from './compiled/compiled-generation.ts';
import type { AuthorizedOperation } from './compiled/compiled-operation.ts';
import { executeCompiled, type ExecutedAnswer } from './compiled/executed-answer.ts';
import { parseExactly } from './compiled/json-value.ts';
import { openRelease } from './compiled/release.ts';
import { shareExchange } from './compiled/shared-exchange.ts';
import { holdingLabels } from './compiled/override-labels.ts';
import { warmUp } from './compiled/warm-up.ts';

/** What the engine needs: the key that agencies know the gateway by, and subgraphs of its own process. */
export interface CompiledEngineOptions {
  readonly gatewayKey: string;
  readonly locals?: readonly LocalSubgraph[];
  readonly limits?: Partial<AgencyLimits>;
}

/** An answer as its JSON, in the form and with the bytes that `execute` gives as objects. */
export interface JsonAnswer {
  readonly body: string;
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
    openAgencyExchange(options.gatewayKey, { ...usualLimits, ...options.limits }),
  );
  const thread = openPlanningThread();
  const generations = new WeakMap<GraphQLSchema, CompiledGeneration>();
  let loaded: LoadedSupergraph | undefined;
  let stopped: Promise<void> | undefined;

  const execute = async (asked: EngineOperation): Promise<ExecutedAnswer | ExecutionResult> => {
    const generation = generations.get(asked.on.apiSchema);
    if (!generation) throw new WatchfloorError('INTERNAL', undefined, { cause: 'no such supergraph' });
    const { document, operationName } = asked;
    const operation = getOperationAST(document, operationName);
    if (!operation) return refused(['the document holds no such operation, name one of its operations']);
    if (operation.operation === 'subscription') return refused(['subscriptions are not answered here']);
    const { errors, coerced } = getVariableValues(
      generation.apiSchema,
      operation.variableDefinitions ?? [],
      asked.variables,
    );
    if (errors) return refused(errors.map(({ message }) => withoutSuggestion(message)));
    const authorized = authorizedAsAsked(asked, operation);
    const labels = generation.labels.length === 0 ? noLabels : holdingLabels(generation.labels);
    const compiled = await generation.operations.of(authorized, coerced, labels);
    const ask = askAgencies(generation.endpoints, options.locals ?? [], exchange, asked);
    return executeCompiled(compiled, operation, generation, coerced, ask);
  };

  const stop = async (): Promise<void> => {
    await Promise.all([thread.stop(), exchange.close()]);
  };
  const loadedGeneration = (): CompiledGeneration | undefined => loaded && generations.get(loaded.apiSchema);

  return {
    loaded: () => loaded,
    async load(next) {
      const before = loadedGeneration();
      const same = before?.hash === next.hash;
      const generation = same ? before : await beginCompiledGeneration(next, thread);
      if (before && !same) await warmUp(generation, before);
      generation.endpoints.clear();
      for (const { name, url } of next.subgraphs) generation.endpoints.set(name, url);
      generations.set(generation.apiSchema, generation);
      loaded = { supergraph: next, apiSchema: generation.apiSchema };
      if (before && !same) retire(before);
      return loaded;
    },
    async execute(asked) {
      const answer = await execute(asked);
      if (!isExecuted(answer)) return answer;
      const data = parseExactly(answer.data) as ExecutionResult['data'];
      const errors = answer.errors.map(graphqlError);
      return { ...(errors.length > 0 ? { errors } : {}), ...(data === undefined ? {} : { data }) };
    },
    async executeToJson(asked) {
      const answer = await execute(asked);
      if (!isExecuted(answer)) return { body: JSON.stringify(answer) };
      if (answer.errors.length === 0) return { body: `{"data":${answer.data}}` };
      return { body: `{"errors":${JSON.stringify(answer.errors.map(graphqlError))},"data":${answer.data}}` };
    },
    stop: () => (stopped ??= stop()),
  };
}

const noLabels: readonly string[] = [];
const noSelections: ReadonlySet<FieldNode> = new Set();

/** Without rules every caller may read everything. */
function authorizedAsAsked(
  { document }: EngineOperation,
  operation: OperationDefinitionNode,
): AuthorizedOperation {
  return { document, operation, internal: noSelections, release: openRelease };
}

/** An old planner is kept for a while: an operation that is under way may still have to be planned. */
function retire({ planner }: CompiledGeneration): void {
  setTimeout(() => void planner.stop(), 30_000).unref();
}

function isExecuted(answer: ExecutedAnswer | ExecutionResult): answer is ExecutedAnswer {
  return typeof answer.data === 'string';
}

function refused(messages: readonly string[]): ExecutionResult {
  return { errors: messages.map((message) => graphqlError(new WatchfloorError('BAD_USER_INPUT', message))) };
}
