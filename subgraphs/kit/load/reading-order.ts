import { columnName } from './csv-table.ts';
import { csvRows } from './csv-rows.ts';
import { Fault } from './fault.ts';
import { readers } from './readers.ts';
import type { Format } from './record.ts';
import { textFile } from './text-file.ts';

/**
 * The files in the order in which a load reads them: by format, and lists of polling places the latest election first.
 *
 * Of records with one id in several files the first stays: a site is to be as the latest election had it.
 */
export async function inReadingOrder<T extends { readonly path: string; readonly format: Format }>(
  inputs: readonly T[],
): Promise<readonly T[]> {
  const order = Object.keys(readers);
  const days = new Map<T, string>();
  for (const input of inputs)
    if (input.format === 'polling-places') days.set(input, await electionDay(input.path));
  const dayOf = (input: T): string => days.get(input) ?? '';
  return inputs.toSorted((a, b) => {
    const byFormat = order.indexOf(a.format) - order.indexOf(b.format);
    if (byFormat !== 0 || dayOf(a) === dayOf(b)) return byFormat;
    return dayOf(a) < dayOf(b) ? 1 : -1;
  });
}

// A list is of one election; its first row tells which. What is wrong with the file is told when it is read.
async function electionDay(path: string): Promise<string> {
  let column = -1;
  try {
    for await (const { cells } of csvRows(textFile(path))) {
      if (column >= 0) return cells[column] ?? '';
      column = cells.findIndex((cell) => columnName(cell, {}) === 'election_date');
      if (column === -1) return '';
    }
    return '';
  } catch (error) {
    if (error instanceof Fault) return '';
    throw error;
  }
}
