import type { LoadRecord, RecordKind, RecordOf } from './load/record.ts';
import type { Table } from './table.ts';

/** One row to be put into one table. */
export interface Change {
  readonly table: Table<unknown>;
  readonly row: unknown;
}

/** A row for a table; the types of both agree. */
export function put<T>(table: Table<T>, row: T): Change {
  return { table, row };
}

/** Rows for one table. */
export function putAll<T>(table: Table<T>, rows: readonly T[]): readonly Change[] {
  return rows.map((row) => ({ table, row }));
}

/** What an agency makes of imported records, by kind; a kind that is absent is none of its business. */
export type ImportMap = {
  readonly [K in RecordKind]?: (record: RecordOf<K>) => readonly Change[];
};

/** The rows an agency makes of one record; empty when the record is not for it. */
export function changesOf(imports: ImportMap, record: LoadRecord): readonly Change[] {
  const importer = imports[record.kind] as ((record: LoadRecord) => readonly Change[]) | undefined;
  return importer?.(record) ?? [];
}

/** An agency's part of the demonstration exercise. */
export interface ScenarioPart {
  /** The desk that is on shift. */
  readonly onShift: string;
  /** When anything of the agency's data last changed in the exercise; RFC 3339 in UTC. */
  readonly lastUpdate: string;
  /**
   * Tables that hold rows of the exercise; before the part is put, their rows with status EXERCISE are removed, and
   * every row of a table without markings.
   */
  readonly tables: readonly Table<unknown>[];
  readonly changes: readonly Change[];
}
