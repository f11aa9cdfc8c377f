import { parse, validate, type GraphQLSchema } from 'graphql';
import { innermost, keyFields, type RandomField, type RandomSupergraph } from './random-supergraph.ts';
import { tapeOf, type Tape } from './tape.ts';

/** A random operation that is valid against the merged schema. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const variables = { yes: true, no: false, n: 7 } as const;
const declarations = { yes: 'Boolean!', no: 'Boolean!', n: 'Int' } as const;

/**
 * Makes an operation of a list of decisions.
 *
 * With `wild`, parts may be left out by `@skip` and `@include`, and aliases may be named like keys and other
 * fields, as long as the operation stays valid.
 */
export function randomOperation(
  supergraph: RandomSupergraph,
  schema: GraphQLSchema,
  numbers: readonly number[],
  wild: boolean,
): RandomOperation {
  const operation = written(supergraph, tapeOf(numbers), wild);
  if (validate(schema, parse(operation.query)).length === 0) return operation;
  return written(supergraph, tapeOf(numbers), false);
}

interface Writing {
  readonly supergraph: RandomSupergraph;
  readonly tape: Tape;
  readonly wild: boolean;
  readonly fragments: string[];
}

function written(supergraph: RandomSupergraph, tape: Tape, wild: boolean): RandomOperation {
  const writing: Writing = { supergraph, tape, wild, fragments: [] };
  const body = `${selectionSet(writing, 'Query', supergraph.roots, 5)}\n${writing.fragments.join('\n')}`;
  const used = (Object.keys(variables) as (keyof typeof variables)[]).filter((name) =>
    new RegExp(`\\$${name}\\b`).test(body),
  );
  const declared = used.map((name) => `$${name}: ${declarations[name]}`).join(', ');
  return {
    query: `query${declared === '' ? '' : ` (${declared})`} ${body}`.trim(),
    variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
  };
}

function selectionSet(writing: Writing, type: string, fields: readonly RandomField[], depth: number): string {
  const { tape } = writing;
  const selections: string[] = [];
  for (let count = 1 + tape.next(4); count > 0; count--)
    selections.push(selection(writing, type, fields, depth));
  return `{ ${selections.join(' ')} }`;
}

function selection(writing: Writing, type: string, fields: readonly RandomField[], depth: number): string {
  const { tape } = writing;
  const form = tape.next(10);
  if (form === 9) return `__typename${directive(writing)}`;
  if (form === 8 && depth > 0)
    return `...${directive(writing)} ${selectionSet(writing, type, fields, depth - 1)}`;
  if (form === 7 && depth > 0 && type !== 'Query') return fragment(writing, type, depth - 1);
  const usable = depth > 0 ? fields : fields.filter((field) => !isComposite(writing.supergraph, field));
  const [first, ...others] = usable;
  if (!first) return '__typename';
  return fieldText(writing, tape.pick([first, ...others]), depth);
}

function fieldText(writing: Writing, field: RandomField, depth: number): string {
  const { tape, supergraph } = writing;
  const value = field.takesNumber ? tape.pick(['', '5', '$n', 'null']) : '';
  const suffix = value === '' ? '' : value === '$n' ? '_v' : `_${value}`;
  // One response key always means one field with one argument, so that selections can be merged.
  const plain = suffix === '' && !tape.once(5) ? '' : `a_${field.name}${suffix}: `;
  const alias =
    writing.wild && tape.once(4)
      ? `${tape.pick(['id', 'code', 'label', 'x', 'e0f0', '__proto__'])}: `
      : plain;
  const head = `${alias}${field.name}${value === '' ? '' : `(n: ${value})`}${directive(writing)}`;
  if (!isComposite(supergraph, field)) return head;
  return `${head} ${compositeText(writing, innermost(field.type), depth - 1)}`;
}

function compositeText(writing: Writing, type: string, depth: number): string {
  const { tape } = writing;
  if (type !== 'Labelled' && type !== 'Mixed')
    return selectionSet(writing, type, fieldsOf(writing, type), depth);
  const common: RandomField[] =
    type === 'Labelled'
      ? [keyFields.id, { name: 'label', type: { named: 'String', nonNull: false }, owners: [] }]
      : [];
  const parts: string[] = [];
  for (let count = 1 + tape.next(3); count > 0; count--) {
    const narrowed = tape.next(3) > 0 && depth > 0;
    parts.push(narrowed ? fragment(writing, type, depth - 1) : selection(writing, type, common, 0));
  }
  return `{ ${parts.join(' ')} }`;
}

/** A fragment, inline or named, on a type that objects of `type` can have. */
function fragment(writing: Writing, type: string, depth: number): string {
  const { tape, supergraph } = writing;
  const all = supergraph.types.map(({ name }) => name);
  const labelled = supergraph.types.filter((each) => each.labelled).map(({ name }) => name);
  const [first = type, ...others] = type === 'Mixed' ? all : type === 'Labelled' ? labelled : [type];
  const target = tape.pick([first, ...others]);
  const body = selectionSet(writing, target, fieldsOf(writing, target), depth);
  if (!tape.once(3)) return `... on ${target}${directive(writing)} ${body}`;
  const name = `F${writing.fragments.length}`;
  writing.fragments.push(`fragment ${name} on ${target} ${body}`);
  return `...${name}${directive(writing)}`;
}

function directive({ tape, wild }: Writing): string {
  if (!tape.once(6)) return '';
  return ` ${tape.pick(wild ? ['@include(if: $yes)', '@skip(if: $yes)', '@include(if: $no)', '@skip(if: $no)'] : ['@include(if: $yes)'])}`;
}

function fieldsOf({ supergraph }: Writing, name: string): readonly RandomField[] {
  const type = supergraph.types.find((each) => each.name === name);
  if (!type) return [];
  return type.kind === 'entity' ? [...type.fields, keyFields.id, keyFields.code] : type.fields;
}

function isComposite({ types }: RandomSupergraph, { type }: RandomField): boolean {
  const name = innermost(type);
  return name === 'Labelled' || name === 'Mixed' || types.some((each) => each.name === name);
}
