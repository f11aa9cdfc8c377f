import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SupergraphRules } from '../supergraph/rules.ts';

/** A field that an operation asks of an object type, with who answers there for objects that are no entities. */
export interface AskedCoordinate {
  readonly type: string;
  readonly field: string;
  readonly agencies: readonly string[];
}

/**
 * Every field that the operation asks for, of every object type that can be there, each once, in its order.
 *
 * Without `rules` it is not known who answers where: agencies are empty.
 */
export function operationCoordinates(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rules?: SupergraphRules,
): readonly AskedCoordinate[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const found = new Map<string, AskedCoordinate>();

  const walk = (
    { selections }: SelectionSetNode,
    on: GraphQLCompositeType,
    agencies: readonly string[],
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        fieldOf(selection.name.value, selection.selectionSet, on, agencies);
        continue;
      }
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const named = part?.typeCondition && schema.getType(part.typeCondition.name.value);
      if (part) walk(part.selectionSet, isCompositeType(named) ? named : on, agencies);
    }
  };

  const fieldOf = (
    name: string,
    set: SelectionSetNode | undefined,
    on: GraphQLCompositeType,
    agencies: readonly string[],
  ): void => {
    if (name.startsWith('__')) return;
    const types = isAbstractType(on) ? schema.getPossibleTypes(on) : [on];
    for (const type of types.filter(isObjectType)) {
      const definition = type.getFields()[name];
      if (!definition) continue;
      const at = { type: type.name, field: name, agencies };
      found.set(JSON.stringify(at), at);
      const value = getNamedType(definition.type);
      if (!set || !isCompositeType(value)) continue;
      const owners = rules?.field(type.name, name).custodians ?? [];
      const shared = agencies.filter((agency) => owners.includes(agency));
      walk(set, value, rules?.type(type.name).isEntity === true || shared.length === 0 ? owners : shared);
    }
  };

  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, root, []);
  return [...found.values()];
}
