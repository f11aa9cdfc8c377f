import type { JsonObject } from './json-value.ts';

/** Which representation stands for objects with the same type and the same plain values. */
export interface KnownInputs {
  /** Undefined when none is known, or when a value is not plain. */
  find(typename: unknown, keys: readonly string[], object: JsonObject): number | undefined;
  note(typename: unknown, keys: readonly string[], object: JsonObject, index: number): void;
}

interface Branch {
  readonly branches: Map<unknown, Branch>;
  index?: number;
}

/** Nothing is known yet. It saves making the JSON of what was seen before, which is most of it. */
export function openKnownInputs(): KnownInputs {
  const root = branch();
  return {
    find(typename, keys, object) {
      let at = root.branches.get(typename);
      for (let index = 0; at && index < keys.length; index += 1) {
        const value = object[keys[index] as string];
        at = isPlain(value) ? at.branches.get(value) : undefined;
      }
      return at?.index;
    },
    note(typename, keys, object, index) {
      let at = under(root, typename);
      for (const key of keys) {
        const value = object[key];
        if (!isPlain(value)) return;
        at = under(at, value);
      }
      at.index = index;
    },
  };
}

function branch(): Branch {
  return { branches: new Map() };
}

function under(at: Branch, step: unknown): Branch {
  const before = at.branches.get(step);
  if (before) return before;
  const next = branch();
  at.branches.set(step, next);
  return next;
}

/** Of null it may be told why; objects are not the same only because they are alike. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
