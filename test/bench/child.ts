import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A command that runs in a process of its own. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** What it has printed so far on both outputs. */
  output(): string;
  /** Its largest resident memory so far, in MB; null where the system does not tell. */
  peakMb(): number | null;
  /** Resolves to its exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs `watchfloor` with arguments. */
export function runWatchfloor(...given: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, ['gateway/main.ts', ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  let peak: number | null = null;
  const look = (): void => {
    peak = Math.max(peak ?? 0, peakOf(child.pid) ?? 0) || null;
  };
  const timer = setInterval(look, 20);
  const ended = once(child, 'exit').then(([code]) => {
    clearInterval(timer);
    return code as number | null;
  });
  return { child, output: () => output, peakMb: () => peak, ended };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? null : Number(peak) / 1024;
  } catch {
    return null;
  }
}
