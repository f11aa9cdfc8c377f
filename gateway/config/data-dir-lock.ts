import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDir } from './data-dir.ts';

/**
 * What runs on a data directory, for commands that look for it.
 *
 * `url` is where it answers and `workers` how many processes answer there. `subgraphs` is the folder of agencies that
 * it runs, `agencies` where each of them is asked, by name.
 */
export interface RunningFacts {
  readonly url: string;
  readonly subgraphs: string;
  readonly workers: number;
  readonly agencies: Readonly<Record<string, string>>;
}

/** Who runs on a data directory; `started` tells a process from a later one of the same id. */
export interface LockHolder extends Partial<RunningFacts> {
  readonly pid: number;
  readonly started: string | null;
}

/** A data directory held by this process. */
export interface DataDirLock {
  /** Writes down what runs, once it answers and whenever that changes. */
  announce(facts: RunningFacts): void;
  release(): void;
}

const lockName = 'lock.json';

/**
 * Holds the data directory for this process; throws when a living process holds it.
 *
 * The lock of a process that is gone, also one that was killed, is recognised and taken over.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  makeDataDir(dataDir);
  const file = join(dataDir, lockName);
  const aside = `${file}.${process.pid}`;
  const holder: LockHolder = { pid: process.pid, started: startOfProcess(process.pid) };
  writeFileSync(aside, JSON.stringify(holder));
  try {
    // Linked into place: of two processes that start at once, one gets the name.
    if (!linked(aside, file)) {
      const other = lockHolder(dataDir);
      if (other !== undefined) {
        const where = other.url === undefined ? '' : ` and answers at ${other.url}`;
        throw new Error(
          `watchfloor already runs on \`${dataDir}\` (process ${other.pid})${where}, stop it or use another \`--data-dir\``,
        );
      }
      renameSync(file, `${aside}.stale`);
      rmSync(`${aside}.stale`, { force: true });
      if (!linked(aside, file)) throw new Error(`another start is taking over \`${dataDir}\`, try again`);
    }
  } finally {
    rmSync(aside, { force: true });
  }
  return {
    announce: (facts) => {
      writeFileSync(aside, JSON.stringify({ ...holder, ...facts }));
      renameSync(aside, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The living process that holds the data directory, if there is one. */
export function lockHolder(dataDir: string): LockHolder | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, lockName), 'utf8');
  } catch {
    return undefined;
  }
  const holder = parsed(text);
  if (holder === undefined || !isAlive(holder.pid)) return undefined;
  return startOfProcess(holder.pid) === holder.started ? holder : undefined;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A torn or foreign lock file holds nothing. */
function parsed(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value))
      return undefined;
    const { pid, started } = value;
    if (typeof pid !== 'number' || (typeof started !== 'string' && started !== null)) return undefined;
    return { pid, started, ...factsOf(value) };
  } catch {
    return undefined;
  }
}

/** Each fact as far as it is one. */
function factsOf(value: object): Partial<RunningFacts> {
  const url = 'url' in value && typeof value.url === 'string' ? { url: value.url } : {};
  const subgraphs =
    'subgraphs' in value && typeof value.subgraphs === 'string' ? { subgraphs: value.subgraphs } : {};
  const workers = 'workers' in value && typeof value.workers === 'number' ? { workers: value.workers } : {};
  if (!('agencies' in value) || typeof value.agencies !== 'object' || value.agencies === null)
    return { ...url, ...subgraphs, ...workers };
  const places = Object.entries(value.agencies).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { ...url, ...subgraphs, ...workers, agencies: Object.fromEntries(places) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the kernel started the process, in its own ticks since boot; null where there is no /proc. */
function startOfProcess(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold anything, so fields are counted behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
