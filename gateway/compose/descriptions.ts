import { Kind, type DefinitionNode, type NameNode, type StringValueNode } from 'graphql';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

interface Element {
  readonly code: string;
  readonly coordinate: string;
  readonly name: NameNode;
  readonly described: boolean;
}

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * The elements that no subgraph describes, each reported where it is first declared.
 *
 * One description in the whole graph is enough: who adds a field to another agency's entity need not repeat
 * what the entity is. The three root types need none; their fields do.
 */
export function undescribed(subgraphs: readonly ParsedSubgraph[]): readonly Problem[] {
  const described = new Set<string>();
  const missing = new Map<string, { subgraph: ParsedSubgraph; element: Element }>();
  for (const subgraph of subgraphs) {
    for (const element of [...subgraph.shared, ...subgraph.own].flatMap(elementsOf)) {
      if (element.described) described.add(element.coordinate);
      else if (!missing.has(element.coordinate)) missing.set(element.coordinate, { subgraph, element });
    }
  }
  return [...missing.values()]
    .filter(({ element }) => !described.has(element.coordinate) && !roots.has(element.coordinate))
    .flatMap(({ subgraph, element }) => problemOf(subgraph, element));
}

function problemOf(subgraph: ParsedSubgraph, element: Element): Problem[] {
  const place = placeOf(element.name);
  if (place === undefined) return [];
  const { own, shared } = subgraph.sdl;
  const text = place.file === own.file ? own.text : shared.text;
  return [
    pageProblem(element.code, subgraph.name, place, text, `\`${element.coordinate}\` has no description`),
  ];
}

type Describable = { readonly name: NameNode; readonly description?: StringValueNode | undefined };

function elementsOf(definition: DefinitionNode): Element[] {
  if (!('name' in definition) || definition.name === undefined) return [];
  const owner = definition.name.value;
  const elements: Element[] = [];
  const add = (code: string, coordinate: string, node: Describable): void => {
    const isDescribed = (node.description?.value.trim() ?? '') !== '';
    elements.push({ code, coordinate, name: node.name, described: isDescribed });
  };
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
    add('WF-L001', `@${owner}`, definition);
    for (const parameter of definition.arguments ?? []) {
      add('WF-L003', `@${owner}(${parameter.name.value}:)`, parameter);
    }
    return elements;
  }
  if (definition.kind.endsWith('TypeDefinition')) add('WF-L001', owner, definition as Describable);
  if ('values' in definition) {
    for (const value of definition.values ?? []) add('WF-L004', `${owner}.${value.name.value}`, value);
  }
  if (!('fields' in definition)) return elements;
  for (const field of definition.fields ?? []) {
    add('WF-L002', `${owner}.${field.name.value}`, field);
    if (!('arguments' in field)) continue;
    for (const parameter of field.arguments ?? []) {
      add('WF-L003', `${owner}.${field.name.value}(${parameter.name.value}:)`, parameter);
    }
  }
  return elements;
}
