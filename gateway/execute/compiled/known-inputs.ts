import type { JsonObject } from './json-value.ts';

/** Which representation stands for objects with the same type and the same plain values. */
export interface KnownInputs {
  /** Undefined when none is known, or when a value is not plain. `keys` are the same for all objects of one type. */
  find(typename: unknown, keys: readonly string[], object: JsonObject): number | undefined;
  /** False, and nothing is noted, when a value is not plain. */
  note(typename: unknown, keys: readonly string[], object: JsonObject, index: number): boolean;
}

/** By the type, then by the value of each key; what the last of them leads to is a number. */
interface Branch extends Map<unknown, Branch | number> {}

/** Nothing is known yet. It saves making the JSON of what was seen before, which is most of it. */
export function openKnownInputs(): KnownInputs {
  const root: Branch = new Map();
  return {
    find(typename, keys, object) {
      let at: Branch | number | undefined = root.get(typename);
      for (let index = 0; typeof at === 'object' && index < keys.length; index += 1) {
        const value = object[keys[index] as string];
        at = isPlain(value) ? at.get(value) : undefined;
      }
      return typeof at === 'number' ? at : undefined;
    },
    note(typename, keys, object, index) {
      if (!keys.every((key) => isPlain(object[key]))) return false;
      let at = root;
      let step = typename;
      for (const key of keys) {
        at = under(at, step);
        step = object[key];
      }
      at.set(step, index);
      return true;
    },
  };
}

function under(at: Branch, step: unknown): Branch {
  const before = at.get(step);
  if (typeof before === 'object') return before;
  const next: Branch = new Map();
  at.set(step, next);
  return next;
}

/** Of null it may be told why; objects are not the same only because they are alike. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
