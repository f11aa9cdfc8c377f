import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DisclosureLog } from '../../gateway/audit/disclosure-log.ts';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { disclosures } from './disclosures.ts';
import { closeLogs, freshFolder, openLog, removeFolders } from './log-places.ts';

const unavailable = { code: 'AUDIT_UNAVAILABLE', status: 503 };

let dataDir: string;
const threads: Worker[] = [];
const seen = (worker: Worker): void => void threads.push(worker);
beforeEach(async () => {
  dataDir = await freshFolder();
  threads.length = 0;
  process.on('worker', seen);
});
afterEach(async () => {
  process.off('worker', seen);
  await closeLogs();
});
afterAll(removeFolders);

const file = (): string => join(dataDir, 'log', 'disclosures.sqlite');

/** Waits until the log takes records again, then that it keeps them. */
async function resumes(log: DisclosureLog): Promise<void> {
  await vi.waitUntil(() => log.available(), { timeout: 20_000, interval: 20 });
  await log.append(disclosures(1, 'resumed'));
  const found = await log.find({ first: 1000 });
  expect(found.filter(({ request }) => request === 'resumed-1')).toHaveLength(1);
}

async function isWhole(): Promise<void> {
  await closeLogs();
  const { findings } = await verifyLog({ dataDir });
  expect(findings.filter(({ kind }) => kind === 'problem')).toEqual([]);
}

test('when the writing thread dies nothing is acknowledged, and another thread goes on', async () => {
  const changes: unknown[] = [];
  const log = await openLog({ dataDir, onChange: (reason) => changes.push(reason) });
  await log.append(disclosures(2));
  const lost = log.append(disclosures(2, 'lost'));
  void threads[0]?.terminate();
  const [outcome] = await Promise.allSettled([lost]);
  await vi.waitUntil(() => changes.length > 0);
  if (!log.available()) await expect(log.append(disclosures(1))).rejects.toMatchObject(unavailable);
  await resumes(log);
  const kept = (await log.find({ first: 100 })).filter(({ request }) => request.startsWith('lost'));
  if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(unavailable);
  else expect(kept).toHaveLength(2);
  expect(changes).toEqual(['the writing thread ended', undefined]);
  await isWhole();
});

test('no thread may take more memory than it needs, so that one that runs away ends alone', async () => {
  const log = await openLog({ dataDir });
  await log.find({ first: 1 });
  expect(threads.map(({ resourceLimits }) => resourceLimits?.maxOldGenerationSizeMb)).toEqual([512, 512]);
});

test('while another process holds the file appends are refused, and they resume when it lets go', async () => {
  const log = await openLog({ dataDir, patienceMs: 2000 });
  await log.append(disclosures(1));
  const other = new DatabaseSync(file(), { timeout: 5000 });
  other.exec('begin immediate');
  await expect(log.append(disclosures(1, 'locked'))).rejects.toMatchObject(unavailable);
  expect(log.available()).toBe(false);
  await expect(log.append(disclosures(1, 'refused'))).rejects.toMatchObject(unavailable);
  other.exec('rollback');
  other.close();
  await resumes(log);
  await isWhole();
});

test('a full store refuses, and a larger one goes on where it stood', async () => {
  const log = await openLog({ dataDir, maxBytes: 400_000 });
  let kept = 0;
  const fill = async (): Promise<void> => {
    for (;;) {
      await log.append(disclosures(50));
      kept += 50;
    }
  };
  await expect(fill()).rejects.toMatchObject(unavailable);
  await log.close();
  const larger = await openLog({ dataDir });
  expect(await larger.find({ first: 10_000 })).toHaveLength(kept);
  expect(kept).toBeGreaterThan(0);
  await resumes(larger);
  await isWhole();
});

test('a file that cannot be opened refuses until it is back', async () => {
  const log = await openLog({ dataDir });
  await log.append(disclosures(1));
  await rename(join(dataDir, 'log'), join(dataDir, 'away'));
  await writeFile(join(dataDir, 'log'), 'no folder');
  void threads[0]?.terminate();
  await vi.waitUntil(() => !log.available());
  await expect(log.append(disclosures(1))).rejects.toMatchObject(unavailable);
  await rm(join(dataDir, 'log'));
  await rename(join(dataDir, 'away'), join(dataDir, 'log'));
  await resumes(log);
  await isWhole();
});

test('a file that has become read-only refuses until it can be written', async () => {
  const log = await openLog({ dataDir });
  await log.append(disclosures(1));
  await log.close();
  // The file format's own mark of a file that this program may only read: it binds an administrator too.
  const marked = async (version: number): Promise<void> => {
    const handle = await open(file(), 'r+');
    await handle.write(Buffer.of(version), 0, 1, 18);
    await handle.close();
  };
  await marked(9);
  await expect(openLog({ dataDir })).rejects.toThrow(/readonly/);
  await marked(2);
  await resumes(await openLog({ dataDir }));
  await isWhole();
});

test('a second place that cannot be written refuses: without heads a cut tail could not be told', async () => {
  const heads = join(dataDir, 'second');
  const log = await openLog({ dataDir, heads, headEvery: 1 });
  await log.append(disclosures(1));
  await rename(heads, `${heads}-away`);
  await writeFile(heads, 'no folder');
  void threads[0]?.terminate();
  await vi.waitUntil(() => !log.available());
  await expect(log.append(disclosures(1))).rejects.toMatchObject(unavailable);
  await rm(heads);
  await rename(`${heads}-away`, heads);
  await resumes(log);
});

test('what waits beyond the limit is refused at once, and what waits within it is kept', async () => {
  const log = await openLog({ dataDir, queue: 10 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, (_, part) => log.append(disclosures(4, `part-${part}`))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
  ]);
  expect(await log.find({ first: 100 })).toHaveLength(8);
  await resumes(log);
});

test('a closed log refuses', async () => {
  const log = await openLog({ dataDir });
  await log.close();
  expect(log.available()).toBe(false);
  await expect(log.append(disclosures(1))).rejects.toMatchObject(unavailable);
  await expect(log.head()).rejects.toMatchObject(unavailable);
});

test('a clock that goes back stops nothing: times stay in order and `verify` notes it', async () => {
  const log = await openLog({ dataDir });
  await log.append(disclosures(1));
  await log.close();
  const ahead = new DatabaseSync(file());
  ahead.exec("update chain set written = '2999-01-01T00:00:00.000Z'");
  ahead.close();
  const later = await openLog({ dataDir });
  await later.append(disclosures(2, 'later'));
  const found = await later.find({ first: 10 });
  const times = found.map(({ written }) => written);
  expect(times.slice(1)).toEqual(['2999-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z']);
  expect(found.map(({ clock }) => clock !== undefined)).toEqual([false, true, true]);
  await later.close();
  const { findings } = await verifyLog({ dataDir });
  expect(findings).toMatchObject([
    { kind: 'note', sequence: 2, message: 'the clock had gone back at 2 records, first at 2' },
  ]);
});

test('a store that is no PostgreSQL URL is refused, and no message repeats a password', async () => {
  await expect(openLog({ dataDir, connection: 'mysql://host/db' })).rejects.toThrow('no PostgreSQL URL');
  const wrong = openLog({ dataDir, connection: 'postgres://someone:secret-word@127.0.0.1:1/db' });
  await expect(wrong).rejects.toThrow('cannot be opened');
  await expect(wrong).rejects.not.toThrow('secret-word');
});
