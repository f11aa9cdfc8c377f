import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';
import { booleanArgument, stringArgument } from './join-arguments.ts';

/** Which subgraphs (values of `join__Graph`) have what of a supergraph, as its `join__` directives state it. */
export interface SupergraphJoins {
  /** Subgraphs that resolve a field by themselves; none where it depends on more than that. */
  resolvers(type: string, field: FieldDefinitionNode): ReadonlySet<string>;
  /** Subgraphs that an object of the type can be looked up in, from every subgraph that has the type. */
  reachable(type: string): ReadonlySet<string>;
  /** Whether an object of the type that comes from `graph` leads to everything that can be selected on it. */
  isComplete(type: string, graph: string): boolean;
  /** Whether an interface of the type has the field. */
  isInherited(type: string, field: string): boolean;
  /** Whether the type has fields. */
  isComposite(type: string): boolean;
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Reads what the directives of a supergraph state. */
export function supergraphJoins({ definitions }: DocumentNode): SupergraphJoins {
  const types = new Map<string, Composite>();
  const members = new Map<string, string[]>();
  let queryType = 'Query';
  for (const definition of definitions) {
    if (definition.kind === 'SchemaDefinition') {
      const query = definition.operationTypes.find(({ operation }) => operation === 'query');
      queryType = query?.type.name.value ?? queryType;
    } else if (definition.kind === 'UnionTypeDefinition') {
      members.set(definition.name.value, definition.types?.map(({ name }) => name.value) ?? []);
    } else if (definition.kind === 'ObjectTypeDefinition' || definition.kind === 'InterfaceTypeDefinition') {
      types.set(definition.name.value, definition);
      if (definition.kind === 'InterfaceTypeDefinition') members.set(definition.name.value, []);
    }
  }
  for (const { kind, name, interfaces = [] } of types.values()) {
    if (kind === 'ObjectTypeDefinition')
      for (const over of interfaces) members.get(over.name.value)?.push(name.value);
  }
  const joinsOf = (type: string): readonly ConstDirectiveNode[] =>
    types.get(type)?.directives?.filter(({ name }) => name.value === 'join__type') ?? [];
  const graphsOf = (type: string): ReadonlySet<string> =>
    new Set(joinsOf(type).map((join) => stringArgument(join, 'graph') ?? ''));
  const fieldsOf = (type: string): readonly FieldDefinitionNode[] => types.get(type)?.fields ?? [];

  const resolvers = (type: string, { directives = [] }: FieldDefinitionNode): ReadonlySet<string> => {
    const joins = directives.filter(({ name }) => name.value === 'join__field');
    if (joins.length === 0) return graphsOf(type);
    if (joins.some((join) => join.arguments?.some(({ name }) => !plain.has(name.value)))) return new Set();
    return new Set(
      joins.flatMap((join) =>
        booleanArgument(join, 'external') ? [] : (stringArgument(join, 'graph') ?? []),
      ),
    );
  };

  const known = new Map<string, ReadonlySet<string>>();
  const reachable = (type: string): ReadonlySet<string> => {
    const found = known.get(type) ?? reachableGraphs(type);
    known.set(type, found);
    return found;
  };
  const reachableGraphs = (type: string): ReadonlySet<string> => {
    const graphs = graphsOf(type);
    if (type === queryType) return graphs;
    const everywhere = new Set(
      fieldsOf(type)
        .filter((field) => resolvers(type, field).isSupersetOf(graphs))
        .map(({ name }) => name.value),
    );
    return new Set(
      joinsOf(type).flatMap((join) => {
        const key = stringArgument(join, 'key');
        if (key === undefined || key.includes('{') || booleanArgument(join, 'resolvable') === false)
          return [];
        return key.split(/\s+/).every((name) => everywhere.has(name))
          ? (stringArgument(join, 'graph') ?? [])
          : [];
      }),
    );
  };

  // All that the type leads to must be complete, so what is being looked at needs no second look.
  const isComplete = (type: string, graph: string, seen: Set<string>): boolean => {
    if (seen.has(type)) return true;
    seen.add(type);
    const stands = joinsOf(type).some((join) => booleanArgument(join, 'isInterfaceObject'));
    const possible = members.get(type);
    if (possible) return !stands && possible.every((member) => isComplete(member, graph, seen));
    if (!types.has(type)) return true;
    const graphs = graphsOf(type);
    if (reachable(type).isSupersetOf(graphs)) return true;
    return fieldsOf(type).every(
      (field) => resolvers(type, field).has(graph) && isComplete(namedType(field), graph, seen),
    );
  };

  return {
    resolvers,
    reachable,
    isComplete: (type, graph) => isComplete(type, graph, new Set()),
    isInherited: (type, field) =>
      types
        .get(type)
        ?.interfaces?.some(({ name }) => fieldsOf(name.value).some((other) => other.name.value === field)) ??
      false,
    isComposite: (type) => types.has(type) || members.has(type),
  };
}

/** What may be said of a field that a subgraph resolves by itself. */
const plain = new Set(['graph', 'type', 'external']);

/** The name of a field's type without its wrappers. */
export function namedType({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== 'NamedType') inner = inner.type;
  return inner.name.value;
}
