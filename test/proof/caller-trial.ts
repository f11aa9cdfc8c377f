import { openExplainToViewer } from '../../gateway/viewer/viewer-access.ts';
import { callerOf } from './callers.ts';
import type { Graph, GraphArgument, GraphField } from './graph.ts';
import { fieldNamed } from './plain-values.ts';
import type { Asking, ServedGraph } from './product.ts';
import type { ProvedGraph } from './proved-graph.ts';
import { hidesArgument, hidesField } from './reference-refusals.ts';
import { fieldsOfType } from './reference-withheld.ts';
import { referenceRights, type ReferenceRights } from './reference-rights.ts';
import { callerNumber, type Finding, type Trial } from './trial.ts';

const introspection = `{
  __schema { types { name fields(includeDeprecated: true) { name args { name } } inputFields { name } enumValues { name } } }
}`;

interface SeenSchema {
  readonly __schema: {
    readonly types: readonly {
      readonly name: string;
      readonly fields:
        | readonly { readonly name: string; readonly args: readonly { readonly name: string }[] }[]
        | null;
      readonly inputFields: readonly { readonly name: string }[] | null;
      readonly enumValues: readonly { readonly name: string }[] | null;
    }[];
  };
}

/** One caller of a graph: the schema that they see, and what they are told of their access before they ask. */
export function callerTrialOf({ seed, graph, policies }: ProvedGraph, number: number): Trial {
  const principal = callerNumber(seed, number);
  const rights = referenceRights(graph, policies, callerOf(principal));
  const expected = visibleMembers(graph, rights);
  const found = (text: string): Finding => ({
    kind: 'schema',
    seed: `${seed} caller ${number}`,
    text: `${text}\n${JSON.stringify(callerOf(principal))}`,
  });
  return {
    seed: `${seed} caller ${number}`,
    weight: 5,
    async run(served, asking, figures) {
      figures.schemas += 1;
      const answer = await asking.ask(principal, introspection, {});
      const { data } = answer.body as { readonly data?: SeenSchema };
      if (!data) return found(`no schema is told: ${answer.text}`);
      const seen = membersOf(data, graph);
      const [more, less] = [
        [...seen].filter((each) => !expected.has(each)),
        [...expected].filter((each) => !seen.has(each)),
      ];
      if (more.length + less.length > 0)
        return found(`the schema shows too much: ${more.join(', ')}, too little: ${less.join(', ')}`);
      const wrong = accessDifference(graph, rights, expected, served, asking, principal);
      return wrong === undefined ? undefined : found(wrong);
    },
  };
}

/** `Type.field`, `Type.field(argument:)` and `Colour.BLUE` of everything random that introspection tells. */
function membersOf({ __schema: { types } }: SeenSchema, graph: Graph): ReadonlySet<string> {
  const inputs = graph.types.flatMap(({ name }) => [`${name}Filter`, `${name}Order`]);
  const known = new Set([...typeNames(graph), 'Labelled', 'Colour', ...inputs]);
  return new Set(
    types
      .filter(({ name }) => known.has(name))
      .flatMap(({ name, fields, inputFields, enumValues }) => [
        ...(fields ?? []).flatMap((field) => [
          `${name}.${field.name}`,
          ...field.args.map((argument) => `${name}.${field.name}(${argument.name}:)`),
        ]),
        ...[...(inputFields ?? []), ...(enumValues ?? [])].map((member) => `${name}.${member.name}`),
      ]),
  );
}

function typeNames({ types }: Graph): readonly string[] {
  return ['Query', 'Mutation', ...types.map(({ name }) => name)];
}

/** What of the graph a caller sees: what is not hidden and can be reached without what is hidden. */
function visibleMembers(graph: Graph, rights: ReferenceRights): ReadonlySet<string> {
  const members = new Set<string>();
  const reached = new Set(['Query', 'Mutation']);
  // A set grows while it is walked.
  for (const name of reached) {
    if (name === 'Mixed') for (const type of graph.types) reached.add(type.name);
    if (name === 'Labelled') {
      for (const type of graph.types) if (type.isLabelled) reached.add(type.name);
    }
    if (name === 'Colour') {
      for (const colour of ['RED', 'GREEN']) members.add(`Colour.${colour}`);
      if (showsBlueSomewhere(graph, rights)) members.add('Colour.BLUE');
    }
    if (graph.types.find((each) => each.name === name)?.isLabelled) reached.add('Labelled');
    for (const field of fieldsOf(graph, name)) {
      if (hidesField(graph, rights, name, field.name)) continue;
      members.add(`${name}.${field.name}`);
      reached.add(field.named);
      for (const argument of field.args) {
        if (hidesArgument(graph, rights, field, argument)) continue;
        members.add(`${name}.${field.name}(${argument.name}:)`);
        for (const member of membersOfInput(graph, rights, field, argument)) members.add(member);
      }
    }
  }
  return members;
}

/** What an input object or an enum of an argument shows; what reveals the hidden by being given is not shown. */
function membersOfInput(
  graph: Graph,
  rights: ReferenceRights,
  field: GraphField,
  argument: GraphArgument,
): readonly string[] {
  if (argument.kind === 'filter') return ['is', 'any'].map((name) => `${field.named}Filter.${name}`);
  if (argument.kind !== 'order') return [];
  const isHidden = hidesArgument(graph, rights, field, { ...argument, kind: 'where' });
  return ['PLAIN', ...(isHidden ? [] : ['BY_FIELD'])].map((name) => `${field.named}Order.${name}`);
}

/** Everything that a type of the graph has, its key and markings among it. */
function fieldsOf(graph: Graph, name: string): readonly GraphField[] {
  if (name === 'Query') return graph.roots;
  if (name === 'Mutation') return graph.changes;
  if (name === 'Labelled') {
    const first = graph.types.find(({ isLabelled }) => isLabelled);
    return first ? ['id', 'label'].flatMap((each) => fieldNamed(graph, first.name, each) ?? []) : [];
  }
  const type = graph.types.find((each) => each.name === name);
  return type ? fieldsOfType(graph, type) : [];
}

/** The value is hidden only where it is at every field that gives it. */
function showsBlueSomewhere(graph: Graph, rights: ReferenceRights): boolean {
  const places = [...graph.roots, ...graph.types.flatMap(({ fields }) => fields)].filter(
    ({ named }) => named === 'Colour',
  );
  return places.length === 0 || places.some(({ owners }) => rights.showsBlue(owners));
}

/** What `viewer { can }` tells otherwise than the reference; undefined: nothing. */
function accessDifference(
  graph: Graph,
  rights: ReferenceRights,
  visible: ReadonlySet<string>,
  { on }: ServedGraph,
  asking: Asking,
  principal: Parameters<Asking['accessOf']>[0],
): string | undefined {
  const explain = openExplainToViewer(on.supergraph.policies, on.apiSchema);
  const access = asking.accessOf(principal);
  const nothing = { decision: 'NEVER', mode: 'HIDDEN', custodian: null, requestable: false };
  for (const type of typeNames(graph)) {
    const fields = fieldsOf(graph, type).filter(({ name }) => name !== 'withheld');
    for (const field of [...fields, undefined]) {
      const coordinate = `${type}.${field?.name ?? 'nothing'}`;
      const isPublic = field !== undefined && rights.isPublic(type, field);
      const mode = field ? rights.withhold(field).mode : 'HIDDEN';
      const expected =
        field && visible.has(coordinate)
          ? {
              decision: rights.foresees(type, field).toUpperCase(),
              mode,
              custodian: isPublic ? null : rights.custodian(type, field),
              requestable: !isPublic && mode !== 'DENY' && mode !== 'HIDDEN',
            }
          : nothing;
      const { decision, mode: told, custodian, requestable } = explain(access, coordinate).access;
      const [first, second] = [{ decision, mode: told, custodian, requestable }, expected].map((each) =>
        JSON.stringify(each),
      );
      if (first !== second) return `\`can\` tells ${first} of \`${coordinate}\`\nnot ${second}`;
    }
  }
  return undefined;
}
