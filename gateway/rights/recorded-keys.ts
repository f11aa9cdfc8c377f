import { isLeafType, specifiedScalarTypes, type GraphQLSchema } from 'graphql';
import type { SupergraphRules } from '../supergraph/rules.ts';

/**
 * Fields by which the records of an object name it: its `id`, or else whatever keys it has that are no objects.
 *
 * Empty for what is no entity.
 */
export function recordedKeys(schema: GraphQLSchema, rules: SupergraphRules, type: string): readonly string[] {
  const { keys } = rules.type(type);
  if (keys.includes('id')) return ['id'];
  return keys.filter((key) => {
    const value = rules.valueType(type, key) ?? '';
    return isLeafType(schema.getType(value)) || specifiedScalarTypes.some(({ name }) => name === value);
  });
}
