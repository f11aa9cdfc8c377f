import type { Tape } from '../federation/tape.ts';
import { isComposite, possibleTypes, type Graph, type GraphField, type GraphType } from './graph.ts';

/** A marking as an agency sends it. */
export interface SentMarking {
  readonly tlp: string;
  readonly releasableTo: readonly string[];
  readonly originator: string;
  readonly caveats: readonly string[];
  readonly case: string | null;
  readonly status: string;
  readonly division: string | null;
}

/** What a field holds: text, number, enum value, other objects by their names, a failure, or nothing. */
export type Value = string | number | null | Failure | readonly Value[];

/** A field that fails in its agency. */
export interface Failure {
  readonly fails: true;
}

/** One object; `from` is the agency that a value was made by. */
export interface WorldObject {
  readonly name: string;
  readonly type: string;
  readonly from: string;
  /** By agency; null: the agency says nothing. */
  readonly markings: Readonly<Record<string, SentMarking | null>>;
  readonly fields: Readonly<Record<string, Value>>;
}

/** All objects by their names, and the values of the root fields. */
export interface World {
  readonly objects: ReadonlyMap<string, WorldObject>;
  readonly roots: Readonly<Record<string, Value>>;
}

/** A failure, which two fields can share. */
export const failure: Failure = { fails: true };

const entitiesOfType = 4;

/** A random world of a graph. */
export function randomWorld(tape: Tape, graph: Graph): World {
  const objects = new Map<string, WorldObject>();
  let last: SentMarking | undefined;
  const names = new Map(
    graph.types.map((type) => [
      type.name,
      type.isEntity ? Array.from({ length: entitiesOfType }, (_, index) => `${type.name}-${index}`) : [],
    ]),
  );
  const make = (type: GraphType, name: string, from: string): void => {
    const markings = Object.fromEntries(
      type.markedIn.map((agency) => {
        if (tape.once(12)) return [agency, null];
        last = randomMarking(tape, graph, last);
        return [agency, last];
      }),
    );
    // A facet is mostly of one mind with the home.
    const [first] = Object.values(markings);
    const alike = Object.entries(markings).map(([agency, own]) => [
      agency,
      own && first && tape.once(2)
        ? first
        : own && first
          ? { ...own, status: first.status, case: first.case, division: first.division }
          : own,
    ]);
    const fields: Record<string, Value> = {};
    objects.set(name, { name, type: type.name, from, markings: Object.fromEntries(alike), fields });
    for (const field of type.fields) fields[field.name] = fieldValue(field, name);
  };
  const fieldValue = (field: GraphField, at: string): Value =>
    randomValue(tape, graph, field, (type) => {
      const known = names.get(type.name) ?? [];
      if (type.isEntity) return known[tape.next(known.length)] ?? null;
      const name = `${at}.${field.name}.${objects.size}`;
      // A value refers to entities alone, so this ends.
      make(type, name, field.owners[0] ?? '');
      return name;
    });
  for (const type of graph.types) {
    for (const name of names.get(type.name) ?? []) make(type, name, type.home);
  }
  const roots = Object.fromEntries(
    [...graph.roots, ...graph.changes].map((field) => [
      field.name,
      field.name.startsWith('list') ? [...(names.get(field.named) ?? [])] : fieldValue(field, 'Query'),
    ]),
  );
  return { objects, roots };
}

/** A value that fits a field; `nameOf` gives the name of an object of a type. */
export function randomValue(
  tape: Tape,
  graph: Graph,
  field: GraphField,
  nameOf: (type: GraphType) => string | null,
): Value {
  const one = (): Value => {
    if (isComposite(graph, field.named)) {
      const [first, ...others] = possibleTypes(graph, field.named);
      return first ? nameOf(tape.pick([first, ...others])) : null;
    }
    if (field.named === 'Int') return tape.next(5);
    if (field.named === 'Colour') return tape.pick(['RED', 'GREEN', 'BLUE']);
    return `v${tape.next(5)}`;
  };
  if (tape.once(8)) return null;
  return field.isList ? Array.from({ length: tape.next(4) }, one) : one();
}

function randomMarking(tape: Tape, { agencies }: Graph, like: SentMarking | undefined): SentMarking {
  const [first = '', ...others] = agencies;
  // Of two objects with one marking, another agency may have marked one otherwise.
  if (like && tape.once(5)) return like;
  // Two that differ in nothing but their originator are easily taken for one.
  if (like && tape.once(4)) return { ...like, originator: tape.pick([first, ...others]) };
  return {
    tlp: tape.pick(['RED', 'AMBER', 'GREEN', 'GREEN', 'CLEAR', 'CLEAR']),
    releasableTo: agencies.filter(() => tape.once(2)),
    originator: tape.pick([first, ...others]),
    caveats: tape.once(4) ? ['ORCON'] : [],
    case: tape.once(3) ? tape.pick(['tf1', 'tf9']) : null,
    status: tape.once(5) ? 'ACTUAL' : 'EXERCISE',
    division: tape.once(2) ? 'ocd-division/country:us/state:ga/county:fulton' : null,
  };
}

/** The object that a value names; undefined: it names none. */
export function objectOf({ objects }: Pick<World, 'objects'>, value: Value): WorldObject | undefined {
  return typeof value === 'string' ? objects.get(value) : undefined;
}

/** Whether a value is a failure. */
export function isFailure(value: Value | undefined): value is Failure {
  return typeof value === 'object' && value !== null && 'fails' in value;
}
