import { getNamedType, isCompositeType, isInterfaceType, isObjectType, isRequiredArgument } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Values for required arguments, by argument name. */
export type SampleArguments = Readonly<Record<string, string>>;

/**
 * One operation that selects every root field whose required arguments have a sample, and everything below it down
 * to a depth: whatever a subgraph can answer, it is asked.
 */
export function wholeQuery(schema: GraphQLSchema, samples: SampleArguments, depth: number): string {
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no query type');
  return selectionOf(query, samples, depth, true) ?? '{ __typename }';
}

function selectionOf(
  type: GraphQLObjectType,
  samples: SampleArguments,
  depth: number,
  root = false,
): string | null {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (root && (field.name === '_service' || field.name === '_entities')) return [];
    const selection = fieldOf(field, samples, depth);
    return selection === null ? [] : [selection];
  });
  return fields.length === 0 ? null : `{ ${fields.join(' ')} }`;
}

function fieldOf(
  field: GraphQLField<unknown, unknown>,
  samples: SampleArguments,
  depth: number,
): string | null {
  const given = argumentsOf(field.args, samples);
  if (given === null) return null;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return `${field.name}${given}`;
  if (depth === 0 || isInterfaceType(type) || !isObjectType(type)) return null;
  // `edges` repeat `nodes`; one of them shows what is below.
  const below = field.name === 'edges' ? '{ cursor }' : selectionOf(type, samples, depth - 1);
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
