import { getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Values for required arguments, by argument name. */
export type SampleArguments = Readonly<Record<string, string>>;

/**
 * One operation that selects every field that can be reached and whose required arguments have a sample: whatever a
 * subgraph can answer, it is asked. A field that leads to another object is selected once, where it is first met, so
 * that the operation does not grow with the ways round the graph.
 */
export function wholeQuery(schema: GraphQLSchema, samples: SampleArguments): string {
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no query type');
  return selectionOf(query, samples, new Set(['Query._service', 'Query._entities'])) ?? '{ __typename }';
}

function selectionOf(type: GraphQLObjectType, samples: SampleArguments, met: Set<string>): string | null {
  const fields = Object.values(type.getFields());
  // Leaves first and then the ways on, so that a type is complete where it is first met.
  const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
  const ways = fields.filter((field) => isCompositeType(getNamedType(field.type)));
  const selected = [...leaves, ...ways].flatMap((field) => fieldOf(type, field, samples, met) ?? []);
  return selected.length === 0 ? null : `{ ${selected.join(' ')} }`;
}

function fieldOf(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  samples: SampleArguments,
  met: Set<string>,
): string | null {
  const given = argumentsOf(field.args, samples);
  const type = getNamedType(field.type);
  if (given === null) return null;
  if (!isCompositeType(type)) return `${field.name}${given}`;
  const coordinate = `${parent.name}.${field.name}`;
  if (met.has(coordinate) || !isObjectType(type)) return null;
  met.add(coordinate);
  // `edges` repeat `nodes`; one of them shows what is below.
  const below = field.name === 'edges' ? '{ cursor }' : selectionOf(type, samples, met);
  return below === null ? null : `${field.name}${given} ${below}`;
}

function argumentsOf(all: readonly GraphQLArgument[], samples: SampleArguments): string | null {
  const required = all.filter(isRequiredArgument);
  const paged = all.some(({ name }) => name === 'first') ? ['first: 7'] : [];
  const given = required.map(({ name }) => (name in samples ? `${name}: ${samples[name]}` : null));
  if (given.includes(null)) return null;
  const texts = [...given, ...paged];
  return texts.length === 0 ? '' : `(${texts.join(', ')})`;
}
