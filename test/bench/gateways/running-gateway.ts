import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Launch } from './contenders.ts';
import { treeUse, type TreeUse } from './process-tree.ts';

/** A gateway that answers. */
export interface RunningGateway {
  readonly port: number;
  use(): TreeUse;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** Starts a gateway on the last core and waits until it answers; throws with what it said when it does not. */
export async function startGateway(launch: Launch, folder: string, port: number): Promise<RunningGateway> {
  const cores = availableParallelism();
  const [command = '', ...args] = [
    ...(cores > 1 ? ['taskset', '-c', String(cores - 1)] : []),
    launch.command,
    ...launch.args,
  ];
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', HOME: folder, ...launch.env },
  });
  let said = '';
  const listen = (text: string): void => {
    said = (said + text).slice(-2000);
  };
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);
  let over = false;
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => (over = true));
  const stop = async (): Promise<void> => {
    if (!over) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
    process.off('exit', kill);
  };
  const begun = performance.now();
  while (!(await answers(port))) {
    if (over || performance.now() - begun > patienceMs) {
      await stop();
      throw new Error(`it does not answer: ${oneLine(said)}`);
    }
    await pause(100);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error('it has no process');
  return { port, use: () => treeUse(pid), stop };
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer t000000start0000' },
      body: '{"query":"{ __typename }"}',
    });
    return ((await response.json()) as { readonly data?: unknown }).data != null;
  } catch {
    return false;
  }
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\u001B\[[\d;]*m/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(-600);
}
