import { GraphQLError, Kind, Source, parse, type DefinitionNode } from 'graphql';
import { placeOfPosition } from './place.ts';
import { plain } from './plain-message.ts';
import { lineOf, startOf, type Problem } from './problem.ts';
import { pageProblem } from './page-problem.ts';
import type { SdlDocument, SubgraphSdl } from './subgraph-sdl.ts';

/** What one subgraph defines: the shared definitions first, each node located in its own file. */
export interface ParsedSubgraph {
  readonly kind: 'parsed';
  readonly name: string;
  readonly sdl: SubgraphSdl;
  readonly shared: readonly DefinitionNode[];
  readonly own: readonly DefinitionNode[];
}

/** Why the text of a subgraph cannot be read. */
export interface UnreadableSubgraph {
  readonly kind: 'unreadable';
  readonly problems: readonly Problem[];
}

/** The largest schema text that is read, in UTF-16 code units. */
const largestSdl = 2_000_000;
const mostTokens = 200_000;

/** The definitions of a subgraph, or why its text cannot be read. */
export function parseSdl(sdl: SubgraphSdl): ParsedSubgraph | UnreadableSubgraph {
  const shared = parseDocument(sdl.name, sdl.shared);
  const own = parseDocument(sdl.name, sdl.own);
  const problems = [
    ...('problem' in shared ? [shared.problem] : []),
    ...('problem' in own ? [own.problem] : []),
  ];
  if ('problem' in shared || 'problem' in own) return { kind: 'unreadable', problems };
  const operation = own.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
  );
  if (operation?.loc !== undefined) {
    const { startToken } = operation.loc;
    const place = placeOfPosition(
      sdl.own.file,
      startToken.line,
      startToken.column,
      startToken.end - startToken.start,
    );
    const problem = pageProblem(
      'WF-S012',
      sdl.name,
      place,
      sdl.own.text,
      'an operation stands in the schema',
    );
    return { kind: 'unreadable', problems: [problem] };
  }
  return { kind: 'parsed', name: sdl.name, sdl, shared: shared.definitions, own: own.definitions };
}

type Parsed = { readonly definitions: readonly DefinitionNode[] } | { readonly problem: Problem };

function parseDocument(name: string, { file, text }: SdlDocument): Parsed {
  if (text.length > largestSdl) {
    return { problem: pageProblem('WF-S013', name, startOf(file), text, 'the schema is larger than 2 MB') };
  }
  try {
    return { definitions: parse(new Source(text, file), { maxTokens: mostTokens }).definitions };
  } catch (error) {
    return { problem: readingProblem(name, file, text, error) };
  }
}

function readingProblem(name: string, file: string, text: string, error: unknown): Problem {
  if (!(error instanceof GraphQLError)) {
    return pageProblem('WF-S013', name, startOf(file), text, 'the schema is too deeply nested to be read');
  }
  const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 };
  const message = plain(error.message.replace(/^Syntax Error: /, ''));
  if (message.includes('token limit')) {
    return pageProblem('WF-S013', name, startOf(file), text, 'the schema has more than 200,000 tokens');
  }
  const meaningful = text.split('\n').some((each) => each.trim() !== '' && !each.trim().startsWith('#'));
  if (!meaningful) return pageProblem('WF-S011', name, startOf(file), text, 'the schema defines nothing');
  const rest = lineOf(text, line).slice(column - 1);
  const width = /^(\w+|\S)/.exec(rest)?.[0].length ?? 1;
  const place = placeOfPosition(file, line, column, width);
  return pageProblem('WF-S001', name, place, text, message);
}
