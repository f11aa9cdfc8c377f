import { parse, type ConstDirectiveNode, type ConstValueNode, type DocumentNode } from 'graphql';

/** Which subgraphs answer a field of the supergraph. */
export interface FieldOwners {
  /** Names of the subgraphs that resolve `Type.field`; empty when there is no such field. */
  of(type: string, field: string): readonly string[];
  /** Names of all subgraphs, sorted. */
  readonly agencies: readonly string[];
}

/** Reads the owners of every field from the `@join__` directives of a supergraph (join spec v0.3 and later). */
export function fieldOwners(supergraph: string | DocumentNode): FieldOwners {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const names = graphNames(document);
  const owners = new Map<string, readonly string[]>();
  const fromInterface = new Map<string, readonly string[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') continue;
    const stating = (definition.directives ?? []).filter(({ name }) => name.value === 'join__type');
    // A subgraph that cannot resolve the type's key only refers to it, so it answers for nothing but the key.
    const resolving = stating.filter((directive) => !isFalse(directive, 'resolvable'));
    const ofType = graphsOf(resolving.length > 0 ? resolving : stating, names);
    for (const field of definition.fields ?? []) {
      const answering = (field.directives ?? []).filter(
        (directive) => directive.name.value === 'join__field' && !isTrue(directive, 'external'),
      );
      const named = graphsOf(answering, names);
      if (answering.length > 0 && named.length === 0) {
        // An @interfaceObject adds the field: who resolves it says so at the interface.
        const of = (definition.interfaces ?? []).map((each) => `${each.name.value}.${field.name.value}`);
        fromInterface.set(`${definition.name.value}.${field.name.value}`, of);
      }
      // A field without @join__field is resolved by every subgraph that has the type.
      owners.set(`${definition.name.value}.${field.name.value}`, named.length > 0 ? named : ofType);
    }
  }
  for (const [coordinate, of] of fromInterface) {
    const resolving = [
      ...new Set(of.flatMap((each) => (fromInterface.has(each) ? [] : (owners.get(each) ?? [])))),
    ];
    if (resolving.length > 0) owners.set(coordinate, resolving);
  }
  return {
    of: (type, field) => owners.get(`${type}.${field}`) ?? [],
    agencies: [...names.values()].toSorted(),
  };
}

/** `join__Graph` value to subgraph name: `LAW_ENFORCEMENT` to `law-enforcement`. */
function graphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'EnumTypeDefinition' || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph && argument(graph, 'name');
      if (name?.kind === 'StringValue') names.set(value.name.value, name.value);
    }
  }
  return names;
}

function graphsOf(
  directives: readonly ConstDirectiveNode[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const found = new Set<string>();
  for (const directive of directives) {
    const graph = argument(directive, 'graph');
    const name = graph?.kind === 'EnumValue' ? names.get(graph.value) : undefined;
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = argument(directive, name);
  return value?.kind === 'BooleanValue' && value.value;
}

function isFalse(directive: ConstDirectiveNode, name: string): boolean {
  const value = argument(directive, name);
  return value?.kind === 'BooleanValue' && !value.value;
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
}
