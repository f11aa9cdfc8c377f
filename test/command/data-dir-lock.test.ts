import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir, lockHolder } from '../../gateway/config/data-dir-lock.ts';
import { freePort, isPortFree, portHolder } from '../../gateway/config/port-holder.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a data directory is held once, tells who holds it, and is free when released', () => {
  const lock = lockDataDir(dataDir);
  lock.announce({ url: 'http://127.0.0.1:4000', subgraphs: '/agencies', workers: 2, agencies: {} });
  expect(lockHolder(dataDir)).toMatchObject({
    pid: process.pid,
    url: 'http://127.0.0.1:4000',
    subgraphs: '/agencies',
    workers: 2,
  });
  expect(() => lockDataDir(dataDir)).toThrow(
    /already runs on .* answers at http:\/\/127\.0\.0\.1:4000, stop it/,
  );
  lock.release();
  expect(lockHolder(dataDir)).toBeUndefined();
  lockDataDir(dataDir).release();
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
  ['of an earlier process with the id of a living one', JSON.stringify({ pid: process.pid, started: '1' })],
  ['that is torn', '{"pid": 12'],
  ['that is empty', ''],
])('a lock %s is taken over', (_case, text) => {
  writeFileSync(join(dataDir, 'lock.json'), text);
  const lock = lockDataDir(dataDir);
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
  lock.release();
  expect(existsSync(join(dataDir, 'lock.json'))).toBe(false);
});

test('a taken port is seen as taken, and on Linux the process that has it is named', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await isPortFree('127.0.0.1', port)).toBe(false);
  if (process.platform === 'linux') expect(portHolder(port)?.pid).toBe(process.pid);
  await new Promise((done) => server.close(done));
  expect(await isPortFree('127.0.0.1', port)).toBe(true);
  expect(portHolder(port)).toBeUndefined();
  expect(await freePort('127.0.0.1')).toBeGreaterThan(0);
});

test.runIf(process.platform === 'linux')('a data directory where none can be made is refused', () => {
  expect(() => lockDataDir('/proc/watchfloor/data')).toThrow(
    /^`\/proc\/watchfloor\/data` cannot be made \(ENOENT\), choose another `--data-dir`$/,
  );
});

test('a data directory is made with the folders above it, closed to others', () => {
  const deep = join(dataDir, 'a', 'b');
  lockDataDir(deep).release();
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

test('an address that this machine does not have is an error that says what to choose', async () => {
  await expect(isPortFree('192.0.2.1', 4000)).rejects.toThrow(/choose another `--host` or `--port`/);
});
