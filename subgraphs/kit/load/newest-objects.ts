import { Fault } from './fault.ts';
import { isObject, listOf } from './json-value.ts';
import { readJson } from './json-document.ts';
import type { Format } from './record.ts';
import { isLaterVersion } from './read-stix.ts';
import type { StixObject } from './stix-object.ts';
import { textFile } from './text-file.ts';

/**
 * The latest version of every STIX object that has versions, over all bundles of a load; of each only what tells
 * versions apart. With fewer than two bundles there is nothing to compare.
 */
export async function newestObjects(
  inputs: readonly { readonly path: string; readonly format: Format }[],
): Promise<ReadonlyMap<string, StixObject>> {
  const newest = new Map<string, StixObject>();
  const bundles = inputs.filter(({ format }) => format === 'stix');
  if (bundles.length < 2) return newest;
  for (const { path } of bundles) {
    for (const object of await objectsOf(path)) {
      const known = newest.get(object.id);
      if (known === undefined || isLaterVersion(object, known)) newest.set(object.id, object);
    }
  }
  return newest;
}

async function objectsOf(path: string): Promise<readonly StixObject[]> {
  try {
    const { root } = await readJson(textFile(path));
    if (!isObject(root)) return [];
    return listOf(root['objects'], 'objects').flatMap((object) => {
      if (!isObject(object)) return [];
      const { type, id, modified } = object;
      return typeof type === 'string' && typeof id === 'string' && typeof modified === 'string'
        ? [{ type, id, modified }]
        : [];
    });
  } catch (error) {
    // The reading of the file proper tells what is wrong with it.
    if (error instanceof Fault || (error instanceof Error && 'code' in error)) return [];
    throw error;
  }
}
