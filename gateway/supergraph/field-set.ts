import { Kind, parse, type SelectionSetNode } from 'graphql';

/** The selection set of a field set (`"id owner { id }"`), with or without braces around it; what is none throws. */
export function selectionSet(fieldSet: string): SelectionSetNode {
  const text = fieldSet.trim().startsWith('{') ? fieldSet : `{ ${fieldSet} }`;
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind === Kind.OPERATION_DEFINITION) return definition.selectionSet;
  throw new Error(`\`${fieldSet}\` is no field set`);
}
