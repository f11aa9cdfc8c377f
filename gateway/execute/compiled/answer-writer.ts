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
} from 'graphql';
import { collectedFields, type CollectedField } from './collected-fields.ts';
import { isInherited, isJsonObject, jsonString, type JsonObject } from './json-value.ts';
import { leafText } from './leaf-text.ts';
import { notedHere, type FieldPlace, type Released, type ReleaseField } from './release.ts';
import { agenciesOf, wrongOf, type WriterSource } from './writer-source.ts';
import { tellAbsent, tellMisfit, type Wrong, type Writing } from './writing.ts';

/**
 * Writes one value that is not null; its key stands in `path` at `depth - 1`.
 *
 * Undefined means that it has to be null, and that an error says so unless it is explained already. `leftOut` means
 * that a decision took it away without a word.
 */
type WriteValue = (value: unknown, writing: Writing, depth: number) => string | undefined;

// No JSON is empty.
const leftOut = '';

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
  readonly release?: ReleaseField;
}

/** Writes the answer's `data`, which may be `null` as a whole. */
export type WriteAnswer = (root: JsonObject, writing: Writing) => Released;

/** Compiles the writer of an operation; what depends on an object's type is compiled when one first appears. */
export function answerWriter(source: WriterSource, root: GraphQLObjectType): WriteAnswer {
  const write = objectWriter(source, root, source.roots, '');
  return (data, writing) => (write(data, writing, 0) ?? 'null') as Released;
}

function objectWriter(
  source: WriterSource,
  type: GraphQLCompositeType,
  selections: CollectedField['selections'],
  place: string,
  at?: FieldPlace,
): WriteValue {
  let fields: readonly FieldWriter[] | undefined;
  const release = at && source.release.object(type.name, at);
  return (value, writing, depth) => {
    if (!isJsonObject(value)) return undefined;
    if (release) {
      writing.depth = depth;
      const becomes = release(value, writing.session, writing.place);
      if (becomes !== 'shown') {
        writing.placed += 1;
        writing.withheld.object(value);
        return becomes === 'dropped' ? leftOut : becomes.json;
      }
    }
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
    const written = field.constant ? field.constant(writing) : writeField(field, object, writing, depth);
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
  const { key, required, release, wrong } = field;
  if (release) {
    writing.depth = depth + 1;
    const inPlace = release(object, writing.session, writing.place);
    if (inPlace !== undefined) writing.placed += 1;
    if (inPlace !== undefined && inPlace !== notedHere) {
      writing.withheld.value(object, key);
      if (typeof inPlace === 'string') return decided(inPlace, required, writing);
      if ('also' in inPlace) {
        writing.withheld.value(object, inPlace.also);
        return decided(inPlace.json, required, writing);
      }
      return decided(field.write(inPlace.value, writing, depth + 1) ?? 'null', required, writing);
    }
  }
  const value = field.inherited && !Object.hasOwn(object, key) ? undefined : object[key];
  if (value !== undefined && value !== null) {
    const { explained } = writing;
    const written =
      typeof value === 'object' && writing.repeated.has(value)
        ? repeatedText(field.write, value, writing, depth + 1)
        : field.write(value, writing, depth + 1);
    if (written !== undefined) return decided(written, required, writing);
    if (writing.explained === explained) tellMisfit(writing, object, key, wrong, depth);
  } else tellAbsent(writing, object, key, value, required, wrong, depth);
  return required ? undefined : 'null';
}

/** What was written of the same value at another place, if nothing in it depends on the place. */
function repeatedText(write: WriteValue, value: object, writing: Writing, depth: number): string | undefined {
  const { repeated, explained, placed } = writing;
  const known = repeated.get(write, value);
  if (known !== undefined) return known;
  const written = write(value, writing, depth);
  const free = writing.explained === explained && writing.placed === placed;
  if (written !== undefined && free) repeated.set(write, value, written);
  return written;
}

/** Where a decision says null and the schema promises a value, the object becomes null, and nothing is told. */
function decided(written: string, required: boolean, writing: Writing): string | undefined {
  if (written !== leftOut && written !== 'null') return written;
  if (!required) return 'null';
  writing.explained += 1;
  return undefined;
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
      wrong: wrongOf(source, field, agencies),
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
    const asked = source.agenciesAt(at);
    const here: FieldPlace = {
      type: type.name,
      field: field.field,
      key: name,
      heldAs: key,
      node: field.node,
      agencies: asked.length === 0 ? asked : agencies,
    };
    const release = source.release.field(here);
    return {
      ...base,
      required: isNonNullType(definition.type),
      write: valueWriter(source, nullable(definition.type), field.selections, at, base.wrong, here),
      ...(release ? { release } : {}),
    };
  });
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
  at: FieldPlace,
): WriteValue {
  if (isListType(type)) {
    const item = type.ofType as GraphQLOutputType;
    const write = valueWriter(source, nullable(item), selections, place, wrong, at);
    return listWriter(write, isNonNullType(item), wrong);
  }
  if (isLeafType(type)) return leafText(type);
  const named = getNamedType(type) as GraphQLCompositeType;
  return isAbstractType(named)
    ? abstractWriter(source, named, selections, place, at)
    : objectWriter(source, named, selections, place, at);
}

function listWriter(write: WriteValue, required: boolean, wrong: Wrong): WriteValue {
  return (value, writing, depth) => {
    if (!Array.isArray(value)) return undefined;
    const { path } = writing;
    let empty = false;
    let text = '[';
    let count = 0;
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      path[depth] = count;
      const { explained } = writing;
      let written: string | undefined;
      if (item === null || item === undefined) {
        tellAbsent(writing, value, index, null, required, wrong, depth);
      } else {
        written =
          typeof item === 'object' && writing.repeated.has(item)
            ? repeatedText(write, item, writing, depth + 1)
            : write(item, writing, depth + 1);
        if (written === leftOut) continue;
        if (written !== undefined) written = decided(written, required, writing);
        else if (writing.explained === explained) tellMisfit(writing, value, index, wrong, depth);
      }
      if (written === undefined) {
        if (required && !writing.faults.any) return undefined;
        if (required) empty = true;
        written = 'null';
      }
      text += count === 0 ? written : `,${written}`;
      count += 1;
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
  at: FieldPlace,
): WriteValue {
  const known = new Map<unknown, WriteValue | null>();
  const writerFor = (name: string | undefined): WriteValue | null => {
    // An `@interfaceObject` knows nothing more of its objects than the interface.
    const named = name === undefined ? type : source.schema.getType(name);
    if (!named || !(isObjectType(named) || named === type || isAbstractType(named))) return null;
    if (isObjectType(named) && isAbstractType(type) && !source.schema.isSubType(type, named)) return null;
    return objectWriter(source, named, selections, place, at);
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
