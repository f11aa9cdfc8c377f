import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { namedOperation } from '../questions/whole-room.ts';
import { runWatchfloor } from './child.ts';
import { spread } from './figures.ts';
import type { BenchOptions } from './figures.ts';

/** Seconds from the start of `npm start`'s command to the first answer of `RoomAt0930`. */
export async function starting({ runs }: BenchOptions): Promise<readonly string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  try {
    const first = await startOnce(dataDir);
    const again: number[] = [];
    for (let run = 0; run < runs; run += 1) again.push(await startOnce(dataDir));
    return [
      `first start, nothing there yet: ${first.toFixed(1)} s to the first answered query`,
      `start again, ${runs} times: ${spread(again)} s`,
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  // Made before the clock starts: only the token is ours, not the work of the start.
  const token = await (await openDemoIssuer(dataDir)).sign('watch-officer', 600);
  const begun = performance.now();
  const running = runWatchfloor('start', '--port', String(port), '--data-dir', dataDir);
  try {
    while (!(await answers(port, token))) {
      if (running.child.exitCode !== null) throw new Error(`the start ended: ${running.output()}`);
      if (performance.now() - begun > 120_000)
        throw new Error(`no answer in two minutes: ${running.output()}`);
      await pause(25);
    }
    return (performance.now() - begun) / 1000;
  } finally {
    running.child.kill('SIGTERM');
    await running.ended;
  }
}

async function answers(port: number, token: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(namedOperation('RoomAt0930')),
    });
    const body = (await response.json()) as { readonly data?: unknown; readonly errors?: unknown };
    return response.status === 200 && body.errors === undefined;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
