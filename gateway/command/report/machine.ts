import type { Problem } from '../../compose/problem.ts';
import { problemPage } from '../../compose/problem-pages.ts';
import type { CheckReport } from './check-report.ts';
import { printable } from './paint.ts';

/** The report as one JSON object. */
export function jsonReport(report: CheckReport): string {
  return `${JSON.stringify({ ok: report.problems.length === 0, ...report }, undefined, 2)}\n`;
}

/** The report as workflow commands of GitHub Actions, which become annotations at the lines. */
export function githubReport({ problems, warnings }: CheckReport): string {
  const command = (kind: string, { code, message, place, why, fix }: Problem): string => {
    const { file, line, column, endLine, endColumn } = place;
    const properties = { file, line, col: column, endLine, endColumn, title: code };
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
    return `::${kind} ${list.join(',')}::${escapedData(`${message}\nWhy: ${why}\nFix: ${fix}`)}\n`;
  };
  return [
    ...problems.map((problem) => command('error', problem)),
    ...warnings.map((problem) => command('warning', problem)),
  ].join('');
}

/** The report as SARIF 2.1.0. */
export function sarifReport({ problems, warnings }: CheckReport): string {
  const found = [
    ...problems.map((problem) => ({ problem, level: 'error' })),
    ...warnings.map((problem) => ({ problem, level: 'warning' })),
  ];
  const codes = [...new Set(found.map(({ problem }) => problem.code))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'watchfloor', rules: codes.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ problem, level }) => sarifResult(problem, level)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function sarifRule(id: string): object {
  const page = problemPage(id);
  if (page === undefined) return { id };
  return { id, shortDescription: { text: page.title }, help: { text: `${page.why}. ${page.fix}.` } };
}

function sarifResult({ code, message, place, otherSides, why, fix }: Problem, level: string): object {
  const { file, line, column, endLine, endColumn } = place;
  return {
    ruleId: code,
    level,
    message: { text: `${message}. Why: ${why}. Fix: ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    relatedLocations: otherSides.map((side) => ({
      message: { text: side.subgraph },
      physicalLocation: {
        artifactLocation: { uri: encodeURI(side.file) },
        region: { startLine: side.line, startColumn: side.column },
      },
    })),
  };
}

/** The report as JUnit XML: one test case for the schema and one for each problem. */
export function junitReport({ agency, file, problems }: CheckReport): string {
  const cases =
    problems.length === 0
      ? [`    <testcase classname="${xml(agency)}" name="${xml(file)}"/>`]
      : problems.map(({ code, message, place, why, fix }) => {
          const where = `${place.file}:${place.line}:${place.column}`;
          const name = `${code} ${where}`;
          const text = `${where}\n${message}\nWhy: ${why}\nFix: ${fix}`;
          return `    <testcase classname="${xml(agency)}" name="${xml(name)}"><failure type="${xml(code)}" message="${xml(message)}">${xml(text)}</failure></testcase>`;
        });
  const counts = `tests="${cases.length}" failures="${problems.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
  <testsuite name="watchfloor check ${xml(agency)}" ${counts}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function xml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return printable(text).replace(/[&<>"']/g, (character) => names[character] ?? character);
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
