import { Kind, type FieldNode } from 'graphql';
import type { SupergraphRules } from '../supergraph/rules.ts';

const parts = ['tlp', 'releasableTo', 'originator', 'caveats', 'case', 'status', 'division'] as const;

/**
 * Selects a marking whole, for decisions: as the one text that it is, or part by part.
 *
 * It needs no name that callers cannot use: what is fetched stands under keys of the gateway's own, whatever the
 * caller calls it. `division` and the texts are not in the schema that callers see.
 */
export function markingSelection(rules: SupergraphRules, type: string, field: string): FieldNode {
  return rules.valueType(type, field) === 'String' ? fieldNode(field) : fieldNode(field, wholeMarking);
}

/** The name of the object's type. */
export const typenameSelection: FieldNode = fieldNode('__typename');

/** A field without arguments. */
export function fieldNode(name: string, selections: readonly FieldNode[] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(selections.length === 0
      ? {}
      : { selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections] } }),
  };
}

const wholeMarking = parts.map((part) => fieldNode(part));
