import { Kind, print, type ASTNode, type GraphQLError } from 'graphql';
import { nodeAt, nodesLike, placeOf } from './place.ts';
import { plain } from './plain-message.ts';
import { lineOf, startOf, type OtherSide, type Problem } from './problem.ts';
import type { ProblemContext, Side } from './problem-side.ts';
import { problemPage } from './problem-pages.ts';
import { schemaCode } from './schema-code.ts';
import { specificCure } from './specific-cure.ts';

const aboutTypes = /TYPE_MISMATCH$/;

/** The composition library's error as a problem that is located in the agencies' own files. */
export function compositionProblem(error: GraphQLError, context: ProblemContext): Problem {
  const composition = typeof error.extensions.code === 'string' ? error.extensions.code : 'UNKNOWN';
  const named = /^\[([^\]]+)\] /.exec(error.message)?.[1];
  const text = error.message.slice(named === undefined ? 0 : named.length + 3);
  const sides = sidesOf(error, named, composition, context);
  const primary = primarySide(sides, context.subject) ?? mentioned(text, named, context);
  const subgraph = primary?.subgraph ?? named ?? context.subject ?? [...context.subgraphs.keys()][0] ?? '';
  const owner = context.subgraphs.get(subgraph);
  const place = primary?.place ?? startOf(owner?.sdl.own.file ?? 'schema.graphql');
  const others = otherSides(sides, subgraph, composition);
  const page = composition === 'INVALID_GRAPHQL' ? problemPage(schemaCode(text)) : problemPage(composition);
  const cure = specificCure(composition, text, primary, context);
  const fileText = fileTextOf(place.file, context);
  return {
    code: page?.code ?? composition,
    composition,
    message: cure.message ?? plain(text),
    subgraph,
    place: cure.place ?? place,
    excerpt: lineOf(fileText, (cure.place ?? place).line),
    otherSides: others,
    why: cure.why ?? page?.why ?? 'composition refuses the schemas for the reason that the message gives',
    fix: cure.fix ?? page?.fix ?? 'see the message: it names the element and the rule',
  };
}

function sidesOf(
  error: GraphQLError,
  named: string | undefined,
  code: string,
  context: ProblemContext,
): Side[] {
  // A type that lacks what its interface has is where to mend it, so it comes before the interface.
  const nodes = error.message.includes('Interface field ') ? error.nodes?.toReversed() : error.nodes;
  return (nodes ?? []).flatMap((node) => {
    const part = aboutTypes.test(code) ? 'type' : 'name';
    const place = placeOf(node, part);
    if (place !== undefined) return [{ subgraph: subgraphOfFile(place.file, named, context), node, place }];
    const subgraph = 'subgraph' in node && typeof node.subgraph === 'string' ? node.subgraph : named;
    const parsed = subgraph === undefined ? undefined : context.subgraphs.get(subgraph);
    if (subgraph === undefined || parsed === undefined) return [];
    return nodesLike(node, parsed.own)
      .slice(0, 1)
      .flatMap((like) => {
        const found = placeOf(like, part);
        return found === undefined ? [] : [{ subgraph, node: like, place: found }];
      });
  });
}

function subgraphOfFile(file: string, named: string | undefined, context: ProblemContext): string {
  for (const [name, { sdl }] of context.subgraphs) if (sdl.own.file === file) return name;
  return named ?? 'shared';
}

function fileTextOf(file: string, context: ProblemContext): string {
  for (const { sdl } of context.subgraphs.values()) {
    if (sdl.own.file === file) return sdl.own.text;
    if (sdl.shared.file === file) return sdl.shared.text;
  }
  return '';
}

function primarySide(sides: readonly Side[], subject: string | undefined): Side | undefined {
  return (
    sides.find(({ subgraph }) => subgraph === subject) ??
    sides.find(({ subgraph }) => subgraph !== 'shared') ??
    sides[0]
  );
}

/** For a message without nodes: the first element it names that somebody declares, the subject's first. */
function mentioned(text: string, named: string | undefined, context: ProblemContext): Side | undefined {
  const missing = /cannot find field "(\w+\.\w+)"/.exec(text)?.[1];
  const coordinates = [
    ...(missing === undefined ? [] : [missing]),
    ...[...text.matchAll(/"(\w+(?:\.\w+)?)(?:\([^)]*\))?"/g)].map((match) => match[1] ?? ''),
    ...(missing === undefined ? [] : [missing.split('.')[0] ?? '']),
  ];
  const first = context.subject ?? named;
  const order = [...context.subgraphs.values()].toSorted(
    (a, b) => Number(b.name === first) - Number(a.name === first),
  );
  for (const parsed of order) {
    for (const coordinate of coordinates) {
      const node = nodeAt(coordinate, parsed.own);
      const place = node && placeOf(node);
      if (node !== undefined && place !== undefined) return { subgraph: parsed.name, node, place };
    }
  }
  return undefined;
}

function otherSides(sides: readonly Side[], primary: string, code: string): OtherSide[] {
  const others = new Map<string, OtherSide>();
  for (const { subgraph, node, place } of sides) {
    if (subgraph === primary || subgraph === 'shared' || others.has(subgraph)) continue;
    const { file, line, column } = place;
    const declares = aboutTypes.test(code) ? declaredType(node) : undefined;
    others.set(subgraph, { subgraph, file, line, column, ...(declares === undefined ? {} : { declares }) });
  }
  return [...others.values()];
}

/** The type that a field or an argument is declared with, as text. */
function declaredType(node: ASTNode): string | undefined {
  if (node.kind !== Kind.FIELD_DEFINITION && node.kind !== Kind.INPUT_VALUE_DEFINITION) return undefined;
  return print(node.type);
}
