import { Kind, print, visit, type ASTNode, type DefinitionNode, type Location } from 'graphql';
import type { Place } from './problem.ts';

/** The place of `width` characters on one line. */
export function placeOfPosition(file: string, line: number, column: number, width: number): Place {
  return { file, line, column, endLine: line, endColumn: column + Math.max(1, width) };
}

/**
 * Where a reader should look for `node`: its name where it has one, since a definition begins with its
 * description; with `type`, its type. Nothing for a node that was not read from a file.
 */
export function placeOf(node: ASTNode, part: 'name' | 'type' = 'name'): Place | undefined {
  const location = part === 'type' && 'type' in node ? (node.type as ASTNode).loc : nameLocation(node);
  if (location === undefined) return undefined;
  const { startToken, endToken, source } = location;
  return {
    file: source.name,
    line: startToken.line,
    column: startToken.column,
    endLine: endToken.line,
    endColumn: endToken.column + (endToken.end - endToken.start),
  };
}

function nameLocation(node: ASTNode): Location | undefined {
  // An application is shown whole: its name alone would hide the argument that is wrong.
  if (node.kind === Kind.DIRECTIVE || node.kind === Kind.ARGUMENT) return node.loc;
  return 'name' in node && node.name !== undefined ? node.name.loc : node.loc;
}

/**
 * The nodes among `definitions` that read as `node` does, in the order of the file.
 *
 * Composition prints and parses again what it validates, so some of its errors have nodes without a location.
 */
export function nodesLike(node: ASTNode, definitions: readonly DefinitionNode[]): readonly ASTNode[] {
  const wanted = print(node);
  const found: ASTNode[] = [];
  for (const definition of definitions) {
    visit(definition, {
      enter(candidate) {
        if (candidate.kind === node.kind && print(candidate) === wanted) found.push(candidate);
      },
    });
  }
  return found;
}

/** The node that `coordinate` (`Type` or `Type.field`) names among `definitions`. */
export function nodeAt(coordinate: string, definitions: readonly DefinitionNode[]): ASTNode | undefined {
  const [typeName, memberName] = coordinate.split('.');
  for (const definition of definitions) {
    if (!('name' in definition) || definition.name?.value !== typeName) continue;
    if (memberName === undefined) return definition;
    const members =
      'fields' in definition ? definition.fields : 'values' in definition ? definition.values : [];
    const member = members?.find(({ name }) => name.value === memberName);
    if (member !== undefined) return member;
  }
  return undefined;
}
