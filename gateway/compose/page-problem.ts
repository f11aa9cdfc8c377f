import { lineOf, type OtherSide, type Place, type Problem } from './problem.ts';
import { problemPage } from './problem-pages.ts';

/**
 * A problem whose reason and cure are those of its page.
 *
 * `text` is the text of the file that `place` is in; it gives the excerpt. A code without a page is a mistake
 * of the program and throws.
 */
export function pageProblem(
  code: string,
  subgraph: string,
  place: Place,
  text: string,
  message: string,
  otherSides: readonly OtherSide[] = [],
): Problem {
  const page = problemPage(code);
  if (page === undefined) throw new Error(`no page describes \`${code}\``);
  const { why, fix } = page;
  return { code, message, subgraph, place, excerpt: lineOf(text, place.line), otherSides, why, fix };
}
