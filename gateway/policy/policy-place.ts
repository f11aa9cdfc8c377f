/** A place in a file; lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface PolicyPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place between two positions of a text, in UTF-16 code units from 0. */
export function placeBetween(source: string, start: number, end: number): PolicyPlace {
  const [line, column] = positionOf(source, start);
  const [endLine, endColumn] = positionOf(source, Math.max(end, start + 1));
  return { line, column, endLine, endColumn };
}

function positionOf(source: string, at: number): readonly [line: number, column: number] {
  const before = source.slice(0, at).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
