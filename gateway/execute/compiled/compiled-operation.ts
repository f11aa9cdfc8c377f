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
import type { AuthorizedOperation } from './authorized-operation.ts';
import type { Planner } from '../../plan/planner.ts';
import type { QueryPlan } from '../../plan/query-plan.ts';
import type { TypeFacts } from './type-facts.ts';

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
  /** The supergraph's, with what callers do not see of it: what is fetched may hold that. */
  readonly wholeSchema: GraphQLSchema;
  readonly facts: TypeFacts;
  readonly owners: FieldOwners;
  readonly planner: Planner;
}

/** What of a request decides how an operation is compiled. */
export interface Circumstances {
  /** Variables of `@skip` and `@include` that are true. */
  readonly holding: ReadonlySet<string>;
  /** Labels of `@override` that hold. */
  readonly labels: readonly string[];
  /** Throws when a plan must not be run. */
  readonly assertPlan?: ((plan: QueryPlan) => void) | undefined;
}

/** Plans what is fetched and compiles how the answer to what was asked is written. */
export async function compileOperation(
  ground: OperationGround,
  authorized: AuthorizedOperation,
  circumstances: Circumstances,
): Promise<CompiledOperation> {
  const { apiSchema, wholeSchema, owners } = ground;
  const { document, operation, fetched, release } = authorized;
  const { holding } = circumstances;
  // The same keys for what is fetched and what is written: so both meet.
  const keys = internalKeys(wholeSchema);
  const fragments = fragmentsOf(document);
  const root = rootTypeOf(apiSchema, operation);
  const steps = fetched ? await plannedSteps(ground, { ...fetched, holding, keys }, circumstances) : [];
  const write = answerWriter(
    {
      schema: apiSchema,
      roots: [operation.selectionSet],
      fragments,
      holding,
      keys,
      mutationType: operation.operation === 'mutation' ? root.name : undefined,
      release,
      agenciesAt: (place) => steps.flatMap(({ plan }) => plan.agenciesAt(place)),
      ownersOf: (type, field) => owners.of(type, field),
    },
    root,
  );
  const roots = rootFields(operation.selectionSet, fragments, holding);
  const introspection = roots.filter(({ name }) => name.value === '__schema' || name.value === '__type');
  return { steps, write, introspection, fragments };
}

async function plannedSteps(
  ground: OperationGround,
  plannable: Plannable,
  circumstances: Circumstances,
): Promise<readonly CompiledStep[]> {
  const planned = async (asked: Plannable): Promise<PlannedStep | undefined> => {
    const { text, variables } = plannableOperation(asked);
    if (text === '') return undefined;
    const plan = await ground.planner.plan({ text, labels: circumstances.labels });
    if (plan.requests.length > 0) return { plan, variables };
    throw new WatchfloorError('INTERNAL', undefined, { cause: 'the plan is empty' });
  };
  const whole = await planned(plannable);
  if (!whole) return [];
  const steps =
    plannable.operation.operation === 'mutation' && whole.plan.requests.length > 1
      ? await oneByOne(ground, plannable, planned)
      : [whole];
  for (const { plan } of steps) circumstances.assertPlan?.(plan);
  return steps.map((step) => ({ ...step, plan: compilePlan(step.plan, ground.facts) }));
}

interface PlannedStep extends Omit<CompiledStep, 'plan'> {
  readonly plan: QueryPlan;
}

/** What the first field of a mutation selects from other agencies comes before its second field happens. */
async function oneByOne(
  { wholeSchema }: OperationGround,
  plannable: Plannable,
  planned: (asked: Plannable) => Promise<PlannedStep | undefined>,
): Promise<readonly PlannedStep[]> {
  const { document, operation, holding, keys } = plannable;
  const root = rootTypeOf(wholeSchema, operation);
  const roots = rootFields(operation.selectionSet, fragmentsOf(document), holding);
  const fields = new Map(roots.map((field) => [keys(field, true), field.name.value]));
  const steps = [...fields].map(async ([only, name]): Promise<PlannedStep[]> => {
    const type = root.getFields()[name]?.type;
    const step = await planned({ ...plannable, only });
    return step ? [{ ...step, ...(isNonNullType(type) ? { required: only } : {}) }] : [];
  });
  return (await Promise.all(steps)).flat();
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  return fragments;
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
