import { Kind, OperationTypeNode, type ASTNode } from 'graphql';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

const refused = new Set(['Mutation', 'Subscription']);

/** The root types beside Query that an agency declares, extends or names in its schema definition. */
export function otherRootTypes({ name, sdl, own }: ParsedSubgraph): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (node: ASTNode, message: string): void => {
    const place = placeOf(node);
    if (place !== undefined) problems.push(pageProblem('WF-L008', name, place, sdl.own.text, message));
  };
  for (const definition of own) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      for (const root of definition.operationTypes ?? []) {
        if (root.operation === OperationTypeNode.QUERY) continue;
        report(root, `\`${root.type.name.value}\` is made the root of every ${root.operation}`);
      }
    } else if (/Type(Definition|Extension)$/.test(definition.kind) && 'name' in definition) {
      const type = definition.name?.value ?? '';
      if (refused.has(type)) report(definition, `\`${type}\` is a root type beside Query`);
    }
  }
  return problems;
}
