import { Kind, type FieldNode } from 'graphql';

const parts = ['tlp', 'releasableTo', 'originator', 'caveats', 'case', 'status', 'division'] as const;

/**
 * Selects a marking whole, for decisions.
 *
 * It needs no name that callers cannot use: what is fetched stands under keys of the gateway's own, whatever the
 * caller calls it. `division` is not in the schema that callers see.
 */
export function markingSelection(field: string): FieldNode {
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
