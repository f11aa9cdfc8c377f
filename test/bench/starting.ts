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
    for (;;) {
      const answer = await answerOf(port, token);
      if (answer.right) break;
      if (answer.refused !== undefined) throw new Error(`the query is refused: ${answer.refused}`);
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

interface Answer {
  readonly right: boolean;
  /** What a gateway says that will never answer the query, however long one waits. */
  readonly refused?: string;
}

async function answerOf(port: number, token: string): Promise<Answer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(namedOperation('RoomAt0930')),
    });
    const text = await response.text();
    if (text.includes('GRAPHQL_VALIDATION_FAILED'))
      return { right: false, refused: text.trim().slice(0, 500) };
    const body = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
    return { right: response.status === 200 && body.errors === undefined };
  } catch {
    return { right: false };
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
