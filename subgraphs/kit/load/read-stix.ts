import { isDeepStrictEqual } from 'node:util';
import { Fault, orRefusal, quoted } from './fault.ts';
import type { Position } from './fault.ts';
import { momentOf, stixIdOf } from './identifiers.ts';
import { readJson } from './json-document.ts';
import { listOf, objectOf, optionalText, textIn } from './json-value.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { StixRecord } from './record.ts';
import { catalogueOfBundle, catalogueOfObject } from './stix-catalogue.ts';
import { definitionsOf, markingsOf } from './stix-markings.ts';
import type { Json, StixObject } from './stix-object.ts';

/**
 * The objects of a STIX 2.1 bundle with their markings resolved; of several versions of an object the newest.
 *
 * An object that says nothing about its handling gets the default label; only the public catalogues are CLEAR.
 */
export const readStix: Reader = async function* (file, { defaultTlp }) {
  const document = await readJson(file);
  const bundle = objectOf(document.root, 'bundle');
  const bundleId = stixIdOf(textIn(bundle['id'], 'id'), 'bundle');
  const objects = listOf(bundle['objects'], 'objects');
  const definitions = definitionsOf(objects);
  const whole = catalogueOfBundle(objects);
  const chosen = new Map<string, Entry>();
  for (const [index, value] of objects.entries()) {
    const position = document.entry('objects', index);
    const entry = orRefusal(position, () => {
      const object = checked(value);
      const earlier = chosen.get(object.id);
      return { kind: 'entry', object, position, keep: isNewer(object, earlier) } as const;
    });
    if (entry.kind === 'refusal') yield entry;
    else if (entry.keep) chosen.set(entry.object.id, entry);
  }
  for (const { object, position } of chosen.values()) {
    if (object.type === 'marking-definition') continue;
    const record = orRefusal(position, () => {
      const markings = markingsOf(object, definitions);
      const catalogue = whole ?? catalogueOfObject(object);
      const restricted = markings.tlp ?? (catalogue === null ? defaultTlp : 'CLEAR');
      const read: StixRecord = {
        kind: 'stix',
        object,
        fieldMarkings: markings.fieldMarkings,
        catalogue: catalogue?.key ?? null,
        marking: markingOf(restricted),
        provenance: {
          file: file.name,
          format: 'stix',
          record: `${position.record ?? ''}, line ${position.line}`,
          source: catalogue?.name ?? `STIX bundle ${bundleId}`,
          licence: catalogue?.licence ?? null,
          statements: markings.statements,
        },
      };
      return { kind: 'read', read, doubts: markings.doubts } as const;
    });
    if (record.kind === 'refusal') {
      yield record;
      continue;
    }
    for (const reason of record.doubts) yield { kind: 'warning', position, reason };
    yield record.read;
  }
};

/** Whether `one` is a later version of an object than `other`; equal or unversioned is not. */
export function isLaterVersion(one: StixObject, other: StixObject): boolean {
  return versionOf(one) > versionOf(other);
}

interface Entry {
  readonly object: StixObject;
  readonly position: Position;
}

function isNewer(object: StixObject, earlier: Entry | undefined): boolean {
  if (earlier === undefined || isLaterVersion(object, earlier.object)) return true;
  if (isLaterVersion(earlier.object, object) || isDeepStrictEqual(object, earlier.object)) return false;
  throw new Fault(
    `${quoted(object.id)} is on line ${earlier.position.line} already, with other content and no other \`modified\``,
  );
}

function versionOf(object: StixObject): number {
  const { modified } = object;
  return typeof modified === 'string' ? Date.parse(modified) : 0;
}

function checked(value: Json): StixObject {
  const object = objectOf(value, 'object');
  const type = textIn(object['type'], 'type');
  if (!/^[a-z0-9-]{3,250}$/.test(type)) throw new Fault(`${quoted(type)} is no STIX object type`);
  const id = stixIdOf(textIn(object['id'], 'id'), type);
  for (const name of ['created', 'modified', 'valid_from', 'valid_until', 'first_seen', 'last_seen'])
    if (object[name] !== undefined) momentOf(textIn(object[name], name), `\`${name}\``);
  const author = optionalText(object['created_by_ref'], 'created_by_ref');
  if (author !== null) stixIdOf(author, 'identity');
  if (type === 'relationship') {
    textIn(object['relationship_type'], 'relationship_type');
    for (const end of ['source_ref', 'target_ref']) stixIdOf(textIn(object[end], end));
  }
  return { ...object, type, id };
}
