import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/**
 * How many fields a document's operations have with every fragment written out where it is spread; fragments must not
 * spread themselves.
 *
 * Each fragment is counted once, so that a bomb of fragments costs no more than its text.
 */
export function operationSize({ definitions }: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const sizes = new Map<string, number>();
  const sizeOf = ({ selections }: SelectionSetNode): number => {
    let size = 0;
    for (const selection of selections) {
      if (selection.kind === 'FragmentSpread') size += sizeOfFragment(selection.name.value);
      else {
        if (selection.kind === 'Field') size += 1;
        if (selection.selectionSet) size += sizeOf(selection.selectionSet);
      }
    }
    return size;
  };
  const sizeOfFragment = (name: string): number => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet) : 0;
    sizes.set(name, size);
    return size;
  };
  let size = 0;
  for (const definition of definitions) {
    if (definition.kind === 'OperationDefinition') size += sizeOf(definition.selectionSet);
  }
  return size;
}
