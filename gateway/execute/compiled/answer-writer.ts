import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { misfit, missingValue } from './agency-fault.ts';
import { callersPath, collectedFields, type CollectedField, type Selecting } from './collected-fields.ts';
import { isInherited, isJsonObject, jsonString, type JsonObject } from './json-value.ts';
import { leafText } from './leaf-text.ts';
import type { Release } from './release.ts';
import { tellAbsent, tellMisfit, type Wrong, type Writing } from './writing.ts';

/**
 * Writes one value that is not null; its key stands in `path` at `depth - 1`.
 *
 * Undefined means that it has to be null, and that an error says so.
 */
type WriteValue = (value: unknown, writing: Writing, depth: number) => string | undefined;

interface FieldWriter {
  readonly key: string;
  readonly name: string;
  readonly inherited: boolean;
  readonly prefix: string;
  readonly required: boolean;
  readonly write: WriteValue;
  readonly wrong: Wrong;
  /** What the gateway knows by itself, whatever the object says. */
  readonly constant?: (writing: Writing) => string;
  readonly release?: ReturnType<Release['field']>;
}

/** What the writers of one operation are compiled from. */
export interface WriterSource extends Selecting {
  readonly schema: GraphQLSchema;
  readonly release: Release;
  /** Which agencies are asked for the field at a place: internal keys from the root, each after a space. */
  agenciesAt(place: string): readonly string[];
  /** Which agencies resolve a field at all. */
  ownersOf(type: string, field: string): readonly string[];
}

/** Writes the answer's `data`; undefined means that it is null as a whole. */
export type WriteAnswer = (root: JsonObject, writing: Writing) => string | undefined;

/** Compiles the writer of an operation; what depends on an object's type is compiled when one first appears. */
export function answerWriter(source: WriterSource, root: GraphQLObjectType): WriteAnswer {
  const write = objectWriter(source, root, source.roots, '');
  return (data, writing) => write(data, writing, 0);
}

function objectWriter(
  source: WriterSource,
  type: GraphQLCompositeType,
  selections: CollectedField['selections'],
  place: string,
): WriteValue {
  let fields: readonly FieldWriter[] | undefined;
  return (value, writing, depth) => {
    if (!isJsonObject(value)) return undefined;
    fields ??= fieldWriters(source, type, selections, place);
    return writeFields(fields, value, writing, depth);
  };
}

function writeFields(
  fields: readonly FieldWriter[],
  object: JsonObject,
  writing: Writing,
  depth: number,
): string | undefined {
  const { path } = writing;
  let empty = false;
  let text = '{';
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] as FieldWriter;
    path[depth] = field.name;
    const released = field.release?.(object, path.slice(0, depth + 1));
    const written = released ?? field.constant?.(writing) ?? writeField(field, object, writing, depth);
    if (written === undefined) {
      // What else failed is told too, so that no agency's failure hides behind another's.
      if (!writing.faults.any) return undefined;
      empty = true;
    } else text += field.prefix + written;
  }
  return empty ? undefined : `${text}}`;
}

/** The field's JSON, `null` included; undefined when its object has to be null. */
function writeField(
  field: FieldWriter,
  object: JsonObject,
  writing: Writing,
  depth: number,
): string | undefined {
  const { key, required, wrong } = field;
  const value = field.inherited && !Object.hasOwn(object, key) ? undefined : object[key];
  if (value !== undefined && value !== null) {
    const told = writing.told.length;
    const written = field.write(value, writing, depth + 1);
    if (written !== undefined) return written;
    if (writing.told.length === told) tellMisfit(writing, object, key, wrong, depth);
  } else tellAbsent(writing, object, key, value, required, wrong, depth);
  return required ? undefined : 'null';
}

function fieldWriters(
  source: WriterSource,
  type: GraphQLCompositeType,
  selections: CollectedField['selections'],
  place: string,
): FieldWriter[] {
  return collectedFields(source, type, selections).map((field, index): FieldWriter => {
    const { name, key } = field;
    const prefix = `${index === 0 ? '' : ','}${jsonString(name)}:`;
    const at = `${place} ${key}`;
    const agencies = agenciesOf(source, type.name, field.field, at);
    const base = {
      key,
      name,
      inherited: isInherited(key),
      prefix,
      wrong: {
        missing: missingValue(agencies),
        misfit: misfit(agencies),
        // Without the name of its type the whole object means nothing.
        whole: field.field === '__typename',
        callersPath: (rest: readonly (string | number)[]) => callersPath(source, field.selections, rest),
      },
    };
    if (field.field === '__typename') {
      const known = isObjectType(type) ? jsonString(type.name) : undefined;
      const constant = known === undefined ? {} : { constant: () => known };
      return { ...base, required: true, write: typenameWriter(source), ...constant };
    }
    if (field.own) {
      const constant = (writing: Writing): string => writing.own.get(name) ?? 'null';
      return { ...base, required: false, write: () => undefined, constant };
    }
    const definition = 'getFields' in type ? type.getFields()[field.field] : undefined;
    if (!definition) throw new Error(`the schema has no field \`${type.name}.${field.field}\``);
    const release = source.release.field(type.name, field.field);
    return {
      ...base,
      required: isNonNullType(definition.type),
      write: valueWriter(source, nullable(definition.type), field.selections, at, base.wrong),
      ...(release ? { release } : {}),
    };
  });
}

/** Those who are asked at this place and can answer; all owners when the plan does not say. */
function agenciesOf(source: WriterSource, type: string, field: string, place: string): readonly string[] {
  const asked = source.agenciesAt(place);
  if (asked.length === 1) return asked;
  const owners = source.ownersOf(type, field);
  if (asked.length === 0) return owners;
  const both = asked.filter((agency) => owners.includes(agency));
  return both.length > 0 ? both : asked;
}

function typenameWriter({ schema }: WriterSource): WriteValue {
  return (value) =>
    typeof value === 'string' && isObjectType(schema.getType(value)) ? jsonString(value) : undefined;
}

function valueWriter(
  source: WriterSource,
  type: GraphQLOutputType,
  selections: CollectedField['selections'],
  place: string,
  wrong: Wrong,
): WriteValue {
  if (isListType(type)) {
    const item = type.ofType as GraphQLOutputType;
    const write = valueWriter(source, nullable(item), selections, place, wrong);
    return listWriter(write, isNonNullType(item), wrong);
  }
  if (isLeafType(type)) return leafText(type);
  const named = getNamedType(type) as GraphQLCompositeType;
  return isAbstractType(named)
    ? abstractWriter(source, named, selections, place)
    : objectWriter(source, named, selections, place);
}

function listWriter(write: WriteValue, required: boolean, wrong: Wrong): WriteValue {
  return (value, writing, depth) => {
    if (!Array.isArray(value)) return undefined;
    const { path, told } = writing;
    let empty = false;
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      path[depth] = index;
      const before = told.length;
      let written: string | undefined;
      if (item === null || item === undefined) {
        tellAbsent(writing, value, index, null, required, wrong, depth);
      } else {
        written = write(item, writing, depth + 1);
        if (written === undefined && told.length === before) tellMisfit(writing, value, index, wrong, depth);
      }
      if (written === undefined) {
        if (required && !writing.faults.any) return undefined;
        if (required) empty = true;
        written = 'null';
      }
      text += index === 0 ? written : `,${written}`;
    }
    return empty ? undefined : `${text}]`;
  };
}

/** Objects of an interface or a union, each written as the type that it says it is. */
function abstractWriter(
  source: WriterSource,
  type: GraphQLCompositeType,
  selections: CollectedField['selections'],
  place: string,
): WriteValue {
  const known = new Map<unknown, WriteValue | null>();
  const writerFor = (name: string | undefined): WriteValue | null => {
    // An `@interfaceObject` knows nothing more of its objects than the interface.
    const named = name === undefined ? type : source.schema.getType(name);
    if (!named || !(isObjectType(named) || named === type || isAbstractType(named))) return null;
    if (isObjectType(named) && isAbstractType(type) && !source.schema.isSubType(type, named)) return null;
    return objectWriter(source, named, selections, place);
  };
  return (value, writing, depth) => {
    if (!isJsonObject(value)) return undefined;
    const name = value['__typename'];
    if (name !== undefined && typeof name !== 'string') return undefined;
    let write = known.get(name);
    if (write === undefined) {
      write = writerFor(name);
      known.set(name, write);
    }
    return write ? write(value, writing, depth) : undefined;
  };
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type.ofType : type;
}
