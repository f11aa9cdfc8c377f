import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { atLine, Fault } from './fault.ts';
import { textOf } from './text-file.ts';
import type { TextFile } from './text-file.ts';

/** Largest row that is read, in characters; it bounds what one broken quote can pull into memory. */
const maximumRowLength = 1024 * 1024;

/** One row of a CSV file. */
export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a CSV file (RFC 4180, any line ends), blank lines left out; a fault where it cannot go on. */
export async function* csvRows(file: TextFile): AsyncGenerator<CsvRow> {
  let last = 0;
  // Lines on which the rows begin that are parsed and not yet taken.
  const begins: number[] = [];
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximumRowLength,
    on_record: (cells: string[], { lines }) => {
      last = lines;
      begins.push(lines - breaksIn(cells));
      return cells;
    },
  });
  // The reader of `parser` below gets any error of the pipeline too, so it is not lost here.
  const feeding = pipeline(Readable.from(textOf(file)), parser).catch(() => {});
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { line: begins.shift() ?? 0, cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error.code === 'CSV_QUOTE_NOT_CLOSED' ? last + 1 : Number(error['lines'] ?? last + 1);
    throw new Fault(reasonOf(error), atLine(line));
  } finally {
    parser.destroy();
    await feeding;
  }
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (/[\r\n]/.test(cell)) breaks += cell.split(/\r\n|[\r\n]/).length - 1;
  return breaks;
}

function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'has a quote that is never closed; the file is cut off or a quote is not doubled';
    case 'CSV_MAX_RECORD_SIZE':
      return `has a row longer than ${maximumRowLength} characters; a quote may not be closed`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'has a quote inside a cell; put the cell in quotes and double the quote';
    default:
      return `is no CSV that can be read (${error.code})`;
  }
}
