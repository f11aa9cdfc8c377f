import { isJsonObject, type JsonObject } from './json-value.ts';
import type { Shape, ShapeField } from './shape.ts';

/** Objects of one type at one place of an agency's answer. */
interface Kind {
  readonly fields: readonly ShapeField[];
  /** Those in which there may be objects. */
  readonly inner: readonly ShapeField[];
  /** The field by whose value alike objects are looked for: only those that agree in it are compared. */
  readonly label: string;
  readonly known: Map<unknown, JsonObject>;
  seen: number;
  joined: number;
}

/** After so many objects of a kind, fewer than one in four alike, they are taken for all different. */
const enoughSeen = 64;

/**
 * Makes objects that say the same at the same place of an answer one object, from the inside out; `share` gets each
 * that stands for several.
 *
 * A place is one of `shape`: whatever is fetched for one of them or written of it is the same for the others. Answers
 * of graphs lead to the same objects again and again, and what is one object is merged, searched and written once;
 * its doubles are gone as soon as they were read. The outermost objects stay as they are, for they are merged into
 * others.
 */
export function joinAlike(answer: unknown, shape: Shape, share: (object: object) => void): void {
  const kinds = new Map<readonly ShapeField[], Kind>();
  const kindOf = (fields: readonly ShapeField[]): Kind => {
    const known = kinds.get(fields);
    if (known) return known;
    const kind = kindWith(fields);
    kinds.set(fields, kind);
    return kind;
  };
  const joinInner = (object: JsonObject, { inner }: Kind): void => {
    for (let index = 0; index < inner.length; index += 1) {
      const { key, inherited, shape: innerShape } = inner[index] as ShapeField;
      const value = inherited && !Object.hasOwn(object, key) ? undefined : object[key];
      if (typeof value !== 'object' || value === null || !innerShape) continue;
      const one = joined(value, innerShape);
      if (one !== value) object[key] = one;
    }
  };
  const joined = (value: object, at: Shape): object => {
    if (Array.isArray(value)) {
      const items: unknown[] = value;
      for (let index = 0; index < items.length; index += 1) {
        const item = items[index];
        if (typeof item !== 'object' || item === null) continue;
        const one = joined(item, at);
        if (one !== item) items[index] = one;
      }
      return items;
    }
    if (!isJsonObject(value)) return value;
    const kind = kindOf(at.fieldsOf(value['__typename']));
    if (kind.inner.length > 0) joinInner(value, kind);
    return kind.seen >= enoughSeen && kind.joined * 4 < kind.seen ? value : oneOf(kind, value, share);
  };
  const outermost = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(outermost);
    else if (isJsonObject(value)) joinInner(value, kindOf(shape.fieldsOf(value['__typename'])));
  };
  outermost(answer);
}

function kindWith(fields: readonly ShapeField[]): Kind {
  const label = fields.find(({ key, shape }) => key !== '__typename' && !shape)?.key ?? '__typename';
  const inner = fields.filter(({ shape }) => shape);
  return { fields, inner, label, known: new Map(), seen: 0, joined: 0 };
}

/** The object that stands for all that are alike, `object` if it is the first of them. */
function oneOf(kind: Kind, object: JsonObject, share: (object: object) => void): JsonObject {
  const { known, label, fields } = kind;
  kind.seen += 1;
  const told = object[label];
  const before = known.get(told);
  if (before && areAlike(before, object, fields)) {
    kind.joined += 1;
    share(before);
    return before;
  }
  known.set(told, object);
  return object;
}

/** Whether all that was asked for is the same, objects inside being one already. */
function areAlike(one: JsonObject, other: JsonObject, fields: readonly ShapeField[]): boolean {
  if (one['__typename'] !== other['__typename']) return false;
  for (let index = 0; index < fields.length; index += 1) {
    const { key, inherited } = fields[index] as ShapeField;
    if (inherited && Object.hasOwn(one, key) !== Object.hasOwn(other, key)) return false;
    if (!areSame(one[key], other[key])) return false;
  }
  return true;
}

function areSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    if (!areSame(one[index], other[index])) return false;
  }
  return true;
}
