import {
  GraphQLError,
  isScalarType,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { readScalar, scalarForms } from '../../schema/scalar-forms.ts';
import { linksRules } from './rule-link.ts';

/**
 * Makes a schema check what callers give for the community's custom scalars, as the agencies do.
 *
 * A composed schema knows their names only: without this a bad date is found by an agency, whose refusal costs
 * all fields of its fetch. The schema's scalar types are changed in place; values go on as they were given.
 *
 * The scalars are the community's only where `supergraph`, which the schema is of, links the community's document:
 * a `scalar Date` of anybody else may mean anything.
 */
export function checkScalars(schema: GraphQLSchema, supergraph: DocumentNode): void {
  if (!linksRules(supergraph)) return;
  for (const name of Object.keys(scalarForms)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    const check = (given: unknown): unknown => {
      const answer = readScalar(name, given);
      if ('problem' in answer) throw new GraphQLError(answer.problem);
      return given;
    };
    type.parseValue = check;
    type.parseLiteral = (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : undefined);
  }
}
