import { stdout } from 'node:process';
import type { CheckReport } from './check-report.ts';
import { paint, printable } from './paint.ts';
import { problemText } from './problem-text.ts';

/** The report for a terminal or a log: what was checked, line by line, then every problem. */
export function textReport(report: CheckReport): string {
  const { problems, warnings, hints, subgraphs, before, after, folder } = report;
  const own = problems.filter(({ code }) => code.startsWith('WF-S'));
  const lint = problems.filter(({ code }) => code.startsWith('WF-L')).length;
  const others = problems.length - own.length - lint;
  const lines = [
    line(own.length === 0, 'schema', own.length === 0 ? schemaFacts(report) : count(own.length, 'problem')),
  ];
  if (after !== undefined) {
    const hashes = before === after ? `${short(after)}, unchanged` : `${short(before)} → ${short(after)}`;
    lines.push(line(true, 'compose', `${count(subgraphs, 'subgraph')}, supergraph ${hashes} (local)`));
  } else if (others > 0) {
    lines.push(line(false, 'compose', `${count(subgraphs, 'subgraph')}, ${count(others, 'problem')}`));
  }
  if (lint > 0) lines.push(line(false, 'lint', count(lint, 'problem')));
  for (const warning of warnings)
    lines.push(`${paint('yellow', '!', stdout)} ${'policy'.padEnd(10)} ${warning.message}`);
  if (hints.length > 0) lines.push(`${paint('yellow', '!', stdout)} ${'hints'.padEnd(10)} ${hints.length}`);
  for (const hint of hints) lines.push(`    ${printable(hint.message)}`);
  if (problems.length === 0) lines.push(`Ready: npx watchfloor publish ${folder}`);
  const details = problems.map((problem) => `\n${problemText(problem, stdout)}`);
  return `${lines.join('\n')}\n${details.join('')}`;
}

function schemaFacts({ file, types }: CheckReport): string {
  return `${file}, ${count(types, 'type')}`;
}

function line(good: boolean, what: string, facts: string): string {
  return `${good ? paint('green', '✓', stdout) : paint('red', '✗', stdout)} ${what.padEnd(10)} ${facts}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function short(hash: string | undefined): string {
  return hash?.slice(0, 6) ?? 'none';
}
