import {
  Kind,
  OperationTypeNode,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { EntityInput, KeyRename, PlanPart, PlanRequest, PlanSelection, PlanText } from './query-plan.ts';

/** One fetch as the planner made it; `after` are indexes into its list, `step` counts what comes before it. */
export interface LoneFetch {
  readonly agency: string;
  readonly kind: 'query' | 'mutation';
  readonly operation: OperationDefinitionNode;
  readonly path: readonly string[];
  readonly after: readonly number[];
  readonly step: number;
  readonly selections: readonly PlanSelection[];
  readonly entities?: EntityInput;
  readonly renames: readonly KeyRename[];
}

/**
 * The requests of a plan: fetches of entities that stand on one step and go to one agency become one request.
 *
 * Fetches that ask the same of objects at different places become one part with several paths, so an entity that
 * is found at both is asked for once.
 */
export function mergedRequests(fetches: readonly LoneFetch[]): PlanRequest[] {
  const steps = stepsOf(fetches);
  const groups = new Map<string, number[]>();
  for (const [index, fetch] of fetches.entries()) {
    const key = isMergeable(fetch) ? `${steps[index]} ${fetch.agency}` : `alone ${index}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  // Steps in order: what a request waits for stands before it.
  const ordered = [...groups.values()].toSorted((a, b) => (steps[a[0] ?? 0] ?? 0) - (steps[b[0] ?? 0] ?? 0));
  const requestOf = new Map<number, number>();
  for (const [request, members] of ordered.entries())
    for (const index of members) requestOf.set(index, request);
  return ordered.map((members) => {
    const group = members.flatMap((index) => fetches[index] ?? []);
    const after = new Set(group.flatMap((fetch) => fetch.after.map((index) => requestOf.get(index) ?? 0)));
    return requestFor(group, [...after]);
  });
}

/**
 * The step on which each fetch is made: its own, or, when nothing waits for it, the last step on which its agency
 * is asked anyway.
 */
function stepsOf(fetches: readonly LoneFetch[]): readonly number[] {
  const awaited = new Set(fetches.flatMap(({ after }) => after));
  const last = new Map<string, number>();
  for (const fetch of fetches) {
    if (isMergeable(fetch)) last.set(fetch.agency, Math.max(last.get(fetch.agency) ?? 0, fetch.step));
  }
  return fetches.map((fetch, index) =>
    isMergeable(fetch) && !awaited.has(index) ? (last.get(fetch.agency) ?? fetch.step) : fetch.step,
  );
}

function isMergeable({ entities }: LoneFetch): boolean {
  return entities?.contexts.length === 0;
}

function requestFor(group: readonly LoneFetch[], after: readonly number[]): PlanRequest {
  const alike = Map.groupBy(group, (fetch) =>
    JSON.stringify([
      fetch.entities?.requires,
      fetch.entities?.typenames,
      print(fetch.operation.selectionSet),
    ]),
  );
  const kinds = [...alike.values()];
  const [first] = group;
  if (!first) throw new Error('a request asks for nothing');
  const parts = kinds.map((fetches, index) => partFor(fetches, kinds.length === 1 ? undefined : index));
  const text = kinds.length === 1 ? textOf(first.operation) : mergedText(kinds.map(([one]) => one ?? first));
  return { agency: first.agency, kind: first.kind, ...text, parts, after };
}

function partFor(fetches: readonly LoneFetch[], index: number | undefined): PlanPart {
  const [first] = fetches;
  if (!first) throw new Error('a part asks for nothing');
  const { entities, selections, renames, operation } = first;
  const part = { paths: fetches.map(({ path }) => path), selections, renames };
  if (!entities) return part;
  if (index === undefined) return { ...part, entities };
  return {
    ...part,
    entities: { ...entities, key: entityKey(index), variable: entityVariable(index) },
    alone: textOf(operation),
  };
}

function entityKey(index: number): string {
  return `_entities_${index}`;
}

function entityVariable(index: number): string {
  return `representations_${index}`;
}

/** One document that asks for the entities of each fetch under a key and by a variable of its own. */
function mergedText(fetches: readonly LoneFetch[]): PlanText {
  const variables = new Map<string, VariableDefinitionNode>();
  const selections = fetches.flatMap(({ operation }, index): FieldNode[] => {
    const renamed = visit(operation, {
      Variable: (node) =>
        node.name.value === 'representations'
          ? { ...node, name: { ...node.name, value: entityVariable(index) } }
          : undefined,
    });
    for (const definition of renamed.variableDefinitions ?? []) {
      variables.set(definition.variable.name.value, definition);
    }
    return renamed.selectionSet.selections.flatMap((selection) =>
      selection.kind === 'Field'
        ? [{ ...selection, alias: { kind: Kind.NAME, value: entityKey(index) } }]
        : [],
    );
  });
  const [first] = fetches;
  return textOf({
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(first?.operation.name ? { name: first.operation.name } : {}),
    variableDefinitions: [...variables.values()],
    ...(first?.operation.directives ? { directives: first.operation.directives } : {}),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
}

function textOf(operation: OperationDefinitionNode): PlanText {
  const variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return {
    text: stripIgnoredCharacters(print(operation)),
    ...(operation.name ? { operationName: operation.name.value } : {}),
    variables: variables.filter((name) => !/^representations(?:_\d+)?$/.test(name)),
  };
}
