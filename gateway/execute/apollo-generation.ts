import { createHash } from 'node:crypto';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import {
  buildASTSchema,
  executeSync,
  getOperationAST,
  getVariableValues,
  parse,
  print,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import { rootFields } from '../plan/plannable-operation.ts';
import { withoutSuggestion } from '../error/shown-error.ts';
import { checkScalars } from '../supergraph/checked-scalars.ts';
import { fieldOwners, type FieldOwners } from '../supergraph/field-owners.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { AgencySeat } from './agency-data-source.ts';
import type { EngineOperation } from './engine.ts';
import { missingValues, placedErrors } from './placed-errors.ts';

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];
type ExecutorInput = Parameters<Executor>[0];

/** One supergraph in use; only its endpoints change as long as its SDL stays the same. */
export interface Generation {
  readonly hash: string;
  readonly apiSchema: GraphQLSchema;
  readonly owners: FieldOwners;
  readonly execute: Executor;
  readonly gateway: ApolloGateway;
  /** Where the agencies answer, by name; an agency that is not here is unavailable. */
  readonly endpoints: Map<string, string>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const planKeys = new WeakMap<DocumentNode, string>();

/** Takes a supergraph into use; throws when the stock gateway refuses it. `seat` makes each agency's source. */
export async function beginGeneration(
  { sdl, hash }: Supergraph,
  seat: (agency: AgencySeat) => GraphQLDataSource,
): Promise<Generation> {
  const document = parse(sdl, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const endpoints = new Map<string, string>();
  const gateway = new ApolloGateway({
    supergraphSdl: () => Promise.resolve({ supergraphSdl: sdl }),
    buildService: ({ name }) => seat({ name, schema, url: () => endpoints.get(name) }),
    // Our errors need to know which fields a fetch was for.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    logger: silent,
  });
  const { schema: apiSchema, executor } = await gateway.load();
  checkScalars(apiSchema, document);
  const owners = fieldOwners(document);
  return { hash, apiSchema, owners, execute: executor, gateway, endpoints };
}

/** Executes a valid operation on one supergraph; whatever goes wrong becomes errors of our catalogue. */
export async function executeOn(generation: Generation, asked: EngineOperation): Promise<ExecutionResult> {
  const { document, operationName, principal, traceId, on, forwarded = [] } = asked;
  const operation = getOperationAST(document, operationName);
  if (!operation) return refused(['the document holds no such operation, name one of its operations']);
  // Only variables that the operation declares, of the types it declares, ever reach an agency.
  const { errors: badVariables, coerced } = getVariableValues(
    generation.apiSchema,
    operation.variableDefinitions ?? [],
    asked.variables,
  );
  if (badVariables) return refused(badVariables.map(({ message }) => withoutSuggestion(message)));
  if (asksTheSchemaAlone(document, operation, coerced)) {
    // The stock gateway's planner does not know all that can be asked of a schema.
    return executeSync({ schema: generation.apiSchema, document, operationName, variableValues: coerced });
  }
  const result = await generation.execute({
    request: { variables: coerced, ...(operationName === undefined ? {} : { operationName }) },
    document,
    operation,
    operationName: operationName ?? operation.name?.value ?? null,
    queryHash: planKey(document),
    source: '',
    schema: generation.apiSchema,
    schemaHash: generation.hash as ExecutorInput['schemaHash'],
    context: { fetch: { on, principal, traceId, forwarded } },
    metrics: {},
    logger: silent,
    cache: forgetful,
    overallCachePolicy: undefined,
  });
  const errors = [
    ...placedErrors(result.errors ?? [], result.data),
    ...missingValues(result.extensions?.['valueCompletion'], generation.owners),
  ];
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(errors.length === 0 ? {} : { errors: errors.map(graphqlError) }),
  };
}

function asksTheSchemaAlone(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const holding = new Set(Object.keys(variables).filter((name) => variables[name] === true));
  return rootFields(operation.selectionSet, fragments, holding).every(({ name }) =>
    name.value.startsWith('__'),
  );
}

const forgetful: ExecutorInput['cache'] = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
};

function refused(messages: readonly string[]): ExecutionResult {
  return { errors: messages.map((message) => graphqlError(new WatchfloorError('BAD_USER_INPUT', message))) };
}

/** The stock gateway keeps plans by this key: documents with the same text share one. */
function planKey(document: DocumentNode): string {
  const known = planKeys.get(document);
  if (known !== undefined) return known;
  const text = document.loc?.source.body ?? print(document);
  const key = createHash('sha256').update(text).digest('hex');
  planKeys.set(document, key);
  return key;
}
