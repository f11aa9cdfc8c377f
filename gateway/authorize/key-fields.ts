import {
  isCompositeType,
  getNamedType,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** Coordinates (`Type.field`) that stand in some key of an entity, with those nested in it, from `@join__type(key:)`. */
export function keyFields(supergraph: DocumentNode, schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const key = directive.arguments?.find(({ name }) => name.value === 'key')?.value;
      if (key?.kind === Kind.STRING) note(schema, definition.name.value, selectionOf(key.value), found);
    }
  }
  return found;
}

function selectionOf(fields: string): SelectionSetNode | undefined {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

function note(
  schema: GraphQLSchema,
  type: string,
  set: SelectionSetNode | undefined,
  found: Set<string>,
): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      note(schema, selection.typeCondition?.name.value ?? type, selection.selectionSet, found);
    }
    if (selection.kind !== Kind.FIELD) continue;
    found.add(`${type}.${selection.name.value}`);
    const named = schema.getType(type);
    const field = named && 'getFields' in named ? named.getFields()[selection.name.value] : undefined;
    const value = field && getNamedType(field.type);
    if (isCompositeType(value)) note(schema, value.name, selection.selectionSet, found);
  }
}
