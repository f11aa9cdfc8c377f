import type { ASTNode } from 'graphql';
import type { ParsedSubgraph } from './parse-sdl.ts';
import type { Place } from './problem.ts';

/** What a problem is told about: all subgraphs by name, and the one whose owner reads the report. */
export interface ProblemContext {
  readonly subgraphs: ReadonlyMap<string, ParsedSubgraph>;
  readonly subject?: string;
}

/** One node of a composition error, found in the file it was read from. */
export interface Side {
  readonly subgraph: string;
  readonly node: ASTNode;
  readonly place: Place;
}
