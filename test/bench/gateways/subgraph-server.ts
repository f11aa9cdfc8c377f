import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SubgraphName } from '../heavy-graph.ts';

/** The four subgraphs on one port, which answer as fast as this machine can make them. */
export interface SubgraphServer {
  urlOf(name: SubgraphName): string;
  /** How many requests were answered so far. */
  calls(): Promise<number>;
  /** How they answer, in one line. */
  readonly way: string;
  stop(): Promise<void>;
}

/**
 * Starts the subgraphs: a server in Node that executes GraphQL, and before it, where `g++` is installed, one in C++
 * that repeats its answers with the token of each caller.
 */
export async function openSubgraphServer(pin: (pid: number) => void): Promise<SubgraphServer> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const children: ChildProcess[] = [];
  const kill = (): void => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const start = async (command: string, args: readonly string[]): Promise<number> => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    if (child.pid !== undefined) pin(child.pid);
    const lines = createInterface(child.stdout);
    const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as readonly string[];
    if (line === undefined) throw new Error(`\`${command} ${args.join(' ')}\` ended before it listened`);
    return Number(line);
  };
  const source = fileURLToPath(new URL('./subgraph-front.cpp', import.meta.url));
  let port = await start(process.execPath, [
    fileURLToPath(new URL('./subgraph-process.ts', import.meta.url)),
  ]);
  const front = compiled(source, join(folder, 'front'));
  if (front !== undefined) port = await start(front, [String(port)]);
  return {
    urlOf: (name) => `http://127.0.0.1:${port}/${name}`,
    calls: async () => Number(await (await fetch(`http://127.0.0.1:${port}/calls`)).text()),
    way: front === undefined ? 'subgraphs in Node: there is no g++' : 'subgraphs in C++',
    async stop() {
      for (const child of children) {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      }
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function compiled(source: string, target: string): string | undefined {
  try {
    execFileSync('g++', ['-O2', '-std=c++20', '-o', target, source], { stdio: 'pipe' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return existsSync(target) ? target : undefined;
}
