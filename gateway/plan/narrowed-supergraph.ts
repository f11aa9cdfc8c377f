import {
  Kind,
  print,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { stringArgument } from './join-arguments.ts';
import { namedType, supergraphJoins, type SupergraphJoins } from './supergraph-joins.ts';

/**
 * The supergraph in which a field that leads on to other objects is resolved by one subgraph, though several share it.
 *
 * The planner weighs every way through the subgraphs that share a field, and with each field on the way down their
 * number multiplies. Here one way is left, so plans are found fast; they are right, with a request more where
 * another subgraph would have had everything. Only a field that can be reached from wherever its object is known is
 * narrowed, to a subgraph whose objects lead to everything.
 */
export function narrowedSupergraph(document: DocumentNode): DocumentNode {
  const joins = supergraphJoins(document);
  const pinned = pinnedNames(document);
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === 'ObjectTypeDefinition' ? narrowed(definition, joins, pinned) : definition,
    ),
  };
}

/** Every word of a key, an input or a provision: no subgraph is to lose a field of such a name. */
function pinnedNames({ definitions }: DocumentNode): ReadonlySet<string> {
  const pinned = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') continue;
    const { fields = [], directives = [] } = definition;
    for (const directive of [...directives, ...fields.flatMap((field) => field.directives ?? [])]) {
      for (const { name, value } of directive.arguments ?? []) {
        if (!selecting.has(name.value)) continue;
        for (const word of print(value).match(/\w+/g) ?? []) pinned.add(word);
      }
    }
  }
  return pinned;
}

const selecting = new Set(['key', 'requires', 'provides', 'contextArguments']);

function narrowed(
  type: ObjectTypeDefinitionNode,
  joins: SupergraphJoins,
  pinned: ReadonlySet<string>,
): ObjectTypeDefinitionNode {
  const reachable = joins.reachable(type.name.value);
  const choices = new Map<FieldDefinitionNode, readonly string[]>();
  const weights = new Map<string, number>();
  for (const field of type.fields ?? []) {
    const choice = choiceFor(type.name.value, field, joins, pinned, reachable);
    if (choice.length === 0) continue;
    choices.set(field, choice);
    for (const graph of choice) weights.set(graph, (weights.get(graph) ?? 0) + 1);
  }
  if (choices.size === 0) return type;
  // The same subgraph for as many fields of a type as can be, so that they are asked for together.
  const order = [...weights].toSorted(([, a], [, b]) => b - a).map(([graph]) => graph);
  return {
    ...type,
    fields: (type.fields ?? []).map((field) => {
      const chosen = order.find((graph) => choices.get(field)?.includes(graph));
      return chosen === undefined ? field : resolvedBy(chosen, field);
    }),
  };
}

/** Subgraphs that may be left as the only one; none where the field stays as it is. */
function choiceFor(
  type: string,
  field: FieldDefinitionNode,
  joins: SupergraphJoins,
  pinned: ReadonlySet<string>,
  reachable: ReadonlySet<string>,
): readonly string[] {
  const leadsTo = namedType(field);
  const name = field.name.value;
  if (!joins.isComposite(leadsTo) || pinned.has(name) || joins.isInherited(type, name)) return [];
  const sharing = joins.resolvers(type, field);
  if (sharing.size < 2) return [];
  return [...sharing].filter((graph) => reachable.has(graph) && joins.isComplete(leadsTo, graph));
}

function resolvedBy(chosen: string, field: FieldDefinitionNode): FieldDefinitionNode {
  const directives = field.directives ?? [];
  const others = directives.filter(({ name }) => name.value !== 'join__field');
  const kept = directives.filter(
    (join) => join.name.value === 'join__field' && stringArgument(join, 'graph') === chosen,
  );
  return { ...field, directives: [...others, ...(kept.length > 0 ? kept : [joinTo(chosen)])] };
}

function joinTo(graph: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'join__field' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'graph' },
        value: { kind: Kind.ENUM, value: graph },
      },
    ],
  };
}
