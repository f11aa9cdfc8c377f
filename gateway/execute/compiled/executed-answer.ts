import type { WatchfloorError } from '../../error/error.ts';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { openAnswerMerge } from './answer-merge.ts';
import { openWriting } from './writing.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import { openFaults } from './faults.ts';
import type { JsonObject } from './json-value.ts';
import { introspected } from './own-answers.ts';
import { runPlan, type PlanRun } from './plan-run.ts';
import type { Released, ReleaseSession } from './release.ts';
import { toldErrors } from './told-errors.ts';
import type { TypeFacts } from './type-facts.ts';

/** The JSON of an executed operation's data as it may leave, if it was executed, and what went wrong on the way. */
export interface ExecutedAnswer {
  readonly data?: Released;
  readonly errors: readonly WatchfloorError[];
}

/** What one execution is made with: the caller's variables, coerced, and the schema that introspection tells of. */
export interface ExecutionInput {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly visibleSchema: GraphQLSchema;
  readonly session: ReleaseSession;
  readonly ask: PlanRun['ask'];
  readonly sending: PlanRun['sending'];
}

/** Asks the agencies and writes the answer. */
export async function executeCompiled(
  compiled: CompiledOperation,
  facts: TypeFacts,
  { operation, variables, visibleSchema, session, ask, sending }: ExecutionInput,
): Promise<ExecutedAnswer> {
  const faults = openFaults();
  const { steps, introspection } = compiled;
  const root: JsonObject = {};
  const merge = openAnswerMerge(facts, faults);
  for (const { plan, variables: names, required } of steps) {
    const variable = sentVariables(names, variables);
    await runPlan({ plan, facts, faults, merge, root, ask, variable, sending });
    if (required !== undefined && root[required] === null) break;
  }
  const own =
    introspection.length === 0
      ? nothing
      : introspected(visibleSchema, operation, introspection, compiled.fragments.values(), variables);
  const writing = openWriting(faults, own, session, merge.shared);
  const data = compiled.write(root, writing);
  const { told, withheld } = writing;
  const errors = told.length === 0 && !faults.any ? none : toldErrors(told, faults.noted(), withheld);
  return { data, errors };
}

const nothing: ReadonlyMap<string, string> = new Map();
const noVariable = (): undefined => undefined;
const none: readonly WatchfloorError[] = [];

/** The JSON of each variable that is sent, made once for all requests that use it. */
function sentVariables(
  names: ReadonlyMap<string, string>,
  variables: Readonly<Record<string, unknown>>,
): PlanRun['variable'] {
  if (names.size === 0) return noVariable;
  const texts = new Map<string, string | undefined>();
  return (name) => {
    if (texts.has(name)) return texts.get(name);
    const text = JSON.stringify(variables[names.get(name) ?? name]) as string | undefined;
    texts.set(name, text);
    return text;
  };
}
