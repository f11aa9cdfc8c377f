import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** The object types that something of a type can be of, lists and non-null aside; none for a scalar or an enum. */
export function objectTypes(
  schema: GraphQLSchema,
  type: GraphQLOutputType | GraphQLNamedType,
): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [named];
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}
