import {
  isAbstractType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../plan/conditions.ts';
import type { InternalKeys } from '../../plan/internal-keys.ts';

/** One field of an answer: `name` is the caller's key for it, `key` ours, `field` the schema's. */
export interface CollectedField {
  readonly name: string;
  readonly key: string;
  readonly field: string;
  /** The gateway answers it by itself: introspection. */
  readonly own: boolean;
  readonly selections: readonly SelectionSetNode[];
  /** The first node that asks for it. */
  readonly node: FieldNode;
}

/** What an operation asks for. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly roots: readonly SelectionSetNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables of `@skip` and `@include` that are true. */
  readonly holding: ReadonlySet<string>;
  readonly keys: InternalKeys;
  /** The type whose fields happen one after the other, each by itself. */
  readonly mutationType?: string | undefined;
}

/** The fields that `selections` ask of an object of `type`, in the order of the answer (GraphQL Oct 2021 6.3.2). */
export function collectedFields(
  source: Selecting,
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
): readonly CollectedField[] {
  const found = new Map<string, FieldNode[]>();
  for (const selection of selections) collect(source, type, selection, found, new Set());
  return [...found].flatMap(([name, nodes]) => {
    const [first] = nodes;
    if (!first) return [];
    const field = first.name.value;
    const single =
      source.mutationType !== undefined && type.name === source.mutationType && selections === source.roots;
    return {
      name,
      key: source.keys(first, single),
      field,
      own: field === '__schema' || field === '__type',
      selections: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      node: first,
    };
  });
}

function collect(
  source: Selecting,
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  found: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, source.holding)) continue;
    if (selection.kind === 'Field') {
      const name = selection.alias?.value ?? selection.name.value;
      const nodes = found.get(name);
      if (nodes) nodes.push(selection);
      else found.set(name, [selection]);
      continue;
    }
    let part:
      | {
          readonly typeCondition?: FragmentDefinitionNode['typeCondition'];
          readonly selectionSet: SelectionSetNode;
        }
      | undefined;
    if (selection.kind === 'FragmentSpread') {
      if (visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
      part = source.fragments.get(selection.name.value);
    } else {
      part = selection.typeCondition
        ? { typeCondition: selection.typeCondition, selectionSet: selection.selectionSet }
        : undefined;
      if (!part) collect(source, type, selection.selectionSet, found, visited);
    }
    if (part?.typeCondition && applies(source.schema, type, part.typeCondition.name.value)) {
      collect(source, type, part.selectionSet, found, visited);
    }
  }
}

function applies(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string): boolean {
  if (type.name === condition) return true;
  const named = schema.getType(condition);
  if (!isAbstractType(named)) return false;
  if (isObjectType(type)) return schema.isSubType(named, type);
  return 'getInterfaces' in type && schema.isSubType(named, type);
}

/**
 * The caller's keys for a path of internal keys below `selections`, as far as the caller asked for it.
 *
 * Of several ways in which the caller asked for the same, the first is taken.
 */
export function callersPath(
  source: Selecting,
  selections: readonly SelectionSetNode[],
  [step, ...rest]: readonly (string | number)[],
): readonly (string | number)[] {
  if (step === undefined) return [];
  if (typeof step === 'number') return [step, ...callersPath(source, selections, rest)];
  const nodes = selections.flatMap((selection) => everyField(source, selection, new Set()));
  const [first, ...others] = nodes.filter((node) => source.keys(node, false) === step);
  if (!first) return [];
  const name = first.alias?.value ?? first.name.value;
  const inner = [first, ...others].flatMap(({ selectionSet }) => selectionSet ?? []);
  return [name, ...callersPath(source, inner, rest)];
}

function everyField(source: Selecting, { selections }: SelectionSetNode, visited: Set<string>): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (!isIncluded(selection, source.holding)) return [];
    if (selection.kind === 'Field') return [selection];
    if (selection.kind === 'InlineFragment') return everyField(source, selection.selectionSet, visited);
    const fragment = visited.has(selection.name.value)
      ? undefined
      : source.fragments.get(selection.name.value);
    visited.add(selection.name.value);
    return fragment ? everyField(source, fragment.selectionSet, visited) : [];
  });
}
