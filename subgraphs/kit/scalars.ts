import { GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { readScalar, scalarForms } from '../../schema/scalar-forms.ts';
import { badInput } from './bad-input.ts';

/** The custom scalars of the shared schema, by name; a value out of form is `BAD_USER_INPUT`. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  ...Object.fromEntries(Object.keys(scalarForms).map((name) => [name, text(name)])),
  GeoJson: geoJson(),
};

function text(name: string): GraphQLScalarType {
  const read = (given: unknown): string => {
    const answer = readScalar(name, given);
    if ('problem' in answer) throw badInput(answer.problem);
    return answer.value;
  };
  return new GraphQLScalarType({
    name,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
    serialize: read,
  });
}

// A shape is only ever answered: no field takes one as an argument.
function geoJson(): GraphQLScalarType {
  const refuse = (): never => {
    throw badInput('a GeoJson cannot be given as an argument');
  };
  return new GraphQLScalarType({
    name: 'GeoJson',
    parseValue: refuse,
    parseLiteral: refuse,
    serialize: (given) => given,
  });
}
