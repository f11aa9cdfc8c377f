import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who runs on a data directory.
 *
 * `started` tells a process from a later one of the same id; `url` is there once it answers, and `subgraphs` is
 * the folder of agencies that it runs.
 */
export interface LockHolder {
  readonly pid: number;
  readonly started: string | null;
  readonly url?: string;
  readonly subgraphs?: string;
}

/** A data directory held by this process. */
export interface DataDirLock {
  /** Writes down where the gateway answers and what it runs, for commands that look for it. */
  announce(facts: { readonly url: string; readonly subgraphs: string }): void;
  release(): void;
}

const lockName = 'lock.json';

/**
 * Holds the data directory for this process; throws when a living process holds it.
 *
 * The lock of a process that is gone, also one that was killed, is recognised and taken over.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
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
    const url = 'url' in value && typeof value.url === 'string' ? { url: value.url } : {};
    const subgraphs =
      'subgraphs' in value && typeof value.subgraphs === 'string' ? value.subgraphs : undefined;
    return { pid, started, ...url, ...(subgraphs === undefined ? {} : { subgraphs }) };
  } catch {
    return undefined;
  }
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
