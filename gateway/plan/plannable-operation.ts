import {
  Kind,
  print,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { isIncluded } from './conditions.ts';
import type { InternalKeys } from './internal-keys.ts';

/** What the planner reads of an operation. */
export interface PlannableOperation {
  /** Empty when no agency has to be asked. */
  readonly text: string;
  /** Names of variables as they are sent, to the caller's names for them. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What an operation is made plannable with. */
export interface Plannable {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Variables of `@skip` and `@include` that are true. */
  readonly holding: ReadonlySet<string>;
  readonly keys: InternalKeys;
  /** Only the root field with this internal key. */
  readonly only?: string;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The operation with conditions decided, internal keys in the place of aliases, and without what the gateway
 * answers by itself: introspection and the type names of the roots.
 */
export function plannableOperation(plannable: Plannable): PlannableOperation {
  const { document, operation, holding, keys, only } = plannable;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const single = operation.operation === 'mutation';
  const spread = new Set<string>();
  const rewriteAll = ({ selections }: SelectionSetNode): SelectionSetNode => {
    const kept = selections.flatMap((selection) =>
      isIncluded(selection, holding) ? rewrite(selection) : [],
    );
    return { kind: Kind.SELECTION_SET, selections: kept.length > 0 ? kept : [typename] };
  };
  const rewrite = (selection: SelectionNode): SelectionNode[] => {
    if (selection.kind === 'Field') return isOwn(selection) ? [] : [field(selection, false)];
    const directives = otherDirectives(selection.directives);
    if (selection.kind === 'InlineFragment') {
      return [{ ...selection, directives, selectionSet: rewriteAll(selection.selectionSet) }];
    }
    spread.add(selection.name.value);
    return [{ ...selection, directives }];
  };
  const field = (node: FieldNode, atMutation: boolean): FieldNode => {
    const { alias: _, ...rest } = node;
    const key = keys(node, atMutation);
    return {
      ...rest,
      ...(key === node.name.value ? {} : { alias: { kind: Kind.NAME, value: key } }),
      directives: otherDirectives(node.directives),
      ...(node.selectionSet ? { selectionSet: rewriteAll(node.selectionSet) } : {}),
    };
  };
  const roots = rootFields(operation.selectionSet, fragments, holding);
  const asked = roots.filter((root) => root.name.value !== '__typename' && !isOwn(root));
  if (asked.length === 0) return { text: '', variables: new Map() };
  const selections = asked
    .map((root) => field(root, single))
    .filter(({ alias, name }) => only === undefined || (alias ?? name).value === only);
  if (selections.length === 0) return { text: '', variables: new Map() };
  // Fragments spread other fragments: the set grows while it is walked.
  const used: FragmentDefinitionNode[] = [];
  for (const name of spread) {
    const fragment = fragments.get(name);
    if (fragment) used.push({ ...fragment, directives: [], selectionSet: rewriteAll(fragment.selectionSet) });
  }
  const rewritten: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return withSentVariables({ kind: Kind.DOCUMENT, definitions: [rewritten, ...used] });
}

/** The root's fields with the fragments at the root opened; all of them hold, the root being one object type. */
export function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  holding: ReadonlySet<string>,
): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (!isIncluded(selection, holding)) return [];
    if (selection.kind === 'Field') return [selection];
    const opened = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
    return opened ? rootFields(opened.selectionSet, fragments, holding) : [];
  });
}

/** Only what is used, and no name that the planner gives to variables of its own. */
function withSentVariables(document: DocumentNode): PlannableOperation {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      used.add(name.value);
    },
  });
  const variables = new Map<string, string>();
  const sent = new Map<string, string>();
  for (const name of used) {
    let free = name;
    while (/^(?:representations|contextualArgument)/.test(free) || (free !== name && used.has(free))) {
      free = `caller_${free}`;
    }
    variables.set(free, name);
    sent.set(name, free);
  }
  const renamed: DocumentNode = visit(document, {
    VariableDefinition: (node): VariableDefinitionNode | null | undefined =>
      used.has(node.variable.name.value) ? undefined : null,
    Variable: (node) => ({
      ...node,
      name: { ...node.name, value: sent.get(node.name.value) ?? node.name.value },
    }),
  });
  return { text: print(renamed), variables };
}

function isOwn(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

function otherDirectives(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
}
