import { GraphQLError, OperationTypeNode, type ValidationRule } from 'graphql';

/** A validation rule: an operation of a kind that the schema has no root type for is refused. */
export const knownRootRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const schema = context.getSchema();
    if (schema.getRootType(operation.operation)) return;
    const others = schema.getRootType(OperationTypeNode.MUTATION) ? 'queries and mutations' : 'queries';
    context.reportError(new GraphQLError(`this graph has ${others} only`, { nodes: operation }));
  },
});
