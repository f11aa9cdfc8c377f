import {
  innermost,
  keyFields,
  typeText,
  type RandomField,
  type RandomSupergraph,
  type RandomType,
} from './random-supergraph.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';

/** The SDL of every subgraph by name: `s0`, `s1` and so on. */
export function subgraphSdls(supergraph: RandomSupergraph): ReadonlyMap<string, string> {
  return new Map(
    Array.from({ length: supergraph.subgraphs }, (_, index) => [`s${index}`, subgraphSdl(supergraph, index)]),
  );
}

/** One schema that has everything, without any federation. */
export function mergedSdl(supergraph: RandomSupergraph): string {
  const { types, roots } = supergraph;
  const labelled = types.some((type) => type.labelled);
  return [
    block('type Query', roots.map(fieldLine)),
    ...types.map((type) => block(objectHead(type), [...keysOf(type), ...type.fields].map(fieldLine))),
    labelled ? block('interface Labelled', ['id: ID!', 'label: String']) : '',
    `union Mixed = ${types.map(({ name }) => name).join(' | ')}`,
    'enum Colour { RED GREEN }',
  ].join('\n');
}

/** Names of the fields that a subgraph resolves of a type, its keys first. */
export function fieldsIn(type: RandomType, subgraph: number): readonly RandomField[] {
  const keys = (type.keys[subgraph] ?? []).map((key) => keyFields[key]);
  return [...keys, ...type.fields.filter(({ owners }) => owners.includes(subgraph))];
}

function subgraphSdl(supergraph: RandomSupergraph, subgraph: number): string {
  const roots = supergraph.roots.filter(({ owners }) => owners.includes(subgraph));
  const known = knownTypes(supergraph, subgraph, roots);
  const parts = [link, block('type Query', roots.map(fieldLine))];
  for (const type of supergraph.types) {
    if (known.has(type.name)) parts.push(objectSdl(type, subgraph, known.has('Labelled')));
  }
  const hasLabel = supergraph.labelOwner === subgraph;
  if (known.has('Labelled'))
    parts.push(block('interface Labelled', ['id: ID!', ...(hasLabel ? ['label: String'] : [])]));
  if (known.has('Mixed')) parts.push(`union Mixed = ${supergraph.types.map(({ name }) => name).join(' | ')}`);
  if (known.has('Colour')) parts.push('enum Colour { RED GREEN }');
  return parts.filter((part) => part !== '').join('\n');
}

function objectSdl(type: RandomType, subgraph: number, labelled: boolean): string {
  const fields = fieldsIn(type, subgraph);
  const lines = fields.map((field) => {
    const shared = field.owners.length > 1 && type.kind === 'entity' ? ' @shareable' : '';
    const needs = field.requires ? ` @requires(fields: "${field.requires.name}")` : '';
    return `${fieldLine(field)}${shared}${needs}`;
  });
  const external = new Set(fields.flatMap(({ requires }) => (requires ? [requires] : [])));
  for (const field of external) lines.push(`${fieldLine(field)} @external`);
  const keys = (type.keys[subgraph] ?? []).map((key) => ` @key(fields: "${key}")`).join('');
  const head = `type ${type.name}${type.labelled && labelled ? ' implements Labelled' : ''}`;
  return block(`${head}${keys}${type.kind === 'value' ? ' @shareable' : ''}`, lines);
}

/** What a subgraph has to define: types it has fields of, and all that can be reached from there. */
function knownTypes(
  { types, labelOwner }: RandomSupergraph,
  subgraph: number,
  roots: readonly RandomField[],
): ReadonlySet<string> {
  const known = new Set<string>();
  const learn = (name: string): void => {
    if (known.has(name)) return;
    known.add(name);
    if (name === 'Mixed') types.forEach((type) => learn(type.name));
    if (name === 'Labelled') types.filter(({ labelled }) => labelled).forEach((type) => learn(type.name));
    const type = types.find((each) => each.name === name);
    for (const field of type ? fieldsIn(type, subgraph) : []) {
      learn(innermost(field.type));
      if (field.requires) learn(innermost(field.requires.type));
    }
  };
  for (const type of types) {
    const owns = type.kind === 'entity' && type.fields.some(({ owners }) => owners.includes(subgraph));
    // The subgraph with both keys has the entity even where it owns nothing of it: it leads from one to the other.
    if (owns || type.keys[subgraph]?.length === 2) learn(type.name);
  }
  for (const { type } of roots) learn(innermost(type));
  if (subgraph === labelOwner) learn('Labelled');
  return known;
}

function objectHead({ name, labelled }: RandomType): string {
  return `type ${name}${labelled ? ' implements Labelled' : ''}`;
}

function keysOf({ keys }: RandomType): readonly RandomField[] {
  return keys.length === 0 ? [] : [keyFields.id, keyFields.code];
}

function fieldLine({ name, type, takesNumber }: RandomField): string {
  return `${name}${takesNumber ? '(n: Int = 1)' : ''}: ${typeText(type)}`;
}

function block(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${head} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}
