import type { Tape } from '../federation/tape.ts';
import { isComposite, possibleTypes, type Graph, type GraphField, type GraphType } from './graph.ts';
import type { ReferenceRights } from './reference-rights.ts';
import {
  failure,
  objectOf,
  randomValue,
  randomWorld,
  type Value,
  type World,
  type WorldObject,
} from './world.ts';

/** Another world that the caller must not be able to tell from the first. */
export interface OtherWorld {
  readonly world: World;
  /** Agencies that may hold none of the values that were changed. */
  readonly uncleared: readonly string[];
  /** How many values, and how many hidden objects, are not what they were. */
  readonly values: number;
  readonly rows: number;
}

/** What is changed beside values: `rows` adds hidden objects to lists and takes them out; `links` leads elsewhere. */
export interface Changing {
  readonly rows: boolean;
  readonly links: boolean;
  /** Of the values, only those of this agency, so that the others must not notice. */
  readonly only: string | undefined;
}

/** Changes everything that the caller may not see, some of it more than once, some of it into a failure. */
export function otherWorld(
  tape: Tape,
  graph: Graph,
  world: World,
  rights: ReferenceRights,
  changing: Changing,
): OtherWorld {
  const objects = new Map(world.objects);
  const cleared = new Set<string>();
  let values = 0;
  // A computed field fails with its input, which is told; that a substitute failed is told by an error without a place.
  const steady = new Set(
    graph.types.flatMap(({ name, fields }) =>
      fields.flatMap(({ requires, context, stated }) => [
        ...(context === undefined ? [] : [`${context.type}.${context.field}`]),
        ...(requires === undefined ? [] : [`${name}.${requires}`]),
        ...Object.values(stated).flatMap(({ withhold }) =>
          withhold?.sibling === undefined ? [] : [`${name}.${withhold.sibling}`],
        ),
      ]),
    ),
  );
  for (const object of world.objects.values()) {
    const type = graph.types.find(({ name }) => name === object.type);
    if (!type) continue;
    const isSeen = rights.sees(object);
    const fields = { ...object.fields };
    for (const field of type.fields) {
      if (changing.only !== undefined && field.owners.some((owner) => owner !== changing.only)) continue;
      const isComputed = field.requires !== undefined || field.context !== undefined;
      if (isComputed || (isSeen && rights.reads(type.name, field, object)) || tape.once(5)) continue;
      const before = fields[field.name] ?? null;
      const after = changedValue(
        tape,
        graph,
        field,
        before,
        changing,
        steady.has(`${type.name}.${field.name}`),
      );
      if (JSON.stringify(after) === JSON.stringify(before)) continue;
      fields[field.name] = after;
      values += 1;
      for (const agency of receiversOf(graph, type, field)) cleared.add(agency);
    }
    objects.set(object.name, { ...object, fields });
  }
  const other = { objects, roots: { ...world.roots } };
  const rows = changing.rows ? changeRows(tape, graph, other, rights) : 0;
  return { world: other, uncleared: graph.agencies.filter((agency) => !cleared.has(agency)), values, rows };
}

function changedValue(
  tape: Tape,
  graph: Graph,
  field: GraphField,
  before: Value,
  { links }: Changing,
  isSteady: boolean,
): Value {
  if (isComposite(graph, field.named)) {
    if (!links) return before;
    return randomValue(tape, graph, field, (type) => (type.isEntity ? `${type.name}-${tape.next(4)}` : null));
  }
  if (!isSteady && tape.once(6)) return failure;
  for (let tries = 0; tries < 4; tries++) {
    const after = randomValue(tape, graph, field, () => null);
    if (JSON.stringify(after) !== JSON.stringify(before)) return after;
  }
  return before;
}

/** Who may hold a value of a field: who resolves it, and whom it may be sent to. */
function receiversOf({ types }: Graph, { name, fields }: GraphType, field: GraphField): readonly string[] {
  const sent = Object.values(field.stated).flatMap(({ flow = [] }) => flow);
  const made = fields.filter(({ requires }) => requires === field.name).flatMap(({ owners }) => owners);
  const above = types
    .flatMap((type) => type.fields)
    .filter(({ context }) => context?.type === name && context.field === field.name);
  made.push(...above.flatMap(({ owners }) => owners));
  // Where nobody says where to, what is public goes anywhere, and the plan that sends what is governed is refused.
  if (Object.values(field.stated).every(({ flow }) => flow === undefined)) return [...field.owners, ...made];
  return [...field.owners, ...sent.filter((agency) => made.includes(agency))];
}

/** Hidden objects come to lists and go from them; objects of a type without markings are never hidden one by one. */
function changeRows(
  tape: Tape,
  graph: Graph,
  other: { readonly objects: Map<string, WorldObject>; readonly roots: Record<string, Value> },
  rights: ReferenceRights,
): number {
  const more = randomWorld(tape, graph).objects;
  const hidden = new Map<string, string[]>();
  for (const object of more.values()) {
    const type = graph.types.find(({ name }) => name === object.type);
    if (!type?.isEntity || type.markedIn.length === 0) continue;
    const added = { ...object, name: `${object.name}-more`, fields: withoutValues(graph, type, object) };
    if (rights.sees(added)) continue;
    other.objects.set(added.name, added);
    hidden.set(type.name, [...(hidden.get(type.name) ?? []), added.name]);
  }
  let changed = 0;
  const isHidden = (name: Value): boolean => {
    const object = objectOf(other, name);
    return object !== undefined && !rights.sees(object) && object.type !== 'Value';
  };
  const changedList = (field: GraphField, before: Value): Value => {
    if (!Array.isArray(before) || !isComposite(graph, field.named)) return before;
    const kept = (before as readonly Value[]).filter((name) => !isHidden(name) || tape.once(2));
    for (const { name } of possibleTypes(graph, field.named)) {
      for (const each of hidden.get(name) ?? [])
        if (tape.once(2)) kept.splice(tape.next(kept.length + 1), 0, each);
    }
    if (JSON.stringify(kept) !== JSON.stringify(before)) changed += 1;
    return kept;
  };
  for (const field of graph.roots)
    other.roots[field.name] = changedList(field, other.roots[field.name] ?? null);
  for (const [name, object] of other.objects) {
    const type = graph.types.find((each) => each.name === object.type);
    const fields = { ...object.fields };
    for (const field of type?.fields ?? [])
      fields[field.name] = changedList(field, fields[field.name] ?? null);
    other.objects.set(name, { ...object, fields });
  }
  return changed;
}

/** Values of the other random world are not in this one: what refers to them refers to nothing. */
function withoutValues(graph: Graph, { fields }: GraphType, object: WorldObject): WorldObject['fields'] {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      isComposite(graph, field.named) ? null : (object.fields[field.name] ?? null),
    ]),
  );
}
