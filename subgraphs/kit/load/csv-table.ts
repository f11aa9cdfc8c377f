import { csvRows } from './csv-rows.ts';
import { atLine, Fault } from './fault.ts';
import type { Refusal } from './fault.ts';
import type { TextFile } from './text-file.ts';

/** The columns of a CSV format. */
export interface CsvColumns {
  readonly required: readonly string[];
  /** Other names a publisher uses for a column: name in the file -> name here. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** A row of a table with a header: cells by column name, trimmed; an absent column is empty. */
export interface TableRow {
  readonly kind: 'row';
  readonly line: number;
  readonly cell: (column: string) => string;
}

/** A header cell as columns are compared: lower case, `_` for spaces. */
export function columnName(header: string, aliases: Readonly<Record<string, string>>): string {
  const name = header.trim().toLowerCase().replaceAll(/\s+/g, '_');
  return aliases[name] ?? name;
}

/** The required columns that a header does not have. */
export function missingColumns(header: readonly string[], columns: CsvColumns): readonly string[] {
  const present = new Set(header.map((cell) => columnName(cell, columns.aliases)));
  return columns.required.filter((name) => !present.has(name));
}

/** The rows below the header; a fault when a column is missing, a refusal for a row of another width. */
export async function* tableRows(file: TextFile, columns: CsvColumns): AsyncGenerator<TableRow | Refusal> {
  let indexes: ReadonlyMap<string, number> | null = null;
  let width = 0;
  for await (const { line, cells } of csvRows(file)) {
    if (indexes === null) {
      const missing = missingColumns(cells, columns);
      if (missing.length > 0) {
        const names = missing.map((name) => `\`${name}\``).join(', ');
        throw new Fault(`lacks the ${missing.length === 1 ? 'column' : 'columns'} ${names}`, atLine(line));
      }
      indexes = new Map(cells.map((cell, index) => [columnName(cell, columns.aliases), index]));
      if (indexes.size < cells.length) throw new Fault('names one column twice in its header', atLine(line));
      width = cells.length;
      continue;
    }
    if (cells.length !== width) {
      const reason = `has ${cells.length} cells where the header has ${width}`;
      yield { kind: 'refusal', position: atLine(line), reason };
      continue;
    }
    const known = indexes;
    yield { kind: 'row', line, cell: (column) => cells[known.get(column) ?? -1]?.trim() ?? '' };
  }
}
