import { Kind, type FieldNode } from 'graphql';
import type { SupergraphRules } from '../supergraph/rules.ts';

const parts = ['tlp', 'releasableTo', 'originator', 'caveats', 'case', 'status', 'division'] as const;

/**
 * Selects a marking whole, for decisions: as one text where its type has that, else part by part.
 *
 * It needs no name that callers cannot use: what is fetched stands under keys of the gateway's own, whatever the
 * caller calls it. `division` and `line` are not in the schema that callers see.
 */
export function markingSelection(rules: SupergraphRules, type: string, field: string): FieldNode {
  const marking = rules.valueType(type, field) ?? '';
  return rules.valueType(marking, 'line') === 'String' ? lineSelection(field) : partsSelection(field);
}

function lineSelection(field: string): FieldNode {
  return fieldNode(field, [fieldNode('line')]);
}

function partsSelection(field: string): FieldNode {
  return fieldNode(
    field,
    parts.map((part) => fieldNode(part)),
  );
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
