import { isJsonObject, type JsonObject } from './json-value.ts';

/** An object on the way to a target, the nearest last; only kept where a fetch takes values from above. */
export type Ancestors = readonly JsonObject[];

/** Calls `visit` with every object at `path` (keys, and `@` for each list) below `root`. */
export function eachTarget(
  root: JsonObject,
  path: readonly string[],
  visit: (target: JsonObject) => void,
): void {
  descend(root, path, 0, visit);
}

function descend(
  value: unknown,
  path: readonly string[],
  depth: number,
  visit: (target: JsonObject) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (let index = 0; index < value.length; index += 1) descend(value[index], path, next, visit);
    return;
  }
  const key = path[depth];
  if (key === undefined) {
    if (isJsonObject(value)) visit(value);
  } else if (key !== '@' && Object.hasOwn(value, key)) {
    descend((value as JsonObject)[key], path, depth + 1, visit);
  }
}

/** Like `eachTarget`, with the objects that lead to each target: the root first, the target itself not. */
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
