import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { directiveArgument, linkedNames } from '../supergraph/linked-names.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';

/**
 * The `@inaccessible` that an agency may write: on a field that its own `@marked(line:)` names as the text of the
 * marking, where no other agency declares that field but for the same.
 */
export function markingLineDirectives(
  subgraph: ParsedSubgraph,
  all: readonly ParsedSubgraph[],
): ReadonlySet<object> {
  const names = linkedNames(subgraph.shared);
  const lines = markingLines(subgraph);
  const found = new Set<object>();
  for (const [coordinate, fields] of lines) {
    const isOthers = all.some(
      (other) =>
        other !== subgraph &&
        declares(other, coordinate) &&
        markingLines(other).get(coordinate) === undefined,
    );
    if (isOthers) continue;
    for (const each of fields.flatMap(({ directives = [] }) => directives)) {
      if (names.original(each.name.value)?.name === 'inaccessible') found.add(each);
    }
  }
  return found;
}

/** The fields of a subgraph's own file that hold a marking as one text, by coordinate. */
function markingLines({ own, shared }: ParsedSubgraph): ReadonlyMap<string, readonly FieldDefinitionNode[]> {
  const names = linkedNames(shared);
  const isMarked = ({ name }: ConstDirectiveNode): boolean => names.original(name.value)?.name === 'marked';
  const found = new Map<string, FieldDefinitionNode[]>();
  for (const [type, pieces] of Map.groupBy(own.filter(hasFields), ({ name }) => name.value)) {
    const lines = new Set(
      pieces
        .flatMap(({ directives = [] }) => directives.filter(isMarked))
        .map((directive) => directiveArgument(directive, 'line'))
        .flatMap((line) => (line?.kind === Kind.STRING ? [line.value] : [])),
    );
    for (const field of pieces.flatMap(({ fields = [] }) => fields)) {
      const coordinate = `${type}.${field.name.value}`;
      if (lines.has(field.name.value)) found.set(coordinate, [...(found.get(coordinate) ?? []), field]);
    }
  }
  return found;
}

function declares({ own, shared }: ParsedSubgraph, coordinate: string): boolean {
  return [...own, ...shared]
    .filter(hasFields)
    .some(({ name, fields = [] }) =>
      fields.some((field) => `${name.value}.${field.name.value}` === coordinate),
    );
}

function hasFields(
  definition: DefinitionNode,
): definition is
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}
