import type { LoneFetch } from './merged-requests.ts';
import type { ContextArgument, PlanSelection } from './query-plan.ts';

/**
 * The fetches, each of which also waits for those that bring what goes along with it as an argument (`@fromContext`).
 *
 * The planner lets a fetch wait for its keys alone: a value of another agency is then asked for at the same time, and
 * null is sent (`@apollo/query-planner` 2.14.4).
 */
export function inContextOrder(fetches: readonly LoneFetch[]): readonly LoneFetch[] {
  if (!fetches.some(({ entities }) => (entities?.contexts.length ?? 0) > 0)) return fetches;
  const waiting = fetches.map(({ after }) => new Set(after));
  const waitsFor = (index: number, other: number): boolean =>
    [...(waiting[index] ?? [])].some((each) => each === other || waitsFor(each, other));
  for (const [index, { path, entities }] of fetches.entries()) {
    for (const context of entities?.contexts ?? []) {
      const place = placeOf(path, context);
      for (const [other, fetch] of fetches.entries()) {
        if (other === index || !brings(fetch, place) || waitsFor(other, index)) continue;
        waiting[index]?.add(other);
      }
    }
  }
  const steps = new Map<number, number>();
  const stepOf = (index: number): number => {
    const known = steps.get(index);
    if (known !== undefined) return known;
    const step = Math.max(-1, ...[...(waiting[index] ?? [])].map(stepOf)) + 1;
    steps.set(index, step);
    return step;
  };
  return fetches.map((fetch, index) => ({
    ...fetch,
    after: [...(waiting[index] ?? [])],
    step: stepOf(index),
  }));
}

/** Where a context argument's value stands: keys from the root of the answer. */
function placeOf(path: readonly string[], { path: from }: ContextArgument): readonly string[] {
  const up = from.findIndex((step) => step !== '..');
  const above = keysOf(path);
  return [
    ...above.slice(0, above.length - (up < 0 ? from.length : up)),
    ...(up < 0 ? [] : keysOf(from.slice(up))),
  ];
}

function brings({ path, selections, renames }: LoneFetch, place: readonly string[]): boolean {
  const above = keysOf(path);
  if (above.some((key, depth) => key !== place[depth])) return false;
  const renamed = new Map(renames.map((rename) => [rename.path.at(-1), rename.key]));
  const leads = (all: readonly PlanSelection[], [key, ...rest]: readonly string[]): boolean =>
    all.some((selection) => {
      if (selection.kind === 'fragment')
        return key !== undefined && leads(selection.selections, [key, ...rest]);
      if (selection.key !== key && renamed.get(selection.key) !== key) return false;
      return rest.length === 0 || leads(selection.selections ?? [], rest);
    });
  return leads(selections, place.slice(above.length));
}

/** Without what leads through lists and says of which type something is. */
function keysOf(path: readonly string[]): readonly string[] {
  return path.filter((step) => step !== '@' && !step.startsWith('... on '));
}
