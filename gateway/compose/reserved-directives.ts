import { Kind, visit, type DefinitionNode, type DirectiveNode, type ValueNode } from 'graphql';
import { markingLineDirectives } from './marking-lines.ts';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

/** The directives that no agency may apply, by their names in their specifications. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['override', 'WF-L005'],
  ['inaccessible', 'WF-L005'],
  ['interfaceObject', 'WF-L006'],
  ['context', 'WF-L006'],
  ['fromContext', 'WF-L006'],
  ['composeDirective', 'WF-L006'],
  ['extends', 'WF-L006'],
]);

/**
 * What an agency applies in its own file although only the community may: the directives by which one agency
 * reaches into what another declares, and every directive on the schema itself. `@inaccessible` may stand on the text
 * of an agency's own marking alone.
 *
 * A directive has another name only by a link, a link stands on the schema, and an agency's own schema takes no
 * directive; so the shared document alone says which names there are, beside `<link>__<directive>`, which needs
 * no import and is refused for every directive.
 */
export function reservedDirectives(
  subgraph: ParsedSubgraph,
  all: readonly ParsedSubgraph[],
): readonly Problem[] {
  const originals = renamed(subgraph.shared);
  const allowed = markingLineDirectives(subgraph, all);
  const problems: Problem[] = [];
  const report = (code: string, node: DirectiveNode, message: string): void => {
    const place = placeOf(node);
    const { name, sdl } = subgraph;
    if (place !== undefined) problems.push(pageProblem(code, name, place, sdl.own.text, message));
  };
  for (const definition of subgraph.own) {
    const isSchema = definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION;
    visit(definition, {
      Directive(node) {
        const written = node.name.value;
        const local = written.replace(/^.*__/, '');
        const original = originals.get(written) ?? local;
        const also = original === written ? '' : `, which is \`@${original}\`,`;
        const code = reserved.get(original);
        if (allowed.has(node)) return;
        if (code !== undefined) report(code, node, `\`@${written}\`${also} is not for an agency to use`);
        else if (isSchema) report('WF-L007', node, `\`@${written}\` stands on the schema of an agency`);
        else if (written.includes('__'))
          report('WF-L006', node, `\`@${written}\` goes round the shared imports`);
      },
    });
  }
  return problems;
}

/** What the links among `definitions` call otherwise: the name in use to the name in the specification. */
function renamed(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const originals = new Map<string, string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { arguments: given = [] } of definition.directives ?? []) {
      const valueOf = (name: string): ValueNode | undefined =>
        given.find((each) => each.name.value === name)?.value;
      // A specification's main directive bears the name of the specification, or the one that `as` gives it.
      const specification = /\/([^/]+)\/v\d[^/]*$/.exec(textOf(valueOf('url')) ?? '')?.[1];
      const as = textOf(valueOf('as'));
      if (specification !== undefined && as !== undefined) originals.set(as, specification);
      const imports = valueOf('import');
      for (const each of imports?.kind === Kind.LIST ? imports.values : []) {
        if (each.kind !== Kind.OBJECT) continue;
        const part = (name: string): string | undefined =>
          textOf(each.fields.find((field) => field.name.value === name)?.value)?.replace(/^@/, '');
        const original = part('name');
        const local = part('as');
        if (original !== undefined && local !== undefined) originals.set(local, original);
      }
    }
  }
  return originals;
}

function textOf(value: ValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined;
}
