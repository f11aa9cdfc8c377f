import { visit, type ConstDirectiveNode, type DefinitionNode, type DocumentNode } from 'graphql';
import { booleanArgument, stringArgument } from './join-arguments.ts';
import { syntheticRequires, type SyntheticRequires } from './synthetic-requires.ts';

/**
 * The supergraph as the planner should read it: no input of `@requires` has arguments, and of the keys that one
 * subgraph has for a type, those that it cannot resolve come last.
 *
 * The planner takes a type's first key to come back to an object after a `@requires`, resolvable or not.
 */
export function preparedSupergraph(document: DocumentNode): SyntheticRequires {
  const definitions = document.definitions.map(withResolvableKeysFirst);
  return syntheticRequires({ ...document, definitions });
}

function withResolvableKeysFirst(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') {
    return definition;
  }
  const directives = definition.directives?.toSorted(
    (a, b) => Number(isUnresolvable(a)) - Number(isUnresolvable(b)),
  );
  return { ...definition, ...(directives ? { directives } : {}) };
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && booleanArgument(directive, 'resolvable') === false;
}

/** Every label of `@join__field(overrideLabel:)`, without doubles. */
export function overrideLabels(document: DocumentNode): readonly string[] {
  const labels = new Set<string>();
  visit(document, {
    Directive(directive) {
      const label = stringArgument(directive as ConstDirectiveNode, 'overrideLabel');
      if (directive.name.value === 'join__field' && label !== undefined) labels.add(label);
    },
  });
  return [...labels];
}
