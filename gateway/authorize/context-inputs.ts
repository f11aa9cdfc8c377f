import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import { selectionSet } from '../supergraph/field-set.ts';
import { statedSupergraph } from '../supergraph/stated-supergraph.ts';

/** A value that is sent along when a field is asked for. */
export interface ContextInput {
  readonly type: string;
  readonly field: string;
}

/** What the agency that answers `type.field` is sent from objects above it (`@fromContext`); empty where nothing is. */
export type ContextInputs = (type: string, field: string) => readonly ContextInput[];

/** Reads what is sent by contexts from a composed supergraph. */
export function contextInputs(supergraph: DocumentNode): ContextInputs {
  const stated = statedSupergraph(supergraph);
  const { types } = stated;
  const found = new Map<string, readonly ContextInput[]>();
  const leaves = (set: SelectionSetNode, on: string): readonly ContextInput[] =>
    set.selections.flatMap((selection): readonly ContextInput[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return leaves(selection.selectionSet, selection.typeCondition?.name.value ?? on);
      }
      const field = selection.name.value;
      if (field === '__typename') return [];
      if (!selection.selectionSet) return [{ type: on, field }];
      return leaves(selection.selectionSet, types.get(on)?.fields.get(field)?.returns ?? '');
    });
  for (const { name, fields } of types.values()) {
    for (const [field, { fromContexts }] of fields) {
      const inputs = fromContexts.flatMap(({ context, selection }) =>
        stated.contextTypes(context).flatMap((setter) => leaves(selectionSet(selection), setter)),
      );
      if (inputs.length > 0) found.set(`${name}.${field}`, inputs);
    }
  }
  return (type, field) => found.get(`${type}.${field}`) ?? none;
}

const none: readonly ContextInput[] = [];
