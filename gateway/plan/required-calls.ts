import {
  Kind,
  visit,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { LoneFetch } from './merged-requests.ts';
import type { PlanSelection } from './query-plan.ts';
import type { SyntheticRequires } from './synthetic-requires.ts';

/** The operation with the real field and its arguments in the place of each field that stands for them. */
export function withCalls(
  operation: OperationDefinitionNode,
  { calls }: SyntheticRequires,
): OperationDefinitionNode {
  if (calls.size === 0) return operation;
  return visit(operation, {
    Field(node) {
      const call = calls.get(node.name.value);
      if (!call) return undefined;
      return {
        ...node,
        alias: node.alias ?? { kind: Kind.NAME, value: node.name.value },
        name: { kind: Kind.NAME, value: call.field },
        arguments: call.arguments,
      };
    },
  });
}

/** Inputs that are read from the fields that stand for them and sent by their real names. */
export function calledInputs(
  selections: readonly PlanSelection[],
  { calls }: SyntheticRequires,
): readonly PlanSelection[] {
  if (calls.size === 0) return selections;
  return selections.map((selection): PlanSelection => {
    const inner = selection.selections && calledInputs(selection.selections, { calls } as SyntheticRequires);
    if (selection.kind === 'fragment') return { ...selection, selections: inner ?? [] };
    return {
      ...selection,
      name: calls.get(selection.name)?.field ?? selection.name,
      ...(inner ? { selections: inner } : {}),
    };
  });
}

/**
 * One fetch, or several where fields of it require one field with different arguments: each gets the inputs of its
 * own call only.
 *
 * `graph` is the agency's value of `join__Graph`.
 */
export function splitByCalls(
  fetch: LoneFetch,
  graph: string,
  requires: SyntheticRequires,
): readonly LoneFetch[] {
  const { entities, operation } = fetch;
  if (!entities || requires.calls.size === 0) return [fetch];
  const conflicting = conflicts(entities.requires);
  if (conflicting.size === 0) return [fetch];
  const groups = [...conflicting, undefined];
  return groups.flatMap((call) => {
    const belongs = (type: string, field: string): boolean => {
      const used = requires.uses.get(`${type}.${field} ${graph}`) ?? new Set<string>();
      return call === undefined ? conflicting.isDisjointFrom(used) : used.has(call);
    };
    const kept = keptEntities(operation, belongs);
    if (!kept) return [];
    const others = new Set([...conflicting].filter((other) => other !== call));
    return {
      ...fetch,
      operation: kept,
      selections: keptSelections(fetch.selections, belongs),
      entities: { ...entities, requires: without(entities.requires, others) },
    };
  });
}

/** Keys that are sent by one name but read from several fields. */
function conflicts(selections: readonly PlanSelection[]): ReadonlySet<string> {
  const keys = new Map<string, Set<string>>();
  const found = new Set<string>();
  for (const selection of selections) {
    if (selection.kind === 'field') {
      keys.set(selection.name, (keys.get(selection.name) ?? new Set()).add(selection.key));
    }
    for (const inner of conflicts(selection.selections ?? [])) found.add(inner);
  }
  for (const same of keys.values()) if (same.size > 1) for (const key of same) found.add(key);
  return found;
}

function without(selections: readonly PlanSelection[], keys: ReadonlySet<string>): readonly PlanSelection[] {
  return selections
    .filter((selection) => selection.kind === 'fragment' || !keys.has(selection.key))
    .map((selection) =>
      selection.selections ? { ...selection, selections: without(selection.selections, keys) } : selection,
    );
}

type Belongs = (type: string, field: string) => boolean;

/** The operation with only those fields of its entities that belong; nothing when there are none. */
function keptEntities(
  operation: OperationDefinitionNode,
  belongs: Belongs,
): OperationDefinitionNode | undefined {
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind !== 'Field' || !entities.selectionSet) return undefined;
  const selections = entities.selectionSet.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== 'InlineFragment') return [selection];
    const type = selection.typeCondition?.name.value ?? '';
    const fields = selection.selectionSet.selections.filter(
      (field) => field.kind !== 'Field' || belongs(type, field.name.value),
    );
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields };
    return fields.length > 0 ? [{ ...selection, selectionSet }] : [];
  });
  if (selections.every((selection) => selection.kind === 'Field')) return undefined;
  const kept = { ...entities, selectionSet: { kind: Kind.SELECTION_SET, selections } as const };
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: [kept] } };
}

function keptSelections(selections: readonly PlanSelection[], belongs: Belongs): readonly PlanSelection[] {
  return selections.flatMap((selection): PlanSelection[] => {
    if (selection.kind !== 'fragment') return [selection];
    const fields = selection.selections.filter(
      (field) => field.kind !== 'field' || belongs(selection.on ?? '', field.name),
    );
    return fields.length > 0 ? [{ ...selection, selections: fields }] : [];
  });
}
