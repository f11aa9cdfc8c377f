import type { Tape } from '../federation/tape.ts';
import {
  hasWithheld,
  isComposite,
  markingField,
  possibleTypes,
  type Graph,
  type GraphArgument,
  type GraphField,
  type GraphType,
} from './graph.ts';
import { fieldNamed } from './plain-values.ts';

/** One part of a random operation, so that the same thing can be asked in other words. */
export type Asked =
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly name: string;
      readonly args: string;
      readonly directive: string;
      readonly inner: readonly Asked[];
    }
  | {
      readonly kind: 'fragment';
      readonly on: string;
      readonly directive: string;
      readonly inner: readonly Asked[];
    };

/** A random operation; `variables` holds those that it uses. */
export interface RandomAsk {
  readonly kind: 'query' | 'mutation';
  readonly inner: readonly Asked[];
  readonly variables: Readonly<Record<string, unknown>>;
}

const declarations: Readonly<Record<string, string>> = {
  yes: 'Boolean!',
  no: 'Boolean!',
  n: 'Int',
  word: 'String',
  words: '[String!]',
};

/** Whether naming the field has the whole operation refused. */
export type IsRefused = (type: string, field: GraphField, argument?: GraphArgument) => boolean;

/** Makes an operation that is valid against the merged schema. */
export function randomAsk(tape: Tape, whole: Graph, isRefused: IsRefused): RandomAsk {
  // Mostly without what the whole operation would be refused for: little is learned from a refusal.
  const graph = tape.once(12) ? whole : withoutRefused(whole, isRefused);
  const values = {
    yes: true,
    no: false,
    n: 1 + tape.next(3),
    word: `v${tape.next(3)}`,
    words: ['v1', `v${tape.next(3)}`],
  };
  const any = graph.roots as unknown as readonly [GraphField, ...GraphField[]];
  // A list of objects comes first: where nothing is there, nothing can be kept back.
  const [list = any[0], ...others] = graph.roots.filter(({ name }) => name.startsWith('list'));
  const kind = tape.once(7) ? 'mutation' : 'query';
  const changes = graph.changes as unknown as readonly [GraphField, ...GraphField[]];
  const roots: Asked[] = Array.from({ length: 1 + tape.next(kind === 'query' ? 3 : 2) }, (_, index) => {
    const from =
      kind === 'mutation' ? changes : index === 0 && !tape.once(8) ? ([list, ...others] as const) : any;
    return fieldAsked(tape, graph, tape.pick(from), 3);
  });
  if (tape.once(8)) roots.push(typename);
  if (tape.once(16)) roots.push({ kind: 'fragment', on: '', directive: directive(tape), inner: [typename] });
  const text = JSON.stringify(roots);
  const used = Object.entries(values).filter(
    ([name]) => text.includes(`$${name}`) && new RegExp(`\\$${name}\\b`, 'u').test(text),
  );
  return { kind, inner: merged(roots), variables: Object.fromEntries(used) };
}

function withoutRefused(graph: Graph, isRefused: IsRefused): Graph {
  const within = (type: string, fields: readonly GraphField[]): readonly GraphField[] =>
    fields
      .filter((field) => !isRefused(type, field))
      .map((field) => ({
        ...field,
        args: field.args.filter((argument) => !isRefused(type, field, argument)),
      }));
  const roots = within('Query', graph.roots);
  const changes = within('Mutation', graph.changes);
  return {
    ...graph,
    roots: roots.length > 0 ? roots : graph.roots,
    changes: changes.length > 0 ? changes : graph.changes,
    types: graph.types.map((type) => ({ ...type, fields: within(type.name, type.fields) })),
  };
}

/** The operation's text; `named` writes fragments as definitions. */
export function askText({ kind, inner, variables }: RandomAsk, named = false): string {
  const fragments: string[] = [];
  const text = (asked: Asked): string => {
    const below = asked.inner.length === 0 ? '' : ` { ${asked.inner.map(text).join(' ')} }`;
    if (asked.kind === 'field') {
      const alias = asked.key === asked.name ? '' : `${asked.key}: `;
      return `${alias}${asked.name}${asked.args}${asked.directive}${below}`;
    }
    if (!named || asked.on === '')
      return `...${asked.on === '' ? '' : ` on ${asked.on}`}${asked.directive}${below}`;
    fragments.push(`fragment F${fragments.length} on ${asked.on}${below}`);
    return `...F${fragments.length - 1}${asked.directive}`;
  };
  const body = inner.map(text).join(' ');
  const declared = Object.keys(variables).map((name) => `$${name}: ${declarations[name]}`);
  return [
    `${kind}${declared.length === 0 ? '' : ` (${declared.join(', ')})`} { ${body} }`,
    ...fragments,
  ].join('\n');
}

function fieldAsked(tape: Tape, graph: Graph, field: GraphField, depth: number): Asked {
  const args = argumentsText(tape, field);
  // One key always means one field with the same arguments, so that selections can be merged.
  const plain = args === '' ? field.name : `${field.name}_${args.replaceAll(/\W+/gu, '_')}`;
  const key = tape.once(5) ? `b_${plain}` : plain;
  const inner =
    field.named === 'Marking'
      ? markingParts
      : isComposite(graph, field.named)
        ? innerOf(tape, graph, field.named, depth - 1)
        : [];
  return { kind: 'field', key, name: field.name, args, directive: directive(tape), inner };
}

const markingParts: readonly Asked[] = ['tlp', 'originator'].map((name) => ({
  kind: 'field',
  key: name,
  name,
  args: '',
  directive: '',
  inner: [],
}));

const withheldParts: readonly Asked[] = [
  'coordinate',
  'mode',
  'reason',
  'custodian',
  'requestable',
  'marking',
  'instead',
].map((name) => ({ kind: 'field', key: name, name, args: '', directive: '', inner: [] }));

const typename: Extract<Asked, { kind: 'field' }> = {
  kind: 'field',
  key: '__typename',
  name: '__typename',
  args: '',
  directive: '',
  inner: [],
};

function innerOf(tape: Tape, graph: Graph, named: string, depth: number): readonly Asked[] {
  const types = possibleTypes(graph, named);
  const isAbstract = named === 'Mixed' || named === 'Labelled';
  const parts: Asked[] = [];
  if (isAbstract) {
    if (tape.once(2)) parts.push(typename);
    if (named === 'Labelled') {
      if (tape.once(2)) parts.push({ ...typename, key: 'id', name: 'id' });
      if (types.every(({ fields }) => fields.some(({ name }) => name === 'label')) && tape.once(2))
        parts.push({ ...typename, key: 'label', name: 'label', directive: directive(tape) });
    }
    for (const type of types) if (!tape.once(3)) parts.push(fragmentOn(tape, graph, type, depth));
  } else for (const type of types) parts.push(...fieldsAsked(tape, graph, type, depth));
  return parts.length > 0 ? merged(parts) : [typename];
}

function fragmentOn(tape: Tape, graph: Graph, type: GraphType, depth: number): Asked {
  return {
    kind: 'fragment',
    on: type.name,
    directive: directive(tape),
    inner: merged(fieldsAsked(tape, graph, type, depth)),
  };
}

function fieldsAsked(tape: Tape, graph: Graph, type: GraphType, depth: number): readonly Asked[] {
  const usable = type.fields.filter(({ named }) => depth > 0 || !isComposite(graph, named));
  const parts: Asked[] = [];
  if (type.isEntity && !tape.once(3)) parts.push({ ...typename, key: 'id', name: 'id' });
  for (let count = 1 + tape.next(4); count > 0; count--) {
    const field = usable[tape.next(Math.max(1, usable.length))];
    if (!field) break;
    const one = fieldAsked(tape, graph, field, depth);
    parts.push(
      tape.once(6)
        ? { kind: 'fragment', on: tape.once(2) ? '' : type.name, directive: directive(tape), inner: [one] }
        : one,
    );
  }
  for (const field of usable) {
    if (field.name === 'part' && tape.once(2)) parts.push(fieldAsked(tape, graph, field, depth));
    const isSpecial = ['text', 'veil', 'dark'].some((suffix) => field.name.endsWith(suffix));
    if (isSpecial && !tape.once(5)) parts.push(fieldAsked(tape, graph, field, depth));
  }
  const [agency] = type.markedIn;
  // Of a value in a union the agencies of its neighbours decide too, which is stricter than it has to be.
  const marking =
    agency === undefined || !type.isEntity
      ? undefined
      : fieldNamed(graph, type.name, markingField(type, agency));
  if (hasWithheld(graph, type) && tape.once(4))
    parts.push({ ...typename, key: 'withheld', name: 'withheld', inner: withheldParts });
  if (marking && tape.once(6)) parts.push(fieldAsked(tape, graph, { ...marking, args: [] }, depth));
  return parts.length > 0 ? parts : [typename];
}

function argumentsText(tape: Tape, { args }: GraphField): string {
  const given = args.flatMap(({ name, kind }) => {
    if (tape.once(2)) return [];
    if (kind === 'times') return [`${name}: ${tape.pick(['2', '$n'])}`];
    if (kind === 'order') return [`${name}: ${tape.pick(['PLAIN', 'BY_FIELD', 'BY_FIELD'])}`];
    if (kind === 'filter')
      return [`${name}: ${tape.pick(['{ is: "v1" }', '{ any: $words }', '{ is: $word }', '{}'])}`];
    return [`${name}: ${tape.pick(['"v1"', '$word', '$word'])}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function directive(tape: Tape): string {
  if (!tape.once(10)) return '';
  return ` ${tape.pick(['@include(if: $yes)', '@skip(if: $no)', '@skip(if: $yes)', '@include(if: $no)'])}`;
}

/** Without what is asked twice in the same words, which would say nothing new. */
function merged(parts: readonly Asked[]): readonly Asked[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
