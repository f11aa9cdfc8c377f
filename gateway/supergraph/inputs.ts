import { Kind, type SelectionSetNode } from 'graphql';
import { selectionSet } from './field-set.ts';
import type { StatedField, StatedSupergraph } from './stated-supergraph.ts';

/** Something that is read on the way to something else. */
export type Input =
  | { readonly kind: 'field'; readonly type: string; readonly field: string }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'argument'; readonly type: string; readonly field: string; readonly argument: string }
  | { readonly kind: 'member'; readonly coordinate: string }
  | { readonly kind: 'unknown'; readonly coordinate: string };

/**
 * What a subgraph is given to resolve `field` of an object of `type`: the selections of `@requires` and those of
 * `@fromContext`, nested ones with the objects that they pass. A selection that does not fit the supergraph throws.
 */
export function inputsOf(field: StatedField, type: string, stated: StatedSupergraph): readonly Input[] {
  const inputs: Input[] = [];
  for (const selection of field.requires) inputs.push(...selectedIn(selectionSet(selection), type, stated));
  for (const { context, selection } of field.fromContexts) {
    for (const setter of stated.contextTypes(context)) {
      inputs.push(...selectedIn(selectionSet(selection), setter, stated));
    }
  }
  return inputs;
}

function selectedIn(set: SelectionSetNode, type: string, stated: StatedSupergraph): readonly Input[] {
  return set.selections.flatMap((selection): readonly Input[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      throw new Error('a selection of the supergraph spreads a fragment');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return selectedIn(selection.selectionSet, selection.typeCondition?.name.value ?? type, stated);
    }
    const field = selection.name.value;
    if (field === '__typename') return [];
    const found = stated.types.get(type)?.fields.get(field);
    if (found === undefined)
      throw new Error(`a selection of the supergraph reads \`${type}.${field}\`, which is not there`);
    const given = (selection.arguments ?? []).map(
      ({ name }) => ({ kind: 'argument', type, field, argument: name.value }) as const,
    );
    const below: readonly Input[] =
      selection.selectionSet === undefined
        ? []
        : [
            { kind: 'type', type: found.returns },
            ...selectedIn(selection.selectionSet, found.returns, stated),
          ];
    return [{ kind: 'field', type, field }, ...given, ...below];
  });
}
