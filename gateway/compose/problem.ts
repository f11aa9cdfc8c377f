/** A place in a file; lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place in another agency's schema that a problem is about; `declares` is what stands there, where short. */
export interface OtherSide {
  readonly subgraph: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly declares?: string;
}

/**
 * One reason why a schema cannot be used, for the person who can change it.
 *
 * `code` is stable and has a page (`watchfloor explain`). `composition` is the composition library's own code,
 * where the problem came from there. `subgraph` is the agency whose file `place` is in. `excerpt` is the line
 * of text at the place, without its line end; empty where there is no such file.
 */
export interface Problem {
  readonly code: string;
  readonly composition?: string;
  readonly message: string;
  readonly subgraph: string;
  readonly place: Place;
  readonly excerpt: string;
  readonly otherSides: readonly OtherSide[];
  readonly why: string;
  readonly fix: string;
}

/** The first position of a file, for a problem of the file as a whole. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Line `line` (from 1) of `text`, without its line end. */
export function lineOf(text: string, line: number): string {
  return text.split(/\r\n|[\n\r]/)[line - 1] ?? '';
}
