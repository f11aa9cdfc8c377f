import type { ConstDirectiveNode } from 'graphql';
import { authorizationSpec, linkedNames } from '../supergraph/linked-names.ts';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

interface Applied {
  readonly subgraph: ParsedSubgraph;
  /** Name in its specification, whatever the shared document calls it. */
  readonly name: string;
  readonly directive: ConstDirectiveNode;
}

const fieldRules = new Set(['access', 'flow', 'withhold', 'audited']);
const typeRules = new Set(['access', 'flow', 'audited', 'marked']);

/**
 * What one agency makes `@public` and another governs: a type, or a field that both declare.
 *
 * A rule of a type governs each of its fields that the same agency does not itself make public. The problem is
 * placed at the `@public`, or at the rule where `subject` is whose rule it is.
 */
export function openedRules(subgraphs: readonly ParsedSubgraph[], subject?: string): readonly Problem[] {
  const opened = new Map<string, Applied[]>();
  const governed = new Map<string, Applied[]>();
  for (const subgraph of subgraphs) {
    for (const [coordinate, applied] of directivesOf(subgraph)) {
      const rules = coordinate.includes('.') ? fieldRules : typeRules;
      for (const each of applied) {
        if (each.name === 'public') add(opened, coordinate, [each]);
        else if (rules.has(each.name)) add(governed, coordinate, [each]);
      }
    }
  }
  for (const subgraph of subgraphs) {
    for (const [coordinate, applied] of directivesOf(subgraph)) {
      const [type = '', field] = coordinate.split('.');
      if (field === undefined || applied.some(({ name }) => name === 'public')) continue;
      const ofType = (governed.get(type) ?? []).filter((each) => each.subgraph === subgraph);
      add(governed, coordinate, ofType);
    }
  }
  return [...opened].flatMap(([coordinate, publics]) =>
    publics.flatMap((each) => {
      const rules = (governed.get(coordinate) ?? []).filter(({ subgraph }) => subgraph !== each.subgraph);
      const rule = rules.find(({ subgraph }) => subgraph.name === subject) ?? rules[0];
      return rule === undefined ? [] : problemOf(coordinate, each, rule, subject);
    }),
  );
}

function add<T>(map: Map<string, T[]>, key: string, values: readonly T[]): void {
  if (values.length > 0) map.set(key, [...(map.get(key) ?? []), ...values]);
}

/** Our directives on every type (`Type`) and field (`Type.field`) of the agency's own file, extensions included. */
function directivesOf(subgraph: ParsedSubgraph): Map<string, Applied[]> {
  const names = linkedNames(subgraph.shared);
  const found = new Map<string, Applied[]>();
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const ours = directives.flatMap((directive) => {
      // A name that no link explains means what it says.
      const { spec, name } = names.original(directive.name.value) ?? {
        spec: authorizationSpec,
        name: directive.name.value,
      };
      return spec === authorizationSpec ? [{ subgraph, name, directive }] : [];
    });
    found.set(coordinate, [...(found.get(coordinate) ?? []), ...ours]);
  };
  for (const definition of subgraph.own) {
    if (!('fields' in definition)) continue;
    note(definition.name.value, definition.directives);
    for (const { name, directives } of definition.fields ?? []) {
      note(`${definition.name.value}.${name.value}`, directives);
    }
  }
  return found;
}

function problemOf(coordinate: string, open: Applied, rule: Applied, subject: string | undefined): Problem[] {
  const openPlace = placeOf(open.directive);
  const rulePlace = placeOf(rule.directive);
  if (openPlace === undefined || rulePlace === undefined) return [];
  const atRule = rule.subgraph.name === subject;
  const [here, place, there, other] = atRule
    ? ([rule, rulePlace, open, openPlace] as const)
    : ([open, openPlace, rule, rulePlace] as const);
  const message = `\`${coordinate}\` is @public in \`${open.subgraph.name}\` and has @${rule.name} in \`${rule.subgraph.name}\``;
  const { file, line, column } = other;
  const { name, sdl } = here.subgraph;
  return [
    pageProblem('WF-L009', name, place, sdl.own.text, message, [
      { subgraph: there.subgraph.name, file, line, column },
    ]),
  ];
}
