import { readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';
import {
  declaredIn,
  markingField,
  type Graph,
  type GraphArgument,
  type GraphField,
  type GraphType,
  type Stated,
} from './graph.ts';

const shared = parse(readFileSync(new URL('../../schema/shared.graphql', import.meta.url), 'utf8'), {
  noLocation: true,
});
const needed = new Set([
  'OcdId',
  'Tlp',
  'Caveat',
  'CapStatus',
  'Marking',
  'WithholdMode',
  'WithheldReason',
  'AuditLevel',
]);

const markingLineField = /\n\n? *"[^"]*"\n *line: String @inaccessible/u;

/** The house's own directives and types of markings, as every agency has them. */
const header = shared.definitions
  .filter(
    (definition) =>
      definition.kind === Kind.SCHEMA_EXTENSION ||
      definition.kind === Kind.DIRECTIVE_DEFINITION ||
      ('name' in definition && definition.name !== undefined && needed.has(definition.name.value)),
  )
  .map(print)
  .join('\n')
  .replace('"@provides"', '"@provides", "@requiresScopes"');

const bare = shared.definitions
  .filter(
    (definition) =>
      definition.kind !== Kind.DIRECTIVE_DEFINITION &&
      'name' in definition &&
      definition.name !== undefined &&
      ['OcdId', 'Tlp', 'Caveat', 'CapStatus', 'Marking'].includes(definition.name.value),
  )
  .map((definition) =>
    print(definition)
      .replace(/\n\n? *"[^"]*"\n *division: OcdId.*/u, '')
      .replace(markingLineField, '')
      .replaceAll(/ @\w+(?:\([^)]*\))?/gu, ''),
  )
  .join('\n');

/** The SDL of each agency's subgraph by name, rules and all. */
export function graphSdls(graph: Graph): ReadonlyMap<string, string> {
  const declared = declaredIn(graph);
  return new Map(
    graph.agencies.map((agency) => [agency, agencySdl(graph, agency, declared.get(agency) ?? new Set())]),
  );
}

/** One schema that has everything that callers may know of at most, without rules and without federation. */
export function mergedSdl(graph: Graph): string {
  const used = new Set(graph.types.flatMap(({ fields }) => fields.map(({ named }) => named)));
  for (const { named } of graph.roots) used.add(named);
  return [
    bare,
    inputs(graph, graph.roots, false),
    block(
      'type Query',
      graph.roots.map((field) => fieldHead(field, false)),
    ),
    ...graph.types.map((type) =>
      block(`type ${type.name}${type.isLabelled ? ' implements Labelled' : ''}`, [
        ...(type.isEntity ? ['id: ID!'] : []),
        ...type.markedIn
          .filter((_, index) => type.isEntity || index === 0)
          .map((agency) => `${markingField(type, agency)}: Marking`),
        ...type.fields.map((field) => fieldHead(field, false)),
      ]),
    ),
    block('interface Labelled', ['id: ID!', 'label: String']),
    `union Mixed = ${graph.types.map(({ name }) => name).join(' | ')}`,
    'enum Colour { RED GREEN BLUE }',
  ].join('\n');
}

function agencySdl(graph: Graph, agency: string, declared: ReadonlySet<string>): string {
  const own = graph.roots.filter(({ owners }) => owners.includes(agency));
  const ownsLabel = graph.labelOwner === agency;
  return [
    graph.hasLines ? header : header.replace(markingLineField, ''),
    inputs(graph, own, true),
    own.length === 0
      ? ''
      : block(
          'type Query',
          own.map((field) => stating(fieldHead(field, true), field.stated[agency])),
        ),
    ...graph.types.filter(({ name }) => declared.has(name)).map((type) => typeSdl(type, agency, declared)),
    declared.has('Labelled')
      ? block(`interface Labelled${ownsLabel ? access(graph.labelledAccess) : ''}`, [
          'id: ID! @public',
          ...(ownsLabel ? [stating('label: String', graph.label)] : []),
        ])
      : '',
    declared.has('Mixed') ? `union Mixed = ${graph.types.map(({ name }) => name).join(' | ')}` : '',
    declared.has('Colour')
      ? `enum Colour { RED GREEN BLUE${graph.blue === undefined ? '' : access([graph.blue])} }`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function typeSdl(type: GraphType, agency: string, declared: ReadonlySet<string>): string {
  const isMarking = type.markedIn.includes(agency);
  const fields = type.fields.filter(({ owners }) => owners.includes(agency));
  const required = new Set(fields.flatMap(({ requires }) => requires ?? []));
  const lines = fields.map((field) => {
    const sharing = type.isEntity && field.owners.length > 1 ? ' @shareable' : '';
    const needs = field.requires === undefined ? '' : ` @requires(fields: "${field.requires}")`;
    return stating(`${fieldHead(field, true)}${sharing}${needs}`, field.stated[agency]);
  });
  for (const field of type.fields) {
    if (required.has(field.name)) lines.push(`${fieldHead(field, false)} @external`);
  }
  const head = [
    `type ${type.name}`,
    type.isLabelled && declared.has('Labelled') ? ' implements Labelled' : '',
    type.isEntity ? ' @key(fields: "id")' : ' @shareable',
    isMarking ? ` @marked(by: "${markingField(type, agency)}")` : '',
    type.home === agency ? access(type.access) : '',
  ].join('');
  return block(head, [
    ...(type.isEntity ? [stating('id: ID!', type.id)] : []),
    ...(isMarking ? [`${markingField(type, agency)}: Marking`] : []),
    ...lines,
  ]);
}

function stating(head: string, stated: Stated = {}): string {
  const { withhold } = stated;
  const how = withhold && {
    mode: withhold.mode,
    ...(withhold.mask === undefined ? {} : { mask: JSON.stringify(withhold.mask) }),
    ...(withhold.sibling === undefined
      ? {}
      : { [withhold.mode.toLowerCase()]: JSON.stringify(withhold.sibling) }),
    ...(withhold.reason === undefined ? {} : { reason: withhold.reason }),
  };
  return [
    head,
    stated.isPublic ? ' @public' : '',
    access(stated.access ?? []),
    how
      ? ` @withhold(${Object.entries(how)
          .map(([name, value]) => `${name}: ${value}`)
          .join(', ')})`
      : '',
    stated.isAudited ? ' @audited(level: SENSITIVE)' : '',
    stated.flow ? ` @flow(mayEnter: ${JSON.stringify(stated.flow)})` : '',
    stated.scopes ? ` @requiresScopes(scopes: [${JSON.stringify(stated.scopes)}])` : '',
  ].join('');
}

function access(actions: readonly string[]): string {
  return actions.map((action) => ` @access(action: "${action}")`).join('');
}

function fieldHead({ name, named, isList, args }: GraphField, withRules: boolean): string {
  const given = args.map((argument) => argumentText(argument, named, withRules)).join(', ');
  return `${name}${given === '' ? '' : `(${given})`}: ${isList ? `[${named}]` : named}`;
}

function argumentText(
  { kind, name, by, access: needs }: GraphArgument,
  named: string,
  withRules: boolean,
): string {
  if (kind === 'times') return `${name}: Int = 1`;
  if (kind === 'key') return `${name}: String${withRules && needs !== undefined ? access([needs]) : ''}`;
  if (kind === 'filter') return `${name}: ${named}Filter`;
  if (kind === 'order') return `${name}: ${named}Order`;
  return `${name}: String${withRules ? reveals(named, by) : ''}`;
}

function reveals(named: string, by: string | undefined): string {
  return ` @reveals(coordinates: ["${named}.${by}"])`;
}

/** Input objects and enums of the arguments; those of one type have one agency, that of its list. */
function inputs(_graph: Graph, roots: readonly GraphField[], withRules: boolean): string {
  return roots
    .flatMap(({ named, args }) =>
      args.map(({ kind, by }) => {
        const rule = withRules ? reveals(named, by) : '';
        if (kind === 'filter') return `input ${named}Filter { is: String${rule} any: [String!]${rule} }`;
        return kind === 'order' ? `enum ${named}Order { PLAIN BY_FIELD${rule} }` : '';
      }),
    )
    .join('\n');
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}
