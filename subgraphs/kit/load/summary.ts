import type { LoadReport } from './load.ts';
import { visible } from './fault.ts';
import { formats } from './record.ts';

/** The report as a person reads it: files, then agencies' tables, then what was left aside, then the outcome. */
export function summaryText(report: LoadReport): string {
  const counted = ['new', 'changed', 'unchanged'] as const;
  const files = report.files.map((file) => [
    visible(file.path),
    formats[file.format],
    ...['read' as const, ...counted, 'refused' as const].map((name) => String(file[name])),
  ]);
  const tables = report.tables.map((entry) => [
    entry.agency,
    entry.table,
    ...counted.map((name) => String(entry[name])),
  ]);
  const sections = [
    aligned(['file', 'format', 'read', 'new', 'changed', 'unchanged', 'refused'], files),
    aligned(['agency', 'table', 'new', 'changed', 'unchanged'], tables),
    aligned(
      ['skipped', 'because it'],
      report.skipped.map(({ path, reason }) => [visible(path), reason]),
    ),
    `${outcome(report)}\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** The report as one JSON document. */
export function summaryJson(report: LoadReport): string {
  const { outcome: result, files, tables, skipped, problems, warnings } = report;
  const list = (entries: LoadReport['problems']): object => ({ count: entries.count, shown: entries.shown });
  return `${JSON.stringify({ outcome: result, files, tables, skipped, problems: list(problems), warnings: list(warnings) }, null, 2)}\n`;
}

function outcome({ outcome: result, tables, files, problems }: LoadReport): string {
  const sum = (name: 'new' | 'changed' | 'unchanged'): number =>
    tables.reduce((total, entry) => total + entry[name], 0);
  const refused = files.reduce((total, file) => total + file.refused, 0);
  const rows = `${sum('new')} new, ${sum('changed')} changed, ${sum('unchanged')} unchanged rows`;
  if (result === 'loaded') return `Loaded: ${rows}${refused === 0 ? '' : `; ${refused} records refused`}.`;
  if (result === 'dry run') return `Dry run, nothing kept; a load would give ${rows}.`;
  return `Nothing loaded: ${problems.count} ${problems.count === 1 ? 'problem' : 'problems'}.`;
}

function aligned(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => (row[column] ?? title).length)),
  );
  const isNumber = header.map((_, column) => rows.every((row) => /^\d+$/.test(row[column] ?? '')));
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) =>
        isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
