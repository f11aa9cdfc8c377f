import {
  Kind,
  parse,
  print,
  type ArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { booleanArgument, stringArgument } from './join-arguments.ts';

/** A field of an input of `@requires` with the arguments that it has there. */
export interface RequiredCall {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/** A supergraph in which no input of `@requires` has arguments. */
export interface SyntheticRequires {
  readonly document: DocumentNode;
  /** What the fields stand for that were added in their place, by name. */
  readonly calls: ReadonlyMap<string, RequiredCall>;
  /** Names of the added fields that a field requires, by `Type.field GRAPH`. */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Addition extends RequiredCall {
  readonly definition: FieldDefinitionNode;
  /** Values of `join__Graph` that require it. */
  readonly graphs: Set<string>;
}

type FieldsOfType = Map<string, ReadonlyMap<string, FieldDefinitionNode>>;

/**
 * Puts a field without arguments in the place of every `field(argument: value)` inside a `@requires`.
 *
 * The planner takes a field of an object to be one value whatever its arguments, so what the caller asks with other
 * arguments, or two inputs with different ones, would become one. For a field of an interface, each type that implements
 * it gets one as well.
 */
export function syntheticRequires(document: DocumentNode): SyntheticRequires {
  const fields: FieldsOfType = new Map();
  const implementing = new Map<string, string[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') continue;
    fields.set(definition.name.value, new Map(definition.fields?.map((field) => [field.name.value, field])));
    for (const { name } of definition.interfaces ?? []) {
      implementing.set(name.value, [...(implementing.get(name.value) ?? []), definition.name.value]);
    }
  }
  const calls = new Map<string, RequiredCall>();
  const uses = new Map<string, Set<string>>();
  const additions = new Map<string, Map<string, Addition>>();
  const names = new Map<string, string>();

  const nameFor = (type: string, field: string, given: readonly ArgumentNode[]): string => {
    const key = `${type}.${field}(${given.map(print).toSorted().join()})`;
    const known = names.get(key) ?? `_required_${names.size}_${field}`;
    names.set(key, known);
    return known;
  };

  const add = (type: string, name: string, call: RequiredCall, graph: string): void => {
    const definition = fields.get(type)?.get(call.field);
    if (!definition) return;
    const ofType = additions.get(type) ?? new Map<string, Addition>();
    additions.set(type, ofType);
    const addition = ofType.get(name) ?? { ...call, definition, graphs: new Set<string>() };
    addition.graphs.add(graph);
    ofType.set(name, addition);
  };

  const rewritten = (
    { selections }: SelectionSetNode,
    type: string,
    graph: string,
    used: Set<string>,
  ): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.map((selection): SelectionNode => {
      if (selection.kind === 'FragmentSpread') return selection;
      if (selection.kind === 'InlineFragment') {
        const on = selection.typeCondition?.name.value ?? type;
        return { ...selection, selectionSet: rewritten(selection.selectionSet, on, graph, used) };
      }
      const definition = fields.get(type)?.get(selection.name.value);
      const inner = definition && namedType(definition);
      const selectionSet =
        selection.selectionSet && inner !== undefined
          ? { selectionSet: rewritten(selection.selectionSet, inner, graph, used) }
          : {};
      const given = selection.arguments ?? [];
      if (given.length === 0 || !definition) return { ...selection, ...selectionSet };
      const name = nameFor(type, selection.name.value, given);
      const call = { field: selection.name.value, arguments: given };
      for (const each of [type, ...(implementing.get(type) ?? [])]) add(each, name, call, graph);
      calls.set(name, call);
      used.add(name);
      const { arguments: _, ...rest } = selection;
      return { ...rest, name: { kind: Kind.NAME, value: name }, ...selectionSet };
    }),
  });

  const withRequires = (definition: DefinitionNode): DefinitionNode => {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') {
      return definition;
    }
    const type = definition.name.value;
    const changed = definition.fields?.map((field): FieldDefinitionNode => {
      const directives = field.directives?.map((directive): ConstDirectiveNode => {
        const requires = stringArgument(directive, 'requires');
        if (directive.name.value !== 'join__field' || !requires?.includes('(')) return directive;
        const graph = stringArgument(directive, 'graph') ?? '';
        const used = new Set<string>();
        const text = print(rewritten(selectionSetOf(requires), type, graph, used)).slice(1, -1);
        uses.set(`${type}.${field.name.value} ${graph}`, used);
        return withStringArgument(directive, 'requires', text.replace(/\s+/g, ' ').trim());
      });
      return { ...field, ...(directives ? { directives } : {}) };
    });
    return { ...definition, ...(changed ? { fields: changed } : {}) };
  };

  const definitions = document.definitions.map(withRequires).map((definition): DefinitionNode => {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') {
      return definition;
    }
    const added = additions.get(definition.name.value);
    if (!added) return definition;
    const extra = [...added].map(([name, addition]) => addedField(name, addition));
    return { ...definition, fields: [...(definition.fields ?? []), ...extra] };
  });
  return { document: { ...document, definitions }, calls, uses };
}

/** The field as every subgraph has it, external only where it is an input. */
function addedField(name: string, { definition, graphs }: Addition): FieldDefinitionNode {
  const { arguments: _, description: __, ...rest } = definition;
  const directives = definition.directives?.filter((directive) => {
    if (directive.name.value !== 'join__field') return false;
    const external = booleanArgument(directive, 'external') === true;
    return !external || graphs.has(stringArgument(directive, 'graph') ?? '');
  });
  return { ...rest, name: { kind: Kind.NAME, value: name }, ...(directives ? { directives } : {}) };
}

function selectionSetOf(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('a `requires` is no selection');
  return definition.selectionSet;
}

function withStringArgument(directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) =>
      argument.name.value === name ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
    ),
  };
}

function namedType({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== 'NamedType') inner = inner.type;
  return inner.name.value;
}
