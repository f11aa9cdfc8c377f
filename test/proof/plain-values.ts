import type { Graph, GraphArgument, GraphField, GraphType } from './graph.ts';
import { isFailure, objectOf, type Value, type World, type WorldObject } from './world.ts';

/** A field of a type by its name, its key and its markings among them; undefined: there is none. */
export function fieldNamed(graph: Graph, type: string, name: string): GraphField | undefined {
  if (type === 'Query') return graph.roots.find((field) => field.name === name);
  if (type === 'Mutation') return graph.changes.find((field) => field.name === name);
  const found = graph.types.find((each) => each.name === type);
  if (name === 'id' && found?.isEntity) return idField(graph, found);
  const marking = found?.markedIn.filter(
    (agency) => name === (agency === found.home || !found.isEntity ? 'marking' : `${agency}Marking`),
  );
  if (marking && marking.length > 0)
    return { name, named: 'Marking', isList: false, owners: marking, stated: {}, args: [] };
  return found?.fields.find((field) => field.name === name);
}

function idField({ agencies }: Graph, { id, home }: GraphType): GraphField {
  // Everybody who has the entity has its key, and says the same of it.
  return { name: 'id', named: 'ID', isList: false, owners: agencies, stated: { [home]: id }, args: [] };
}

/** What a field of an object holds, computed ones from what they are computed from, also in the object `above`. */
export function plainValue(object: WorldObject, field: GraphField, above?: WorldObject): Value {
  if (field.context) return madeOf(above?.fields[field.context.field] ?? null);
  if (field.name === 'id') return object.name;
  if (field.requires !== undefined) return madeOf(object.fields[field.requires] ?? null);
  return object.fields[field.name] ?? null;
}

/** What is computed from a value. */
export function madeOf(value: Value): string {
  return `made of ${JSON.stringify(isFailure(value) ? null : value)}`;
}

/** What an argument that chooses rows is given; undefined: it chooses nothing. */
export function chosenBy(argument: GraphArgument, args: Readonly<Record<string, unknown>>): unknown {
  if (!Object.hasOwn(args, argument.name)) return undefined;
  const given = args[argument.name];
  switch (argument.kind) {
    case 'where':
      return given;
    case 'filter':
      return typeof given === 'object' && given !== null && ('is' in given || 'any' in given)
        ? given
        : undefined;
    case 'order':
      return given === 'BY_FIELD' ? given : undefined;
    default:
      return undefined;
  }
}

/** The rows of a list as its arguments choose and sort them, whoever asks. */
export function chosenRows(
  graph: Graph,
  world: World,
  field: GraphField,
  args: Readonly<Record<string, unknown>>,
  names: readonly Value[],
): readonly Value[] {
  let rows = names;
  for (const argument of field.args) {
    const given = chosenBy(argument, args);
    const by = argument.by === undefined ? undefined : fieldNamed(graph, field.named, argument.by);
    if (given === undefined || given === null || !by) continue;
    const text = (name: Value): string => {
      const object = objectOf(world, name);
      return object ? JSON.stringify(plainValue(object, by)) : '';
    };
    if (argument.kind === 'order') {
      // What is not there sorts as its text does: any order will do that is always the same.
      rows = rows.toSorted((a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b))));
      continue;
    }
    const wanted = argument.kind === 'where' ? [given] : filterValues(given);
    rows = rows.filter((name) => wanted.some((each) => text(name).includes(String(each))));
  }
  return rows;
}

function filterValues(given: unknown): readonly unknown[] {
  const { is, any } = given as { readonly is?: unknown; readonly any?: unknown };
  return [...(is === undefined || is === null ? [] : [is]), ...(Array.isArray(any) ? any : [])];
}

/** Whether the object or list that the path's last step is of is in the answer. */
export function isThere(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const step of path.slice(0, -1)) {
    if (typeof value !== 'object' || value === null) return false;
    value = Reflect.get(value, step);
  }
  return typeof value === 'object' && value !== null;
}
