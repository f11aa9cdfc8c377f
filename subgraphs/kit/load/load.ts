import type { Tlp } from '../marking.ts';
import { countyIndex } from './county-index.ts';
import type { NamedCounty } from './county-index.ts';
import type { Destination } from './destination.ts';
import { codeOf, expand } from './expand.ts';
import type { FoundFile } from './expand.ts';
import { Fault } from './fault.ts';
import { fileLoad } from './file-load.ts';
import type { FileReport } from './file-load.ts';
import { newestObjects } from './newest-objects.ts';
import { problemList } from './problem-list.ts';
import type { OpenProblemList, ProblemList } from './problem-list.ts';
import type { Progress } from './progress.ts';
import { inReadingOrder } from './reading-order.ts';
import { recognise } from './recognise.ts';
import type { Format } from './record.ts';
import { recordLedger } from './record-ledger.ts';
import { stagingGround } from './staging-ground.ts';
import type { AgencyTableCounts } from './staging-ground.ts';

/** What to load, where to, and how strictly. */
export interface LoadOptions {
  readonly paths: readonly string[];
  readonly destinations: readonly Destination[];
  /** Label of objects that say nothing about their handling. */
  readonly defaultTlp: Tlp;
  readonly maximumBytes: number;
  /** Do everything but keep nothing. */
  readonly dryRun: boolean;
  /** Load the rest when records are refused, instead of nothing. */
  readonly skipRefused: boolean;
  /** Counties that are known without any file. */
  readonly knownCounties: () => Iterable<NamedCounty>;
  readonly progress: Progress;
}

/** What a load did. */
export interface LoadReport {
  readonly outcome: 'loaded' | 'nothing loaded' | 'dry run';
  readonly files: readonly FileReport[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly tables: readonly AgencyTableCounts[];
  readonly problems: ProblemList;
  readonly warnings: ProblemList;
  /** Paths given that do not exist; then nothing was done. */
  readonly missing: readonly string[];
}

/**
 * Loads files and folders: finds the files, recognises them, reads all of them into the agencies' transactions, and
 * only when every file has been read to its end without a problem commits.
 *
 * INVARIANT: nothing is half-loaded. One refused record, unless those are to be skipped, or one file that cannot be
 * read to its end, rolls back every agency.
 */
export async function load(options: LoadOptions): Promise<LoadReport> {
  const { files, skipped, unreadable, missing } = await expand(options.paths);
  const problems = problemList();
  const warnings = problemList();
  const report = { files: [], skipped, tables: [], problems, warnings, missing };
  if (missing.length > 0) return { ...report, outcome: 'nothing loaded' };
  for (const { path, reason } of unreadable) problems.add(path, null, reason);
  const others = [...skipped];
  const inputs = await recognised(files, options.maximumBytes, problems, others);

  const counties = countyIndex(options.knownCounties);
  const ground = stagingGround(options.destinations);
  const ledger = recordLedger(await newestObjects(inputs));
  const reports: FileReport[] = [];
  const fatal = (): boolean => (options.skipRefused ? problems.files : problems.count) > 0;
  try {
    for (const input of inputs) {
      const context = { counties, defaultTlp: options.defaultTlp };
      const keeping = (): boolean => !fatal();
      reports.push(
        await fileLoad(input, {
          context,
          ground,
          ledger,
          problems,
          warnings,
          keeping,
          progress: options.progress,
        }),
      );
    }
    options.progress.end();
    const keep = !fatal() && !options.dryRun;
    if (keep) await ground.commit();
    if (inputs.length === 0 && !fatal()) warnings.add('', null, 'no file there is in a format that is read');
    for (const kind of ground.untaken())
      warnings.add('', null, `no agency takes records of kind \`${kind}\``);
    const outcome = keep ? 'loaded' : fatal() ? 'nothing loaded' : 'dry run';
    return { ...report, skipped: others, outcome, files: reports, tables: ground.counts() };
  } finally {
    await ground.rollback();
  }
}

/** A file in a format that is read. */
export interface Input {
  readonly path: string;
  readonly size: number;
  readonly format: Format;
}

async function recognised(
  files: readonly FoundFile[],
  maximumBytes: number,
  problems: OpenProblemList,
  skipped: { path: string; reason: string }[],
): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const { path, size, named } of files) {
    try {
      const recognition = await recognise(path);
      if (size > maximumBytes && (named || recognition.kind === 'format')) {
        const limit = `${Math.floor(maximumBytes / 1024 / 1024)} MB`;
        problems.add(
          path,
          null,
          `has ${Math.ceil(size / 1024 / 1024)} MB, more than the ${limit} of --max-bytes`,
        );
      } else if (recognition.kind === 'format') inputs.push({ path, size, format: recognition.format });
      else if (recognition.kind === 'broken') problems.add(path, recognition.position, recognition.reason);
      else if (named) problems.add(path, null, recognition.reason);
      else skipped.push({ path, reason: recognition.reason });
    } catch (error) {
      problems.add(path, null, error instanceof Fault ? error.message : `cannot be read (${codeOf(error)})`);
    }
  }
  return inReadingOrder(inputs);
}
