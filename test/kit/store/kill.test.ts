import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../../subgraphs/kit/open-store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-kill-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('a row that was reported is there after kill -9, and no transaction is there by half', async () => {
  let reported = -1;
  for (let kill = 0; kill < 5; kill += 1) {
    const rows = 5 + Math.floor(Math.random() * 60);
    reported = Math.max(reported, await writeUntilKilled(rows));
    const store = await openStore({ agency: 'killed', dataDir });
    const [found] = await store.query(
      'select count(distinct n) as numbers, max(n) as last, count(*) as rows from number',
    );
    await store.close();
    expect(found?.['last']).toBeGreaterThanOrEqual(reported);
    expect(found?.['numbers']).toBe(Number(found?.['last']) + 1);
    expect(found?.['rows']).toBe(2 * Number(found?.['numbers']));
  }
  expect(reported).toBeGreaterThanOrEqual(24);
});

/** The last row number that a writing process reported; it is killed while it writes on. */
async function writeUntilKilled(rows: number): Promise<number> {
  const writer = spawn(process.execPath, [new URL('writer.ts', import.meta.url).pathname, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  let last = -1;
  let seen = 0;
  for await (const line of createInterface(writer.stdout)) {
    last = Number(line);
    seen += 1;
    if (seen === rows) writer.kill('SIGKILL');
  }
  await ended;
  expect(writer.signalCode).toBe('SIGKILL');
  return last;
}
