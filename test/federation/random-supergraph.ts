import { tapeOf, type Tape } from './tape.ts';

/** A type in its place: lists and nulls around a named type. */
export type TypeRef =
  | { readonly named: string; readonly nonNull: boolean }
  | { readonly list: TypeRef; readonly nonNull: boolean };

/** A field of a random type, with the subgraphs that resolve it. */
export interface RandomField {
  readonly name: string;
  readonly type: TypeRef;
  readonly owners: readonly number[];
  /** Whether it takes `n: Int = 1`; only fields of type Int do. */
  readonly takesNumber?: boolean;
  /** The scalar field of another subgraph that it is computed from; its type is then String. */
  readonly requires?: RandomField;
  /** Never fails: a field that is required, or a key. */
  readonly safe?: boolean;
}

export interface RandomType {
  readonly name: string;
  readonly kind: 'entity' | 'value';
  readonly fields: readonly RandomField[];
  /** By subgraph: the keys it knows the entity by. */
  readonly keys: readonly (readonly ('id' | 'code')[])[];
  readonly labelled: boolean;
}

/**
 * A random supergraph: entities split over subgraphs, a value type that all may share, an interface and a union.
 *
 * The interface `Labelled` has `id` everywhere and `label` in one subgraph; the union `Mixed` is of all types.
 */
export interface RandomSupergraph {
  readonly subgraphs: number;
  readonly types: readonly RandomType[];
  readonly roots: readonly RandomField[];
  readonly labelOwner: number;
  readonly fails: boolean;
}

const idField: RandomField = { name: 'id', type: required('ID'), owners: [], safe: true };
const codeField: RandomField = { name: 'code', type: required('String'), owners: [], safe: true };

/** Key fields of an entity; who has them follows from `keys`. */
export const keyFields = { id: idField, code: codeField } as const;

const scalars = ['Int', 'String', 'Boolean', 'Float', 'ID', 'Colour'] as const;

function required(named: string): TypeRef {
  return { named, nonNull: true };
}

/** Makes a supergraph of a list of decisions. */
export function randomSupergraph(numbers: readonly number[]): RandomSupergraph {
  const tape = tapeOf(numbers);
  const subgraphs = 2 + tape.next(3);
  const entities = 1 + tape.next(3);
  const labelOwner = tape.next(subgraphs);
  const fails = tape.once(3);
  const names = Array.from({ length: entities }, (_, index) => `E${index}`);
  const composites = [...names, 'Value', 'Labelled', 'Mixed'];
  const types = names.map((name, index): RandomType => {
    const labelled = index === 0 || tape.next(2) === 1;
    const plain = fieldsOf(tape, name, subgraphs, composites);
    const label: RandomField = { name: 'label', type: nullable('String'), owners: [labelOwner] };
    const all = labelled ? [...plain, label] : plain;
    const computed = computedFields(tape, name, all, subgraphs);
    const home = tape.next(subgraphs);
    return {
      name,
      kind: 'entity',
      fields: [
        ...all.map((each) => (computed.some(({ requires }) => requires === each) ? safe(each) : each)),
        ...computed,
      ],
      keys: Array.from({ length: subgraphs }, (_, subgraph) => keysIn(tape, subgraph === home, labelled)),
      labelled,
    };
  });
  const everywhere = Array.from({ length: subgraphs }, (_, subgraph) => subgraph);
  types.push({
    name: 'Value',
    kind: 'value',
    fields: [
      { name: 'x', type: nullable('Int'), owners: everywhere },
      { name: 'y', type: tape.pick([nullable('String'), required('String')]), owners: everywhere },
      { name: 'near', type: wrapped(tape, tape.pick(['E0', 'Colour'])), owners: everywhere },
    ],
    keys: [],
    labelled: false,
  });
  const roots = Array.from({ length: 2 + tape.next(4) }, (_, index): RandomField => {
    const named = tape.pick(['E0', ...composites, 'Int']);
    return field(tape, `root${index}`, named, tape.next(subgraphs));
  });
  return { subgraphs, types, roots, labelOwner, fails };
}

function fieldsOf(
  tape: Tape,
  type: string,
  subgraphs: number,
  composites: readonly string[],
): readonly RandomField[] {
  return Array.from({ length: 1 + tape.next(6) }, (_, index) => {
    const named = tape.once(3) ? tape.pick(['E0', ...composites]) : tape.pick(scalars);
    const owner = tape.next(subgraphs);
    const made = field(tape, `${type.toLowerCase()}f${index}`, named, owner);
    const second = tape.next(subgraphs);
    return second !== owner && tape.once(4) ? { ...made, owners: [owner, second] } : made;
  });
}

function field(tape: Tape, name: string, named: string, owner: number): RandomField {
  if (named === 'Int' && tape.once(3)) {
    return { name, type: tape.pick([nullable('Int'), required('Int')]), owners: [owner], takesNumber: true };
  }
  return { name, type: wrapped(tape, named), owners: [owner] };
}

/** Fields computed from the first plain scalar field of another subgraph, if there is one. */
function computedFields(
  tape: Tape,
  type: string,
  fields: readonly RandomField[],
  subgraphs: number,
): readonly RandomField[] {
  if (tape.next(2) === 0) return [];
  const owner = tape.next(subgraphs);
  const source = fields.find(
    (each) =>
      !each.owners.includes(owner) &&
      !each.takesNumber &&
      scalars.some((scalar) => scalar === innermost(each.type)),
  );
  if (!source) return [];
  return [{ name: `${type.toLowerCase()}made`, type: nullable('String'), owners: [owner], requires: source }];
}

function keysIn(tape: Tape, home: boolean, labelled: boolean): readonly ('id' | 'code')[] {
  if (home) return ['id', 'code'];
  return labelled ? tape.pick([['id'], ['id', 'code']]) : tape.pick([['id'], ['code'], ['code', 'id']]);
}

function wrapped(tape: Tape, named: string): TypeRef {
  const inner: TypeRef = { named, nonNull: tape.once(3) };
  if (!tape.once(3)) return inner;
  const list: TypeRef = { list: inner, nonNull: tape.once(3) };
  return tape.once(4) ? { list, nonNull: tape.once(3) } : list;
}

function nullable(named: string): TypeRef {
  return { named, nonNull: false };
}

function safe(of: RandomField): RandomField {
  return { ...of, safe: true };
}

/** Whether a field of several subgraphs is a list of lists. */
export function sharesNestedList({ types }: RandomSupergraph): boolean {
  return types.some(({ fields }) =>
    fields.some(({ owners, type }) => owners.length > 1 && 'list' in type && 'list' in type.list),
  );
}

/** The name inside all lists. */
export function innermost(type: TypeRef): string {
  return 'named' in type ? type.named : innermost(type.list);
}

/** A type as SDL has it. */
export function typeText(type: TypeRef): string {
  return `${'named' in type ? type.named : `[${typeText(type.list)}]`}${type.nonNull ? '!' : ''}`;
}
