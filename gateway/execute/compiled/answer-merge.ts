import { joinAlike } from './alike-objects.ts';
import type { Faults, Mark } from './faults.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import type { Shape, ShapeField } from './shape.ts';
import type { TypeFacts } from './type-facts.ts';

/** Puts answers together in place. */
export interface AnswerMerge {
  /** Lists and objects that may stand at more than one place of the answer, being the same there. */
  readonly shared: ReadonlySet<unknown>;
  /** Makes objects of an agency's answer one where they say the same at the same place of `shape`. */
  joinAlike(answer: unknown, shape: Shape): void;
  /**
   * Takes from `source` what `shape` asked for, by reference. `shared` says that other objects take it too: then
   * what is inside is copied before anything is merged into it.
   */
  into(target: JsonObject, source: JsonObject, shape: Shape, shared: boolean): void;
  /** Leaves empty what `shape` asked for of `target`, as `mark` says or because there is no such thing. */
  leaveEmpty(target: JsonObject, shape: Shape, mark: Mark | undefined): void;
}

/** Merging for one execution. */
export function openAnswerMerge(facts: TypeFacts, faults: Faults): AnswerMerge {
  const sharedParts = new Set<unknown>();
  const share = (object: object): void => void sharedParts.add(object);

  const into = (target: JsonObject, source: JsonObject, shape: Shape, shared: boolean): void => {
    const told = ownTypename(source);
    const fields = shape.fieldsOf(told ?? target['__typename']);
    for (const field of fields) {
      const { key } = field;
      const value = field.inherited && !Object.hasOwn(source, key) ? undefined : source[key];
      if (key === '__typename') {
        mergeTypename(target, value);
        continue;
      }
      const before = field.inherited && !Object.hasOwn(target, key) ? undefined : target[key];
      if (field.shape && typeof before === 'object' && before !== null && typeof value === 'object') {
        if (value !== null && before !== value) mergeInner(target, key, before, value, field.shape, shared);
        continue;
      }
      if (value === undefined && !field.sole) continue;
      target[key] = value;
      if (shared && typeof value === 'object' && value !== null) sharedParts.add(value);
    }
  };

  /** An interface's name, as an `@interfaceObject` says it, never replaces the name of the object's own type. */
  const mergeTypename = (target: JsonObject, told: unknown): void => {
    if (typeof told !== 'string') return;
    const before = target['__typename'];
    if (typeof before !== 'string' || !facts.isAbstract(told)) target['__typename'] = told;
  };

  const mergeInner = (
    target: object,
    key: string | number,
    before: object,
    value: object,
    shape: Shape,
    shared: boolean,
  ): void => {
    const own = sharedParts.has(before) ? ownCopy(before) : before;
    if (own !== before) Reflect.set(target, key, own);
    if (Array.isArray(own)) {
      if (!Array.isArray(value) || value.length !== own.length) return;
      for (const [index, item] of (own as unknown[]).entries()) {
        const next: unknown = value[index];
        if (typeof item !== 'object' || item === null || typeof next !== 'object' || next === null) continue;
        mergeInner(own, index, item, next, shape, shared);
      }
    } else if (isJsonObject(own) && isJsonObject(value)) {
      into(own, value, shape, shared);
    }
  };

  const ownCopy = (value: object): object => {
    const copy: object = Array.isArray(value) ? value.slice() : { ...value };
    for (const inner of Object.values(copy)) {
      if (typeof inner === 'object' && inner !== null) sharedParts.add(inner);
    }
    return copy;
  };

  const leaveEmpty = (target: JsonObject, shape: Shape, mark: Mark | undefined): void => {
    for (const field of shape.fieldsOf(target['__typename'])) {
      if (field.key !== '__typename') leaveFieldEmpty(target, field, mark);
    }
  };

  const leaveFieldEmpty = (target: JsonObject, field: ShapeField, mark: Mark | undefined): void => {
    const { key, shape } = field;
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (shape && typeof before === 'object' && before !== null && !field.sole) {
      emptyInner(before, shape, mark);
      return;
    }
    if (before !== undefined && before !== null && !field.sole) return;
    target[key] = null;
    if (mark) faults.mark(target, key, mark);
  };

  const emptyInner = (value: unknown, shape: Shape, mark: Mark | undefined): void => {
    if (Array.isArray(value)) for (const item of value) emptyInner(item, shape, mark);
    else if (isJsonObject(value)) leaveEmpty(value, shape, mark);
  };

  return {
    shared: sharedParts,
    joinAlike: (answer, shape) => joinAlike(answer, shape, share),
    into,
    leaveEmpty,
  };
}

function ownTypename(source: JsonObject): string | undefined {
  const name = source['__typename'];
  return typeof name === 'string' ? name : undefined;
}
