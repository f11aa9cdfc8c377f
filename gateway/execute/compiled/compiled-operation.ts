import {
  isNonNullType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables } from '../../plan/conditions.ts';
import { internalKeys } from '../../plan/internal-keys.ts';
import { plannableOperation, rootFields, type Plannable } from '../../plan/plannable-operation.ts';
import type { FieldOwners } from '../../supergraph/field-owners.ts';
import { WatchfloorError } from '../../error/error.ts';
import { answerWriter, type WriteAnswer } from './answer-writer.ts';
import { compilePlan, type CompiledPlan } from './compiled-plan.ts';
import type { Release } from './release.ts';
import type { Planner, PlanOrder } from '../../plan/planner.ts';
import type { TypeFacts } from './type-facts.ts';

/**
 * An operation with the caller's rights in it: what the caller may not read is pruned, and what decisions need is
 * added.
 *
 * `internal` are selections that are fetched and never written. A document of which nothing was changed is its own
 * authorized document.
 */
export interface AuthorizedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly internal: ReadonlySet<FieldNode>;
  readonly release: Release;
}

/** An operation with everything worked out that does not depend on the request. */
export interface CompiledOperation {
  /** One after the other; none when no agency has to be asked. */
  readonly steps: readonly CompiledStep[];
  readonly write: WriteAnswer;
  /** Root fields that the gateway answers by itself. */
  readonly introspection: readonly FieldNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A plan that is run once those before it have ended. */
export interface CompiledStep {
  readonly plan: CompiledPlan;
  /** Names of variables as they are sent, to the caller's names for them. */
  readonly variables: ReadonlyMap<string, string>;
  /** Internal key of the root field without which no further step is taken. */
  readonly required?: string;
}

/** What operations are compiled against. */
export interface OperationGround {
  readonly apiSchema: GraphQLSchema;
  readonly facts: TypeFacts;
  readonly owners: FieldOwners;
  readonly planner: Planner;
}

/** Plans and compiles an operation for the variables of `@skip` and `@include` that are true, and override labels. */
export async function compileOperation(
  ground: OperationGround,
  authorized: AuthorizedOperation,
  holding: ReadonlySet<string>,
  labels: readonly string[],
): Promise<CompiledOperation> {
  const { apiSchema, owners } = ground;
  const { document, operation, internal, release } = authorized;
  const keys = internalKeys(apiSchema);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const root = rootTypeOf(apiSchema, operation);
  const roots = rootFields(operation.selectionSet, fragments, holding);
  const steps = await plannedSteps(ground, { document, operation, holding, keys }, root, roots, labels);
  const write = answerWriter(
    {
      schema: apiSchema,
      roots: [operation.selectionSet],
      fragments,
      holding,
      keys,
      internal,
      mutationType: operation.operation === 'mutation' ? root.name : undefined,
      release,
      agenciesAt: (place) => steps.flatMap(({ plan }) => plan.agenciesAt(place)),
      ownersOf: (type, field) => owners.of(type, field),
    },
    root,
  );
  const introspection = roots.filter(({ name }) => name.value === '__schema' || name.value === '__type');
  return { steps, write, introspection, fragments };
}

async function plannedSteps(
  ground: OperationGround,
  plannable: Plannable,
  root: GraphQLObjectType,
  roots: readonly FieldNode[],
  labels: readonly string[],
): Promise<readonly CompiledStep[]> {
  const planned = async (asked: Plannable): Promise<readonly CompiledStep[]> => {
    const { text, variables } = plannableOperation(asked);
    return text === '' ? [] : [{ plan: await planOn(ground, { text, labels }), variables }];
  };
  const whole = await planned(plannable);
  const { operation, keys } = plannable;
  if (operation.operation !== 'mutation' || (whole[0]?.plan.requests.length ?? 0) < 2) return whole;
  // What the first field of a mutation selects from other agencies comes before its second field happens.
  const fields = new Map(roots.map((field) => [keys(field, true), field.name.value]));
  const steps = [...fields].map(async ([only, name]) => {
    const type = root.getFields()[name]?.type;
    const required = isNonNullType(type) ? { required: only } : {};
    return (await planned({ ...plannable, only })).map((step): CompiledStep => ({ ...step, ...required }));
  });
  return (await Promise.all(steps)).flat();
}

async function planOn({ planner, facts }: OperationGround, order: PlanOrder): Promise<CompiledPlan> {
  const plan = await planner.plan(order);
  if (plan.requests.length > 0) return compilePlan(plan, facts);
  throw new WatchfloorError('INTERNAL', undefined, { cause: 'the plan is empty' });
}

/** Which variables decide what is asked for at all; documents are never changed, so it is read once for each. */
export function conditionsOf(document: DocumentNode): readonly string[] {
  const known = conditions.get(document);
  if (known) return known;
  const names = conditionVariables(document);
  conditions.set(document, names);
  return names;
}

const conditions = new WeakMap<DocumentNode, readonly string[]>();

function rootTypeOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const root = schema.getRootType(operation);
  if (!root) throw new WatchfloorError('BAD_USER_INPUT', `the schema has no ${operation}`);
  return root;
}
