import type { Tape } from '../federation/tape.ts';
import {
  actions,
  declaredIn,
  type Graph,
  type GraphArgument,
  type GraphField,
  type GraphType,
  type Stated,
  type Withheld,
} from './graph.ts';
import { statedFor, withPart, type Some } from './random-part.ts';

/** Makes a graph with rules of a tape of decisions. */
export function randomGraph(tape: Tape): Graph {
  const agencies: Some = tape.once(3) ? ['alpha', 'beta'] : ['alpha', 'beta', 'gamma'];
  const names = Array.from({ length: 2 + tape.next(2) }, (_, index) => `E${index}`);
  const labelOwner = tape.pick(agencies);
  const composites: Some = ['E0', ...names, 'Value', 'Labelled', 'Mixed'];
  const entities = names.map((name) => entity(tape, name, agencies, composites, labelOwner));
  // The interface has to have somebody behind it.
  const types = entities.some(({ isLabelled }) => isLabelled)
    ? entities
    : entities.map((type, index) => (index === 0 ? labelled(tape, type, labelOwner) : type));
  return onlyDeclared({
    agencies,
    types: [...withPart(tape, agencies, types), valueType(tape, agencies)],
    roots: roots(tape, agencies, types, composites),
    changes: changes(tape, agencies, types),
    labelOwner,
    labelledAccess: tape.once(14) ? [tape.pick(actions)] : [],
    label: tape.once(2) ? { isPublic: true } : { access: [tape.pick(actions)] },
    blue: tape.once(2) ? tape.pick(actions) : undefined,
    tellsWithheld: tape.once(2),
    hasLines: !tape.once(3),
  });
}

/** A value is made, and spoken of, by the agencies that have it in their SDL. */
function onlyDeclared(graph: Graph): Graph {
  const declared = declaredIn(graph);
  return {
    ...graph,
    types: graph.types.map((type) => {
      if (type.isEntity) return type;
      const by = graph.agencies.filter((agency) => declared.get(agency)?.has(type.name));
      return {
        ...type,
        markedIn: type.markedIn.filter((agency) => by.includes(agency)),
        fields: type.fields.map((each) => ({
          ...each,
          owners: by,
          stated: Object.fromEntries(by.map((agency) => [agency, each.stated[agency] ?? {}])),
        })),
      };
    }),
  };
}

function entity(tape: Tape, name: string, agencies: Some, composites: Some, labelOwner: string): GraphType {
  const home = tape.pick(agencies);
  const isMarked = !tape.once(6);
  const others = agencies.filter((agency) => agency !== home);
  const access = tape.once(12) ? [tape.pick(actions)] : [];
  const plain = Array.from({ length: 3 + tape.next(4) }, (_, index) =>
    plainField(tape, `${name.toLowerCase()}f${index}`, agencies, composites),
  );
  const withSiblings = [
    ...plain.map((each) => withWithheld(tape, each, plain)),
    ...always(tape, name, agencies, plain),
  ];
  const type: GraphType = {
    name,
    isEntity: true,
    home,
    markedIn: isMarked ? [home, ...others.filter(() => tape.once(3))] : [],
    access,
    isLabelled: false,
    fields: withComputed(tape, name, withSiblings, agencies),
    // Without a rule of its own it is governed as its type is.
    id: isMarked && tape.once(2) ? { flow: agencies } : { isPublic: true },
  };
  return tape.once(2) ? labelled(tape, type, labelOwner) : type;
}

/**
 * Texts that something is shown instead of, and one that is not told of at all: what is rare proves little. Mostly
 * they need `a3`, which few callers have, and those not of every object.
 */
function always(
  tape: Tape,
  name: string,
  agencies: Some,
  plain: readonly GraphField[],
): readonly GraphField[] {
  const text = (suffix: string, withhold: Withheld): GraphField => {
    const owner = tape.pick(agencies);
    const access = tape.once(8) ? {} : { access: [tape.once(4) ? tape.pick(['a1', 'a2']) : 'a3'] };
    const isAudited = tape.once(4) ? { isAudited: true } : {};
    return {
      name: `${name.toLowerCase()}${suffix}`,
      named: 'String',
      isList: false,
      owners: [owner],
      stated: { [owner]: { ...access, ...isAudited, withhold } },
      args: [],
    };
  };
  const texts = plain.filter((each) => each.named === 'String' && !each.isList);
  // One that is decided by itself is the better one to be wrong about.
  const sibling = (texts.find(({ stated }) => Object.values(stated).some(({ access }) => access)) ?? texts[0])
    ?.name;
  const mask: Withheld = { mode: 'MASK', mask: 'masked in {state}', reason: 'PII' };
  const shown: Withheld =
    sibling === undefined || tape.once(2) ? mask : { mode: tape.pick(['TEARLINE', 'GENERALIZE']), sibling };
  return [text('text', shown), text('veil', mask), text('dark', { mode: 'HIDDEN' })];
}

function labelled(tape: Tape, type: GraphType, labelOwner: string): GraphType {
  const stated = tape.once(2) ? { isPublic: true } : statedFor(tape);
  const label: GraphField = {
    name: 'label',
    named: 'String',
    isList: false,
    owners: [labelOwner],
    stated: { [labelOwner]: stated },
    args: [],
  };
  return { ...type, isLabelled: true, fields: [...type.fields, label] };
}

function valueType(tape: Tape, agencies: Some): GraphType {
  const home = agencies[0];
  const stated = (): GraphField['stated'] =>
    Object.fromEntries(agencies.map((agency) => [agency, tape.once(2) ? statedFor(tape) : {}]));
  const of = (name: string, named: string): GraphField => ({
    name,
    named,
    isList: false,
    owners: agencies,
    stated: tape.once(3)
      ? Object.fromEntries(agencies.map((agency) => [agency, { isPublic: true }]))
      : stated(),
    args: [],
  });
  return {
    name: 'Value',
    isEntity: false,
    home,
    markedIn: tape.once(2) ? agencies : [],
    access: [],
    isLabelled: false,
    fields: [of('x', 'Int'), of('y', 'String'), of('near', tape.pick(['E0', 'Colour']))],
    id: {},
  };
}

function plainField(tape: Tape, name: string, agencies: Some, composites: Some): GraphField {
  const named = tape.once(3) ? tape.pick(composites) : tape.pick(['String', 'String', 'Int', 'Colour']);
  const owner = tape.pick(agencies);
  const second = tape.pick(agencies);
  const owners = second !== owner && tape.once(6) && !composites.includes(named) ? [owner, second] : [owner];
  const args: GraphArgument[] = named === 'Int' && tape.once(3) ? [{ name: 'n', kind: 'times' }] : [];
  return {
    name,
    named,
    isList: tape.once(4),
    owners,
    stated: Object.fromEntries(
      owners.map((each, index) => [each, index === 0 || tape.once(2) ? statedFor(tape) : {}]),
    ),
    args,
  };
}

/** A mode that fits the field's type, and names a sibling where it needs one. */
function withWithheld(tape: Tape, field: GraphField, all: readonly GraphField[]): GraphField {
  const [owner = ''] = field.owners;
  if (field.isList || !tape.once(2) || field.stated[owner]?.isPublic) return field;
  const textual = all.filter(
    (each) => each.named === 'String' && !each.isList && each !== field && each.args.length === 0,
  );
  const counting = all.find(
    (each) => each.named === 'Int' && !each.isList && each !== field && each.args.length === 0,
  );
  const sibling = textual[tape.next(Math.max(1, textual.length))]?.name;
  const choices: Withheld[] = [];
  if (field.named === 'String') {
    choices.push({ mode: 'MASK', mask: 'masked in {state}', reason: 'PII' });
    if (sibling !== undefined) choices.push({ mode: 'TEARLINE', sibling }, { mode: 'GENERALIZE', sibling });
  }
  if (counting && field.named !== 'Colour') choices.push({ mode: 'COUNT', sibling: counting.name });
  const chosen = choices[tape.next(Math.max(1, choices.length))];
  if (!chosen) return field;
  return { ...field, stated: { ...field.stated, [owner]: { ...field.stated[owner], withhold: chosen } } };
}

/** A field of another agency that is computed from one of these, which then may enter that agency. */
function withComputed(
  tape: Tape,
  type: string,
  fields: readonly GraphField[],
  agencies: Some,
): readonly GraphField[] {
  if (tape.once(3)) return fields;
  const owner = tape.pick(agencies);
  const source = fields.find(
    (each) =>
      !each.owners.includes(owner) &&
      (each.named === 'String' || each.named === 'Int') &&
      each.args.length === 0 &&
      Object.values(each.stated).every(({ scopes }) => scopes === undefined),
  );
  if (!source) return fields;
  const [holder = ''] = source.owners;
  // Once in a while nobody said that the value may go there: then it must not.
  const flow = tape.once(5) ? {} : { flow: [owner, ...source.owners] };
  const stated = { ...source.stated, [holder]: { ...source.stated[holder], ...flow } };
  const made: GraphField = {
    name: `${type.toLowerCase()}made`,
    named: 'String',
    isList: false,
    owners: [owner],
    stated: { [owner]: tape.once(2) ? { isPublic: true } : statedFor(tape) },
    requires: source.name,
    args: [],
  };
  return [...fields.map((each) => (each === source ? { ...source, stated } : each)), made];
}

function roots(
  tape: Tape,
  agencies: Some,
  types: readonly GraphType[],
  composites: Some,
): readonly GraphField[] {
  const lists = types.map((type, index): GraphField => {
    const owner = tape.pick(agencies);
    return {
      name: `list${index}`,
      named: type.name,
      isList: true,
      owners: [owner],
      stated: { [owner]: tape.once(10) ? { access: [tape.pick(actions)] } : { isPublic: true } },
      args: argumentsFor(tape, type),
    };
  });
  const others = Array.from({ length: 2 + tape.next(2) }, (_, index): GraphField => {
    const owner = tape.pick(agencies);
    const stated = tape.once(3) ? statedFor(tape) : { isPublic: true };
    return {
      name: `root${index}`,
      named: tape.pick(composites),
      isList: tape.once(3),
      owners: [owner],
      stated: { [owner]: stated },
      args: tape.once(4) ? [{ name: 'key', kind: 'key', access: tape.pick(actions) }] : [],
    };
  });
  return [...lists, ...others];
}

/** Mutations give one object each; an agency that changed something has done so whatever is released of it. */
function changes(tape: Tape, agencies: Some, types: readonly GraphType[]): readonly GraphField[] {
  return Array.from({ length: 1 + tape.next(2) }, (_, index): GraphField => {
    const owner = tape.pick(agencies);
    const type = types[tape.next(types.length)];
    const stated: Stated = tape.once(3) ? { access: [tape.pick(actions)] } : { isPublic: true };
    const where = type ? argumentsFor(tape, type).filter(({ kind }) => kind === 'where') : [];
    return {
      name: `change${index}`,
      named: type?.name ?? 'E0',
      isList: false,
      owners: [owner],
      stated: { [owner]: tape.once(6) ? { ...stated, withhold: { mode: 'DENY' } } : stated },
      args: [
        ...where,
        ...(tape.once(3) ? [{ name: 'key', kind: 'key', access: tape.pick(actions) } as const] : []),
      ],
    };
  });
}

function argumentsFor(tape: Tape, type: GraphType): GraphArgument[] {
  const usable = type.fields.filter(
    (each) => !each.isList && each.args.length === 0 && (each.named === 'String' || each.named === 'Int'),
  );
  const [first, ...others] = usable;
  if (!first) return [];
  const special = usable.find(({ name }) => name.endsWith('text')) ?? first;
  const by = (): string => (tape.once(2) ? special : tape.pick([first, ...others])).name;
  const kinds = (['where', 'filter', 'order'] as const).filter(() => tape.once(2));
  return kinds.map((kind) => ({ name: kind, kind, by: by() }));
}
