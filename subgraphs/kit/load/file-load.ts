import type { Counts } from './destination.ts';
import { codeOf } from './expand.ts';
import { Fault } from './fault.ts';
import type { Position } from './fault.ts';
import type { OpenProblemList } from './problem-list.ts';
import type { Progress } from './progress.ts';
import type { ReadContext } from './reader.ts';
import { readers } from './readers.ts';
import type { Format, LoadRecord } from './record.ts';
import type { RecordLedger } from './record-ledger.ts';
import type { StagingGround } from './staging-ground.ts';
import { textFile } from './text-file.ts';

/** What became of one file. */
export interface FileReport extends Counts {
  readonly path: string;
  readonly format: Format;
  /** Records read, refused ones not among them. */
  readonly read: number;
  readonly refused: number;
}

/** What the loading of one file shares with the others. */
export interface FileLoadContext {
  readonly context: ReadContext;
  readonly ground: StagingGround;
  readonly ledger: RecordLedger;
  readonly problems: OpenProblemList;
  readonly warnings: OpenProblemList;
  /** Whether records are still worth putting; files are read on for their problems when not. */
  readonly keeping: () => boolean;
  readonly progress: Progress;
}

const batchSize = 500;

/** Reads one file into the agencies' staging; what is wrong with it goes to the problems and ends nothing else. */
export async function fileLoad(
  input: { readonly path: string; readonly size: number; readonly format: Format },
  { context, ground, ledger, problems, warnings, keeping, progress }: FileLoadContext,
): Promise<FileReport> {
  const { path, format } = input;
  const counts = { read: 0, new: 0, changed: 0, unchanged: 0, refused: 0 };
  const refuse = (position: Position, reason: string): void => {
    counts.refused += 1;
    problems.add(path, position, reason, 'record');
  };
  const flush = async (records: readonly LoadRecord[]): Promise<void> => {
    if (records.length === 0 || !keeping()) return;
    const { tables, refused } = await ground.put(records);
    for (const table of tables) {
      counts.new += table.new;
      counts.changed += table.changed;
      counts.unchanged += table.unchanged;
    }
    for (const { record, reason } of refused) refuse(positionOf(record), reason);
  };
  let batch: LoadRecord[] = [];
  progress.file(path, input.size);
  try {
    const file = textFile(path, (bytes) => progress.bytes(bytes));
    for await (const entry of readers[format](file, context)) {
      if (entry.kind === 'refusal') refuse(entry.position, entry.reason);
      else if (entry.kind === 'warning') warnings.add(path, entry.position, entry.reason);
      else {
        counts.read += 1;
        const standing = ledger.enter(entry, path);
        if (standing.kind === 'first') batch.push(entry);
        if (standing.kind === 'conflict') {
          const reason = `its content differs from \`${standing.path}\`, ${standing.record}`;
          if (standing.path === path) refuse(positionOf(entry), `is there twice: ${reason}`);
          else warnings.add(path, positionOf(entry), `${reason}, which was read first and stays`);
        }
      }
      if (batch.length >= batchSize) {
        await flush(batch);
        batch = [];
      }
    }
    await flush(batch);
  } catch (error) {
    if (error instanceof Fault) problems.add(path, error.position, error.message);
    else if (error instanceof Error && isReadError(error))
      problems.add(path, null, `cannot be read (${codeOf(error)})`);
    else throw error;
  }
  return { path, format, ...counts };
}

function positionOf({ provenance }: LoadRecord): Position {
  const line = /line (\d+)$/.exec(provenance.record)?.[1];
  const name = provenance.record.replace(/(?:, )?line \d+$/, '');
  return { line: line === undefined ? null : Number(line), column: null, record: name || null };
}

function isReadError(error: Error): boolean {
  return 'syscall' in error && (error.syscall === 'open' || error.syscall === 'read');
}
