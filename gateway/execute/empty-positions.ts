import type { DocumentNode, SelectionSetNode } from 'graphql';

type Path = readonly (string | number)[];

/** More positions than this are told by one error for the whole list. */
const maximumPositions = 100;

/**
 * The places that stay empty when a whole fetch fails, as paths into the answer it would have had.
 *
 * A fetch of entities leaves every field it asked of each representation empty: `["_entities", 3, "name"]`.
 * Where there are more than a hundred, the entities themselves are named, and beyond that nothing.
 */
export function emptyPositions(document: DocumentNode, variables: Readonly<Record<string, unknown>>): Path[] {
  const root = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  if (!root) return [];
  const representations = variables['representations'];
  if (!Array.isArray(representations)) return keysOf(root.selectionSet).map((key) => [key]);
  const entities = root.selectionSet.selections.find(
    (selection) => selection.kind === 'Field' && selection.name.value === '_entities',
  );
  if (entities?.kind !== 'Field' || !entities.selectionSet) return [];
  const selections = entities.selectionSet;
  const fields = representations.flatMap((representation: unknown, index) =>
    keysOf(selections, typenameOf(representation)).map((key): Path => ['_entities', index, key]),
  );
  if (fields.length <= maximumPositions) return fields;
  const objects = representations.map((_, index): Path => ['_entities', index]);
  return objects.length <= maximumPositions ? objects : [];
}

function keysOf(selections: SelectionSetNode, typename?: string): string[] {
  const keys = new Set<string>();
  for (const selection of selections.selections) {
    if (selection.kind === 'Field' && selection.name.value !== '__typename') {
      keys.add(selection.alias?.value ?? selection.name.value);
    }
    if (selection.kind !== 'InlineFragment') continue;
    const condition = selection.typeCondition?.name.value;
    if (condition !== undefined && typename !== undefined && condition !== typename) continue;
    for (const key of keysOf(selection.selectionSet, typename)) keys.add(key);
  }
  return [...keys];
}

function typenameOf(representation: unknown): string | undefined {
  if (typeof representation !== 'object' || representation === null) return undefined;
  const name: unknown = Reflect.get(representation, '__typename');
  return typeof name === 'string' ? name : undefined;
}
