import { readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';
import {
  declaredIn,
  hasWithheld,
  markingField,
  possibleTypes,
  ownAgency,
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
  .replace('"@provides"', '"@provides", "@requiresScopes", "@context", "@fromContext"');

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
      .replaceAll(/ @\w+(?:\([^)]*\))?/gu, ''),
  )
  .join('\n');

/** The SDL of each agency's subgraph by name, rules and all. */
export function graphSdls(graph: Graph): ReadonlyMap<string, string> {
  const declared = declaredIn(graph);
  const agencies = graph.agencies.map(
    (agency) => [agency, agencySdl(graph, agency, declared.get(agency) ?? new Set())] as const,
  );
  return new Map(graph.tellsWithheld ? [...agencies, [ownAgency, ownSdl(graph)]] : agencies);
}

const withheldType = block('type Withheld @public', [
  'coordinate: String!',
  'mode: WithholdMode!',
  'reason: WithheldReason!',
  'custodian: ID!',
  'requestable: Boolean!',
  'marking: String',
  'instead: String',
]);

/** What the gateway composes for itself: `withheld` of everything that is marked. */
function ownSdl(graph: Graph): string {
  const facets = graph.types
    .filter((type) => hasWithheld(graph, type))
    .map(({ name }) =>
      block(`type ${name} @key(fields: "id")`, ['id: ID!', 'withheld: [Withheld!]! @public']),
    );
  return [header, withheldType, ...facets].join('\n');
}

/** One schema that has everything that callers may know of at most, without rules and without federation. */
export function mergedSdl(graph: Graph): string {
  const used = new Set(graph.types.flatMap(({ fields }) => fields.map(({ named }) => named)));
  for (const { named } of [...graph.roots, ...graph.changes]) used.add(named);
  return [
    bare,
    inputs(graph, graph.roots, false),
    block(
      'type Query',
      graph.roots.map((field) => fieldHead(field, false)),
    ),
    block(
      'type Mutation',
      graph.changes.map((field) => fieldHead(field, false)),
    ),
    ...graph.types.map((type) =>
      block(`type ${type.name}${type.isLabelled ? ' implements Labelled' : ''}`, [
        ...(type.isEntity ? ['id: ID!'] : []),
        ...type.markedIn
          .filter((_, index) => type.isEntity || index === 0)
          .map((agency) => `${markingField(type, agency)}: Marking`),
        ...type.fields.map((field) => fieldHead(field, false)),
        ...(hasWithheld(graph, type) ? ['withheld: [Withheld!]!'] : []),
      ]),
    ),
    block('interface Labelled', ['id: ID!', 'label: String']),
    `union Mixed = ${mixed(graph)}`,
    'enum Colour { RED GREEN BLUE }',
    withheldType
      .replace(' @public', '')
      .replace('WithholdMode', 'String')
      .replace('WithheldReason', 'String'),
  ].join('\n');
}

function agencySdl(graph: Graph, agency: string, declared: ReadonlySet<string>): string {
  const own = graph.roots.filter(({ owners }) => owners.includes(agency));
  const changes = graph.changes.filter(({ owners }) => owners.includes(agency));
  const ownsLabel = graph.labelOwner === agency;
  return [
    header,
    inputs(graph, own, true),
    own.length === 0
      ? ''
      : block(
          'type Query',
          own.map((field) => stating(fieldHead(field, true), field.stated[agency])),
        ),
    changes.length === 0
      ? ''
      : block(
          'type Mutation',
          changes.map((field) => stating(fieldHead(field, true), field.stated[agency])),
        ),
    ...graph.types
      .filter(({ name }) => declared.has(name))
      .map((type) => typeSdl(graph, type, agency, declared)),
    declared.has('Labelled')
      ? block(`interface Labelled${ownsLabel ? access(graph.labelledAccess) : ''}`, [
          'id: ID! @public',
          ...(ownsLabel ? [stating('label: String', graph.label)] : []),
        ])
      : '',
    declared.has('Mixed') ? `union Mixed = ${mixed(graph)}` : '',
    declared.has('Colour')
      ? `enum Colour { RED GREEN BLUE${graph.blue === undefined ? '' : access([graph.blue])} }`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function typeSdl(graph: Graph, type: GraphType, agency: string, declared: ReadonlySet<string>): string {
  const { hasLines } = graph;
  const marking = markingField(type, agency);
  const isMarking = type.markedIn.includes(agency);
  const fields = type.fields.filter(({ owners }) => owners.includes(agency));
  // What an agency computes parts from stands above them.
  const above = graph.types
    .flatMap((each) => each.fields)
    .filter(({ owners, context }) => context?.type === type.name && owners.includes(agency))
    .flatMap(({ context }) => context?.field ?? []);
  const foreign = above.filter((name) => fields.every((field) => field.name !== name));
  const required = new Set([...fields.flatMap(({ requires }) => requires ?? []), ...foreign]);
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
    isMarking ? ` @marked(by: "${marking}"${hasLines ? `, line: "${marking}Line"` : ''})` : '',
    type.home === agency ? access(type.access) : '',
    above.length > 0 ? ' @context(name: "above")' : '',
  ].join('');
  return block(head, [
    ...(type.isEntity ? [stating('id: ID!', type.id)] : []),
    ...(isMarking ? [`${marking}: Marking`] : []),
    ...(isMarking && hasLines ? [`${marking}Line: String @inaccessible`] : []),
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

function fieldHead({ name, named, isList, args, context }: GraphField, withRules: boolean): string {
  if (context && withRules)
    return `${name}(from: String @fromContext(field: "$above { ${context.field} }")): ${named}`;
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

function mixed(graph: Graph): string {
  return possibleTypes(graph, 'Mixed')
    .map(({ name }) => name)
    .join(' | ');
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}
