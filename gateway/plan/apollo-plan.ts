import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { inContextOrder } from './context-order.ts';
import { mergedRequests, type LoneFetch } from './merged-requests.ts';
import { calledInputs, splitByCalls, withCalls } from './required-calls.ts';
import type { SyntheticRequires } from './synthetic-requires.ts';
import type {
  ContextArgument,
  EntityInput,
  KeyRename,
  PlanSelection,
  QueryPlan,
  TypeReplacement,
} from './query-plan.ts';

/** What the nodes after one node wait for, and on which step of the plan they stand. */
interface Frontier {
  readonly after: readonly number[];
  readonly step: number;
}

/** What of a supergraph is needed to read plans on it. */
export interface Planning {
  readonly requires: SyntheticRequires;
  /** The value of `join__Graph` for a subgraph's name. */
  graphOf(agency: string): string;
}

/** Our plan from Apollo's: what waits for what is said by index, and requests of one step are merged. */
export function planOf(root: PlanNode, planning: Planning): QueryPlan {
  const fetches: LoneFetch[] = [];
  collect(root, [], { after: [], step: 0 }, fetches, planning);
  return { requests: mergedRequests(inContextOrder(fetches)) };
}

function collect(
  node: PlanNode,
  path: readonly string[],
  from: Frontier,
  fetches: LoneFetch[],
  planning: Planning,
): Frontier {
  switch (node.kind) {
    case 'Fetch': {
      const fetch = loneFetch(node, path, from, planning.requires);
      const parts = splitByCalls(fetch, planning.graphOf(fetch.agency), planning.requires);
      const first = fetches.length;
      fetches.push(...parts);
      return { after: parts.map((_, index) => first + index), step: from.step + 1 };
    }
    case 'Flatten':
      return collect(node.node, [...path, ...node.path.map(String)], from, fetches, planning);
    case 'Sequence':
      return node.nodes.reduce((frontier, next) => collect(next, path, frontier, fetches, planning), from);
    case 'Parallel': {
      const ends = node.nodes.map((next) => collect(next, path, from, fetches, planning));
      return {
        after: [...new Set(ends.flatMap(({ after }) => after))],
        step: Math.max(...ends.map(({ step }) => step)),
      };
    }
    case 'Condition':
    case 'Defer':
      // Conditions are decided before planning, and deferring is refused before that.
      throw new Error(`the plan holds an unexpected node \`${node.kind}\``);
    default:
      return node satisfies never;
  }
}

function loneFetch(
  node: FetchNode,
  path: readonly string[],
  { after, step }: Frontier,
  requires: SyntheticRequires,
): LoneFetch {
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const planned = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  if (!planned || document.definitions.length > 1) throw new Error('a fetch is not one operation');
  const kind = node.operationKind === 'mutation' ? 'mutation' : 'query';
  const operation = withCalls(planned, requires);
  const entities = node.requires ? entityInput(node, requires) : undefined;
  return {
    agency: node.serviceName,
    kind,
    operation,
    path,
    after,
    step,
    selections: selectionsOf(entities ? entitySelections(operation) : operation.selectionSet),
    ...(entities ? { entities } : {}),
    renames: (node.outputRewrites ?? []).map(keyRename),
  };
}

function entityInput(node: FetchNode, requires: SyntheticRequires): EntityInput {
  return {
    key: '_entities',
    variable: 'representations',
    requires: calledInputs((node.requires ?? []).map(requiredSelection), requires),
    typenames: (node.inputRewrites ?? []).map(typeReplacement),
    contexts: (node.contextRewrites ?? []).map(({ path, renameKeyTo }): ContextArgument => ({
      path,
      variable: renameKeyTo,
    })),
  };
}

function entitySelections(operation: OperationDefinitionNode): SelectionSetNode {
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind !== 'Field' || !entities.selectionSet) throw new Error('a fetch has no entities');
  return entities.selectionSet;
}

function selectionsOf({ selections }: SelectionSetNode): PlanSelection[] {
  return selections.map((selection): PlanSelection => {
    switch (selection.kind) {
      case 'Field':
        return {
          kind: 'field',
          key: selection.alias?.value ?? selection.name.value,
          name: selection.name.value,
          ...(selection.selectionSet ? { selections: selectionsOf(selection.selectionSet) } : {}),
        };
      case 'InlineFragment':
        return {
          kind: 'fragment',
          ...(selection.typeCondition ? { on: selection.typeCondition.name.value } : {}),
          selections: selectionsOf(selection.selectionSet),
        };
      case 'FragmentSpread':
        throw new Error('a fetch has named fragments');
      default:
        return selection satisfies never;
    }
  });
}

function requiredSelection(node: QueryPlanSelectionNode): PlanSelection {
  if (node.kind === 'Field') {
    return {
      kind: 'field',
      key: node.alias ?? node.name,
      name: node.name,
      ...(node.selections ? { selections: node.selections.map(requiredSelection) } : {}),
    };
  }
  return {
    kind: 'fragment',
    ...(node.typeCondition === undefined ? {} : { on: node.typeCondition }),
    selections: node.selections.map(requiredSelection),
  };
}

function typeReplacement(rewrite: FetchDataRewrite): TypeReplacement {
  const [on, key, ...rest] = rewrite.path;
  const known = key === '__typename' && rest.length === 0;
  if (rewrite.kind !== 'ValueSetter' || !known || !on?.startsWith('... on '))
    throw new Error('a plan rewrites its input in an unknown way');
  return { on: on.slice('... on '.length), typename: String(rewrite.setValueTo) };
}

function keyRename(rewrite: FetchDataRewrite): KeyRename {
  if (rewrite.kind !== 'KeyRenamer') throw new Error('a plan rewrites its output in an unknown way');
  return { path: rewrite.path, key: rewrite.renameKeyTo };
}
