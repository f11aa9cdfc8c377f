import type DataLoader from 'dataloader';
import { listed } from '../kit/guard/sealed-row.ts';
import { carries } from '../kit/marking.ts';
import type { Marking } from '../kit/marking.ts';
import type { StixLink } from './indicator-tables.ts';

/** Which links are followed, and to which of their ends. */
export interface Way {
  readonly kind: StixLink['kind'];
  readonly to: 'source' | 'target';
  /** STIX types that the end may have. */
  readonly types: readonly string[];
}

/**
 * The objects that the links lead to, each once; an object that is not there, or that the caller may not know, is left out.
 *
 * INVARIANT: a link that is stricter than the object it leads to is not followed: the answer carries the object's
 * marking alone, and would tell of the link to those who may only know of the object.
 */
export async function followed<T extends { readonly id: string; readonly marking: Marking }>(
  links: readonly StixLink[],
  way: Way,
  objects: DataLoader<string, T | null>,
): Promise<readonly T[]> {
  const chosen = links.filter((link) => link.kind === way.kind && way.types.includes(typeOf(link[way.to])));
  const byEnd = Map.groupBy(chosen, (link) => link[way.to]);
  return listed(await objects.loadMany([...byEnd.keys()])).filter(
    (object) => byEnd.get(object.id)?.some((link) => carries(object.marking, link.marking)) === true,
  );
}

function typeOf(id: string): string {
  return id.slice(0, id.indexOf('--'));
}
