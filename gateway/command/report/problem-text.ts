import type { OtherSide, Problem } from '../../compose/problem.ts';
import { paint, printable, type Output } from './paint.ts';

const widestExcerpt = 160;

/** A problem for people: code, place, the line with carets, whose the other side is, why, fix. */
export function problemText(problem: Problem, output: Output, kind: 'error' | 'warning' = 'error'): string {
  const { code, message, place, why, fix, otherSides } = problem;
  const head = paint(kind === 'error' ? 'red' : 'yellow', `${kind}[${code}]`, output);
  const lines = [
    `${head} ${printable(message)}`,
    `  ${printable(place.file)}:${place.line}:${place.column}`,
    ...excerptLines(problem, output),
    ...otherSides.map((side) => `  ${printable(side.file)}:${side.line}:${side.column} ${said(side)}`),
    `  Why: ${printable(why)}`,
    `  Fix: ${printable(fix)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function excerptLines({ excerpt, place, otherSides }: Problem, output: Output): readonly string[] {
  if (excerpt.trim() === '') return [];
  const gutter = `  ${place.line} │ `;
  const margin = `${' '.repeat(gutter.length - 2)}  `;
  const shown = printable(excerpt).replaceAll('\t', ' ').slice(0, widestExcerpt);
  if (place.column > shown.length) return [`${gutter}${shown}`];
  const end = place.endLine === place.line ? place.endColumn : shown.length + 1;
  const carets = '^'.repeat(Math.max(1, Math.min(end, shown.length + 1) - place.column));
  const declared = otherSides.filter(({ declares }) => declares !== undefined);
  const label = declared.length === 0 ? '' : ` yours; ${declared.map(said).join('; ')}`;
  return [
    `${gutter}${shown}`,
    `${margin}${' '.repeat(place.column - 1)}${paint('red', carets, output)}${printable(label)}`,
  ];
}

function said({ subgraph, declares }: OtherSide): string {
  return declares === undefined ? subgraph : `${subgraph} declares ${declares}`;
}
