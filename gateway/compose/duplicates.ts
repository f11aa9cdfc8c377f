import { Kind, type ASTNode, type DefinitionNode, type NameNode } from 'graphql';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

interface Named {
  readonly name: NameNode;
}

/** What a subgraph defines twice: types, directives, fields, arguments, input fields and enum values. */
export function duplicates(subgraph: ParsedSubgraph): readonly Problem[] {
  const problems: Problem[] = [];
  const definitions = [...subgraph.shared, ...subgraph.own];
  const report = (what: string, second: Named, first: Named): void => {
    const problem = duplicate(subgraph, what, second, first);
    if (problem !== undefined) problems.push(problem);
  };
  const types = definitions.filter(isTypeDefinition);
  repeated(types, (second, first) => report(`type \`${second.name.value}\``, second, first));
  const directives = definitions.filter((definition) => definition.kind === Kind.DIRECTIVE_DEFINITION);
  repeated(directives, (second, first) => report(`directive \`@${second.name.value}\``, second, first));
  for (const [owner, members] of membersByType(definitions)) {
    repeated(members, (second, first) => report(`\`${owner}.${second.name.value}\``, second, first));
    for (const member of members) {
      const parameters: readonly Named[] = 'arguments' in member ? member.arguments : [];
      repeated(parameters, (second, first) =>
        report(`\`${owner}.${member.name.value}(${second.name.value}:)\``, second, first),
      );
    }
  }
  return problems;
}

function isTypeDefinition(definition: DefinitionNode): definition is DefinitionNode & Named {
  return definition.kind.endsWith('TypeDefinition');
}

function repeated<T extends Named>(nodes: readonly T[], report: (second: T, first: T) => void): void {
  const seen = new Map<string, T>();
  for (const node of nodes) {
    const first = seen.get(node.name.value);
    if (first === undefined) seen.set(node.name.value, node);
    else report(node, first);
  }
}

function membersByType(definitions: readonly DefinitionNode[]): Map<string, (ASTNode & Named)[]> {
  const members = new Map<string, (ASTNode & Named)[]>();
  const defined = new Set<string>();
  for (const definition of definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    // A second definition of one type is one problem, not one for each of its fields.
    if (isTypeDefinition(definition)) {
      if (defined.has(definition.name.value)) continue;
      defined.add(definition.name.value);
    }
    const own =
      'fields' in definition ? definition.fields : 'values' in definition ? definition.values : undefined;
    if (own === undefined) continue;
    members.set(definition.name.value, [...(members.get(definition.name.value) ?? []), ...own]);
  }
  return members;
}

function duplicate(subgraph: ParsedSubgraph, what: string, second: Named, first: Named): Problem | undefined {
  const place = placeOf(second.name);
  const earlier = placeOf(first.name);
  if (place === undefined || earlier === undefined) return undefined;
  const { file, line, column } = earlier;
  const { sdl } = subgraph;
  const text = place.file === sdl.own.file ? sdl.own.text : sdl.shared.text;
  const message = `${what} is defined twice: first in ${file}:${line}`;
  return pageProblem('WF-S005', subgraph.name, place, text, message, [
    { subgraph: file === sdl.shared.file ? 'shared' : subgraph.name, file, line, column },
  ]);
}
