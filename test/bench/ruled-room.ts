import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { graphql, parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { LocalSubgraph } from '../../gateway/execute/agency-data-source.ts';
import { readPolicies } from '../../gateway/policy/read-policies.ts';
import { supergraphOf, type Supergraph } from '../../gateway/supergraph/supergraph.ts';
import { markingLine } from '../../schema/marking-line.ts';
import { heavyResolvers, subgraphNames, subgraphSdls, type SubgraphName } from './heavy-graph.ts';

/** The heavy graph with a rule on every field and a marking on every object, and policies that decide by it. */
export interface RuledRoom {
  readonly supergraph: Supergraph;
  readonly locals: readonly LocalSubgraph[];
}

const shared = readFileSync(new URL('../../schema/shared.graphql', import.meta.url), 'utf8');
const marking = {
  tlp: 'AMBER',
  releasableTo: ['bench', 'accounts', 'reviews'],
  originator: 'accounts',
  caveats: [],
  case: null,
  status: 'EXERCISE',
  division: null,
};

const line = markingLine(marking);

/** Opens the room; an answer that was given once is given again from memory. `recorded` demands a record of every name. */
export function openRuledRoom({ recorded = false } = {}): RuledRoom {
  const locals = subgraphNames.map((name): LocalSubgraph => {
    const schema = ruledSubgraph(name, recorded);
    const answers = new Map<string, ExecutionResult>();
    return {
      name,
      async answer({ query, variables }) {
        const key = `${query} ${JSON.stringify(variables)}`;
        const known = answers.get(key);
        if (known) return known;
        const answer = await graphql({
          schema,
          source: query,
          variableValues: { ...variables },
          contextValue: { token: '' },
        });
        if (answer.errors) throw new Error(String(answer.errors[0]));
        answers.set(key, answer);
        return answer;
      },
    };
  });
  return { supergraph: ruledSupergraph((name) => `http://${name}.invalid`, recorded), locals };
}

/** One of the room's subgraphs, to be executed with a `HeavyContext`. */
export function ruledSubgraph(name: SubgraphName, recorded: boolean): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: typeDefsOf(name, recorded), resolvers: withMarkings(name) }]);
}

/** The room's supergraph with its policies and with the subgraphs at the addresses. */
export function ruledSupergraph(urlOf: (name: SubgraphName) => string, recorded: boolean): Supergraph {
  const { supergraphSdl, errors } = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: typeDefsOf(name, recorded), url: urlOf(name) })),
  );
  if (!supergraphSdl) throw new Error(`the subgraphs do not compose: ${errors?.join(', ')}`);
  const { book, problems } = readPolicies(
    subgraphNames.map((custodian) => ({ custodian, file: `${custodian}.cedar`, text: policies(custodian) })),
    ['display'],
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const places = subgraphNames.map((name) => ({ name, url: urlOf(name) }));
  return supergraphOf(supergraphSdl, places, book);
}

function typeDefsOf(name: SubgraphName, recorded: boolean): DocumentNode {
  return parse(`${shared}\n${ruled(name, recorded)}`);
}

const owners: Readonly<Record<SubgraphName, readonly string[]>> = {
  accounts: ['User'],
  inventory: [],
  products: ['Product', 'Item'],
  reviews: ['Review'],
};

/** The subgraph's SDL with its own types marked. */
function ruled(name: SubgraphName, recorded: boolean): string {
  const sdl = subgraphSdls[name].replace(/extend schema[^\n]*\n/u, '');
  return owners[name]
    .reduce(
      (text, type) =>
        text.replace(
          new RegExp(`type ${type} @key\\(fields: "(\\w+)"\\) \\{\\s*\\w+: \\w+!`, 'u'),
          (_, key: string) =>
            `type ${type} @key(fields: "${key}") @marked(by: "marking", line: "markingLine") { marking: Marking markingLine: String @inaccessible ${key}: ${key === 'id' ? 'ID' : 'String'}! @flow(mayEnter: ${JSON.stringify(subgraphNames)})`,
        ),
      sdl,
    )
    .replace(
      /type Query \{([^}]*)\}/u,
      (_, fields: string) =>
        `type Query {${fields.replaceAll(/\]|(?<=: User)\b|(?<=: Review)\b/gu, '$& @public ')}}`,
    )
    .replace(/\b(price|weight): Int\b(?! @external)/gu, '$& @flow(mayEnter: ["inventory"])')
    .replace('name: String username', recorded ? 'name: String @audited(level: SENSITIVE) username' : '$&');
}

function policies(custodian: string): string {
  return `@id("${custodian}.display")
permit (principal, action == Action::"display", resource)
when { resource.tlp == "AMBER" && resource.releasableTo.contains(principal.agency) && principal.exercise };`;
}

type Resolvers = NonNullable<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]> extends { resolvers?: infer R }
    ? R
    : never
>;
type ResolverMap = Readonly<Record<string, Readonly<Record<string, (...given: never[]) => unknown>>>>;

function withMarkings(name: SubgraphName) {
  const merged: Record<string, ResolverMap[string]> = { ...(heavyResolvers[name] as ResolverMap) };
  for (const type of owners[name])
    merged[type] = { ...merged[type], marking: () => marking, markingLine: () => line };
  return merged as Resolvers;
}
