import type { EntityInput, PlanSelection } from '../../plan/query-plan.ts';
import type { Faults } from './faults.ts';
import { isInherited, isJsonObject, jsonString, type JsonObject } from './json-value.ts';
import { fieldsFor, type JoinedField } from './shape.ts';
import type { TypeFacts } from './type-facts.ts';

/** What stands in the way of asking for an object: the object and key where a value is missing. */
export interface MissingInput {
  readonly place: object;
  readonly key: string;
}

/** The JSON of an object's representation; undefined when the fetch is not about objects of its type. */
export type Representation = string | undefined | MissingInput;

/** Makes representations for one part of a plan. */
export interface RepresentationMaker {
  /** A value that a failure left empty counts as missing. */
  make(source: JsonObject, faults: Faults): Representation;
  /** Keys of the values that alone make the representation of an object of this type; undefined: it holds objects. */
  flatKeys(typename: unknown): readonly string[] | undefined;
}

type WriteInput = (source: JsonObject, faults: Faults) => string | MissingInput;

interface InputField {
  readonly key: string;
  readonly inherited: boolean;
  readonly prefix: string;
  readonly write?: WriteInput;
  readonly constant?: string;
}

/** Compiles what of an object makes its representation, once for each type. */
export function representationMaker(input: EntityInput, facts: TypeFacts): RepresentationMaker {
  const known = new Map<unknown, OfType>();
  const ofType = (typename: string): OfType => {
    const before = known.get(typename);
    if (before) return before;
    const fields = fieldsFor(typename, input.requires, facts);
    // Where nothing but perhaps the type name is taken of such objects, the fetch is not about them.
    const write = fields.has('__typename')
      ? objectWriter(fields, facts, sentTypename(typename, input, facts))
      : undefined;
    const flat = [...fields].every(([key, { selections }]) => selections.length === 0 && !isInherited(key));
    const keys = [...fields.keys()].filter((key) => key !== '__typename');
    const made: OfType = { ...(write ? { write } : {}), ...(write && flat ? { keys } : {}) };
    known.set(typename, made);
    return made;
  };
  return {
    make(source, faults) {
      const typename = source['__typename'];
      return typeof typename === 'string' ? ofType(typename).write?.(source, faults) : undefined;
    },
    flatKeys: (typename) => known.get(typename)?.keys,
  };
}

interface OfType {
  readonly write?: WriteInput;
  readonly keys?: readonly string[];
}

function sentTypename(typename: string, { typenames }: EntityInput, facts: TypeFacts): string {
  // Several replacements: the last one that holds, as they are applied one after the other.
  return typenames.reduce((sent, { on, typename: next }) => (facts.isA(sent, on) ? next : sent), typename);
}

function objectWriter(
  selections: ReadonlyMap<string, JoinedField>,
  facts: TypeFacts,
  typename?: string,
): WriteInput {
  const fields = [...selections].map(([key, { name, selections: inner }], index): InputField => {
    const prefix = `${index === 0 ? '' : ','}${jsonString(name)}:`;
    const field = { key, inherited: isInherited(key), prefix };
    if (key === '__typename' && typename !== undefined) return { ...field, constant: jsonString(typename) };
    return inner.length > 0 ? { ...field, write: innerWriter(inner, facts) } : field;
  });
  return (source, faults) => {
    let text = '{';
    for (const field of fields) {
      const value = field.inherited && !Object.hasOwn(source, field.key) ? undefined : source[field.key];
      if (field.constant !== undefined) text += field.prefix + field.constant;
      else if (value === undefined) return { place: source, key: field.key };
      else if (value === null && faults.any && faults.at(source, field.key)) {
        return { place: source, key: field.key };
      } else {
        const written = field.write ? writeInner(value, field.write, faults) : leaf(value);
        if (typeof written !== 'string') return written;
        text += field.prefix + written;
      }
    }
    return `${text}}`;
  };
}

function innerWriter(selections: readonly PlanSelection[], facts: TypeFacts): WriteInput {
  const known = new Map<string | undefined, WriteInput>();
  return (source, faults) => {
    const told = source['__typename'];
    const typename = typeof told === 'string' ? told : undefined;
    let write = known.get(typename);
    if (!write) {
      write = objectWriter(fieldsFor(typename, selections, facts), facts);
      known.set(typename, write);
    }
    return write(source, faults);
  };
}

function writeInner(value: unknown, write: WriteInput, faults: Faults): string | MissingInput {
  if (isJsonObject(value)) return write(value, faults);
  if (!Array.isArray(value)) return leaf(value);
  const items: string[] = [];
  for (const item of value) {
    const written = writeInner(item, write, faults);
    if (typeof written !== 'string') return written;
    items.push(written);
  }
  return `[${items.join(',')}]`;
}

function leaf(value: unknown): string {
  return typeof value === 'string' ? jsonString(value) : JSON.stringify(value);
}
