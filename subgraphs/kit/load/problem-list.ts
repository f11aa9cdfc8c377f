import { visible } from './fault.ts';
import type { Position } from './fault.ts';

/** Something about a file that a person must know, where, in one line. */
export interface Problem {
  /** As the person typed it, or found below what was typed. */
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  /** The record by its name in the file. */
  readonly record: string | null;
  readonly reason: string;
}

/** Problems of a load: the first few whole, all of them counted. */
export interface ProblemList {
  readonly shown: readonly Problem[];
  readonly count: number;
}

/** A list that is being filled. */
export interface OpenProblemList extends ProblemList {
  /** How many are about a file as a whole, and not about one record of it. */
  readonly files: number;
  add(path: string, position: Position | null, reason: string, about?: 'file' | 'record'): void;
}

/** Most problems that are shown. */
const maximumShown = 20;

/** A list that keeps the first problems and counts the rest, so that a bad file cannot fill memory or a screen. */
export function problemList(): OpenProblemList {
  const shown: Problem[] = [];
  let count = 0;
  let records = 0;
  return {
    shown,
    get count() {
      return count;
    },
    get files() {
      return count - records;
    },
    add(path, position, reason, about = 'file') {
      count += 1;
      if (about === 'record') records += 1;
      if (shown.length >= maximumShown) return;
      const { line, column, record } = position ?? { line: null, column: null, record: null };
      shown.push({ path, line, column, record, reason });
    },
  };
}

/** `kev.json:40:3: vulnerabilities[3]: reason` */
function problemLine({ path, line, column, record, reason }: Problem): string {
  const place = [path === '' ? null : path, line, column].filter((part) => part !== null).join(':');
  return visible([place, record, reason].filter((part) => part !== null && part !== '').join(': '));
}

/** A list as lines of text, `kind` before each, with a line for those not shown. */
export function problemLines(kind: string, list: ProblemList): readonly string[] {
  const lines = list.shown.map((problem) => `${kind}: ${problemLine(problem)}`);
  const more = list.count - list.shown.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
