import { isJsonObject, type JsonObject } from './json-value.ts';

/** An object on the way to a target, the nearest last; only kept where a fetch takes values from above. */
export type Ancestors = readonly JsonObject[];

/** Where the objects of a part of the plan are: keys from the root, and `@` for each list. */
export interface TargetPath {
  readonly steps: readonly string[];
  /** What is left of the way at each step, as one text. */
  readonly rests: readonly string[];
}

/** Prepares a path. */
export function targetPath(steps: readonly string[]): TargetPath {
  return { steps, rests: [...steps, ''].map((_, index) => steps.slice(index).join(' ')) };
}

/** Finds the objects at several paths, each of them once for as long as nothing is merged. */
export interface TargetSearch {
  each(root: JsonObject, path: TargetPath, visit: (target: JsonObject) => void): void;
}

/** A search that goes only once through what is `shared` by several places: from there on the ways are the same. */
export function openTargetSearch(shared: ReadonlySet<unknown>): TargetSearch {
  let seen: Map<string, Set<unknown>> | undefined;
  const isKnown = (value: unknown, rest: string): boolean => {
    if (!shared.has(value)) return false;
    seen ??= new Map();
    const values = seen.get(rest);
    if (!values) seen.set(rest, new Set([value]));
    else if (values.has(value)) return true;
    else values.add(value);
    return false;
  };
  const descend = (
    value: unknown,
    path: TargetPath,
    depth: number,
    visit: (target: JsonObject) => void,
  ): void => {
    if (typeof value !== 'object' || value === null) return;
    const { steps, rests } = path;
    if (shared.size > 0 && isKnown(value, rests[depth] ?? '')) return;
    if (Array.isArray(value)) {
      const next = steps[depth] === '@' ? depth + 1 : depth;
      for (let index = 0; index < value.length; index += 1) descend(value[index], path, next, visit);
      return;
    }
    const key = steps[depth];
    if (key === undefined) {
      if (isJsonObject(value)) visit(value);
    } else if (key !== '@' && Object.hasOwn(value, key)) {
      descend((value as JsonObject)[key], path, depth + 1, visit);
    }
  };
  return { each: (root, path, visit) => descend(root, path, 0, visit) };
}

/** Calls `visit` with every object at `path`, as often as a way leads there, with the objects on the way: the root first, the target itself not. */
export function eachTargetWithAncestors(
  root: JsonObject,
  path: readonly string[],
  visit: (target: JsonObject, ancestors: Ancestors) => void,
): void {
  const walk = (value: unknown, depth: number, ancestors: Ancestors): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      for (const item of value) walk(item, next, ancestors);
    } else if (isJsonObject(value)) {
      const key = path[depth];
      if (key === undefined) visit(value, ancestors);
      else if (key !== '@' && Object.hasOwn(value, key)) walk(value[key], depth + 1, [...ancestors, value]);
    }
  };
  walk(root, 0, []);
}
