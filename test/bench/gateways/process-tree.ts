import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What a process and its descendants have used so far. */
export interface TreeUse {
  /** User and system time of all threads. */
  readonly cpuMs: number;
  readonly residentMb: number;
  /** Largest resident memory so far, each process's own added up. */
  readonly peakMb: number;
}

/** The use of a process and all its descendants, from /proc. */
export function treeUse(root: number): TreeUse {
  const tick = clockTick();
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/u.test(name) ? statOf(Number(name)) : undefined;
    if (stat) parents.set(Number(name), stat.parent);
  }
  const inTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || inTree(parents.get(pid)));
  let [ticks, residentMb, peakMb] = [0, 0, 0];
  for (const pid of parents.keys()) {
    if (!inTree(pid)) continue;
    ticks += statOf(pid)?.ticks ?? 0;
    const status = read(`/proc/${pid}/status`);
    residentMb += Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
    peakMb += Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
  }
  return { cpuMs: (ticks * 1000) / tick, residentMb, peakMb };
}

/** Keeps a process, with the threads and processes that it starts later, on one core; with one core there is none to choose. */
export function pinTo(core: number, pid: number): void {
  if (availableParallelism() > 1) execFileSync('taskset', ['-a', '-p', '-c', String(core), String(pid)]);
}

function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  // The name may hold spaces and brackets; what follows its last bracket is numbers.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

let ticksPerSecond: number | undefined;
function clockTick(): number {
  return (ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));
}
