import {
  executeSync,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * JSON of the introspection that an operation asks for at its root, by the caller's keys.
 *
 * graphql-js answers it from the schema that callers see; `fields` are the root fields `__schema` and `__type`.
 */
export function introspected(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
  fragments: Iterable<FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } },
      ...fragments,
    ],
  };
  const { data } = executeSync({ schema, document, variableValues: variables });
  return new Map(Object.entries(data ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
}
