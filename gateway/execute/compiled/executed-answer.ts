import type { WatchfloorError } from '../../error/error.ts';
import type { OperationDefinitionNode } from 'graphql';
import { openAnswerMerge } from './answer-merge.ts';
import type { PlacedFault } from './writing.ts';
import type { CompiledOperation, OperationGround } from './compiled-operation.ts';
import { openFaults } from './faults.ts';
import type { JsonObject } from './json-value.ts';
import { introspected } from './own-answers.ts';
import { runPlan, type PlanRun } from './plan-run.ts';
import type { Released } from './release.ts';
import { toldErrors } from './told-errors.ts';

/** An executed operation: the JSON of its data as it may leave, and what went wrong on the way. */
export interface ExecutedAnswer {
  readonly data: Released;
  readonly errors: readonly WatchfloorError[];
}

/** Asks the agencies and writes the answer; `variables` are the caller's, coerced. */
export async function executeCompiled(
  compiled: CompiledOperation,
  operation: OperationDefinitionNode,
  ground: OperationGround,
  variables: Readonly<Record<string, unknown>>,
  ask: PlanRun['ask'],
): Promise<ExecutedAnswer> {
  const faults = openFaults();
  const { steps, introspection } = compiled;
  const root: JsonObject = {};
  const merge = openAnswerMerge(ground.facts, faults);
  for (const { plan, variables: names, required } of steps) {
    const variable = sentVariables(names, variables);
    await runPlan({ plan, facts: ground.facts, faults, merge, root, ask, variable });
    if (required !== undefined && root[required] === null) break;
  }
  const own =
    introspection.length === 0
      ? nothing
      : introspected(ground.apiSchema, operation, introspection, compiled.fragments.values(), variables);
  const told: PlacedFault[] = [];
  const data = compiled.write(root, { faults, path: [], told, own }) ?? 'null';
  const errors = told.length === 0 && !faults.any ? none : toldErrors(told, faults.noted());
  return { data: data as Released, errors };
}

const nothing: ReadonlyMap<string, string> = new Map();
const none: readonly WatchfloorError[] = [];

/** The JSON of each variable that is sent, made once for all requests that use it. */
function sentVariables(
  names: ReadonlyMap<string, string>,
  variables: Readonly<Record<string, unknown>>,
): PlanRun['variable'] {
  const texts = new Map<string, string | undefined>();
  return (name) => {
    if (texts.has(name)) return texts.get(name);
    const text = JSON.stringify(variables[names.get(name) ?? name]) as string | undefined;
    texts.set(name, text);
    return text;
  };
}
