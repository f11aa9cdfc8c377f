import type { PlanSelection } from '../../plan/query-plan.ts';
import { isInherited } from './json-value.ts';
import type { TypeFacts } from './type-facts.ts';

/** One field that a part of the plan asked for. */
export interface ShapeField {
  readonly key: string;
  /** The key is also one of `Object.prototype`. */
  readonly inherited: boolean;
  /** No other part of the plan asks for this field at this place. */
  readonly sole: boolean;
  readonly shape?: Shape;
}

/** What a part of the plan asked of one object, by the type that the object turns out to be. */
export interface Shape {
  /** Of an object whose type is not said: everything. */
  fieldsOf(typename: unknown): readonly ShapeField[];
}

/** Whether a field at `place` (keys from the root, joined by spaces) is asked for by one part alone. */
export type SoleAt = (place: string) => boolean;

/** The shape of `selections`, worked out for each type when an object of it first appears. */
export function shapeOf(
  selections: readonly PlanSelection[],
  facts: TypeFacts,
  place: string,
  sole: SoleAt,
): Shape {
  const known = new Map<unknown, readonly ShapeField[]>();
  const narrowed = selections.some(({ kind }) => kind === 'fragment');
  return {
    fieldsOf(typename) {
      const type = narrowed && typeof typename === 'string' ? typename : undefined;
      const before = known.get(type);
      if (before) return before;
      const fields = [...fieldsFor(type, selections, facts)].map(
        ([key, { selections: inner }]): ShapeField => {
          const at = `${place} ${key}`;
          const shape = inner.length > 0 ? shapeOf(inner, facts, at, sole) : undefined;
          return { key, inherited: isInherited(key), sole: sole(at), ...(shape ? { shape } : {}) };
        },
      );
      known.set(type, fields);
      return fields;
    },
  };
}

/** A field of a selection with what is selected of its objects. */
export interface JoinedField {
  readonly name: string;
  readonly selections: readonly PlanSelection[];
}

/** The fields by key for objects of one type, doubles joined; of no type: of all types. */
export function fieldsFor(
  type: string | undefined,
  selections: readonly PlanSelection[],
  facts: TypeFacts,
  found = new Map<string, JoinedField>(),
): Map<string, JoinedField> {
  for (const selection of selections) {
    if (selection.kind === 'field') {
      const { key, name } = selection;
      const before = found.get(key)?.selections ?? [];
      found.set(key, { name, selections: [...before, ...(selection.selections ?? [])] });
    } else if (selection.on === undefined || type === undefined || facts.isA(type, selection.on)) {
      fieldsFor(type, selection.selections, facts, found);
    }
  }
  return found;
}
