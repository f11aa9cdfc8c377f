import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { freshFolder, removeFolders } from './log-places.ts';

afterAll(removeFolders);

it('what was acknowledged is there after kill -9, no request by half, and the log is whole', async () => {
  const dataDir = await freshFolder();
  const acknowledged: string[] = [];
  for (let run = 0; run < 5; run += 1) {
    acknowledged.push(...(await appendUntilKilled(dataDir, run, 50 + Math.floor(Math.random() * 400))));
    const database = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'), { readOnly: true });
    const rows = database.prepare("select entry ->> '$.disclosure.request' as request from disclosure").all();
    database.close();
    const kept = new Set(rows.map(({ request }) => String(request)));
    const whole = (name: string): boolean => kept.has(`${name}-1`) && kept.has(`${name}-2`);
    expect(acknowledged.filter((name) => !whole(name))).toEqual([]);
    expect([...kept].filter((request) => !whole(request.replace(/-\d$/, '')))).toEqual([]);
    const { chains, findings } = await verifyLog({ dataDir });
    expect(findings.filter(({ kind }) => kind === 'problem')).toEqual([]);
    expect(chains).toHaveLength(1);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(250);
}, 60_000);

/** The requests that a process reported as acknowledged; it is killed while it appends on. */
async function appendUntilKilled(dataDir: string, run: number, after: number): Promise<readonly string[]> {
  const script = new URL('append-forever.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, dataDir, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const names: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (/^run-\d+-\d+$/.test(line)) names.push(line);
    if (names.length === after) child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  return names;
}
