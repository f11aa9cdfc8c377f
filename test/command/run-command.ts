import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));

/** How a command ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs; `output` is what it wrote so far on both streams. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  output(): string;
  /** Resolves when the output matches; rejects when the command ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts `watchfloor` as a process of its own; nothing of the caller's own settings reaches it. */
export function startCommand(
  argv: readonly string[],
  environment: Record<string, string> = {},
): RunningCommand {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(WATCHFLOOR_|NO_COLOR|FORCE_COLOR|VITEST|NODE_)/.test(name),
  );
  const child = spawn(process.execPath, [main, ...argv], {
    env: { ...Object.fromEntries(kept), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const wake = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const each of wake) each();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const each of wake) each();
  });
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    stdout,
    stderr,
  }));
  return {
    child,
    ended,
    output: () => stdout + stderr,
    says: async (pattern) => {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
      const look = (): void => {
        const match = pattern.exec(stdout + stderr);
        if (match !== null) resolve(match);
      };
      wake.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying ${pattern}: ${stdout}${stderr}`)));
      return promise.finally(() => wake.delete(look));
    },
  };
}

/** Runs `watchfloor` to its end. */
export function run(argv: readonly string[], environment?: Record<string, string>): Promise<Ended> {
  return startCommand(argv, environment).ended;
}
