import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { migrate } from '../../subgraphs/kit/migrate.ts';
import { openStore } from '../../subgraphs/kit/open-store.ts';
import { ROOM_MIGRATION, writeRoom } from '../../subgraphs/kit/room.ts';
import { emptyStores, prepareDemonstration, refuseExercise } from '../../gateway/command/demonstration.ts';
import { lockHolder } from '../../gateway/config/data-dir-lock.ts';
import { makeAgencies } from './agency-folders.ts';
import { run, startCommand } from './run-command.ts';

let agencies: string;
let dataDir: string;
beforeAll(() => {
  agencies = makeAgencies('harbor');
  dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-start-'));
});
afterAll(() => {
  rmSync(agencies, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

test('with a configured issuer its tokens count, and the demonstration is not there', async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwks = join(dataDir, 'keys.json');
  writeFileSync(
    jwks,
    JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }] }),
  );
  const issuer = 'https://id.example';
  const flags = ['--no-demo', '--issuer', issuer, '--audience', 'room', '--jwks', jwks];
  const own = join(dataDir, 'configured');
  const running = startCommand([
    'start',
    '--port',
    '0',
    '--data-dir',
    own,
    '--subgraphs',
    agencies,
    ...flags,
  ]);
  const url = (await running.says(/graph {8}(http:\S+)\/graphql/))[1] ?? '';
  const claims = { name: 'A', agency: 'harbor', roles: [], scope: '', community: [], exercise: false };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
    .setIssuer(issuer)
    .setAudience('room')
    .setSubject('someone')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const demo = (await run(['token', '--persona', 'watch-officer', '--data-dir', dataDir])).stdout.trim();
  const ask = (bearer: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: '{"query":"{ harborCount }"}',
    });
  expect(await (await ask(token)).json()).toEqual({ data: { harborCount: 7 } });
  expect((await ask(demo)).status).toBe(401);
  expect((await fetch(`${url}/dev/login`)).status).toBe(404);
  expect(existsSync(join(own, 'issuer.json'))).toBe(false);
  expect(running.output()).not.toContain('watch-officer');
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
}, 60_000);

test('Ctrl+C while everything is still starting ends in order', async () => {
  const own = join(dataDir, 'early');
  const running = startCommand(['start', '--port', '0', '--data-dir', own, '--subgraphs', agencies]);
  await expect.poll(() => lockHolder(own)?.pid, { timeout: 20_000, interval: 10 }).toBe(running.child.pid);
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  expect(lockHolder(own)).toBeUndefined();
}, 60_000);

test('a second Ctrl+C ends at once and leaves no agency behind', async () => {
  const own = join(dataDir, 'twice');
  const running = startCommand(['start', '--port', '0', '--data-dir', own, '--subgraphs', agencies]);
  await running.says(/Watchfloor runs/);
  const pid = Number(/^ {2}harbor +(\d+) /m.exec(running.output())?.[1]);
  // A stopped agency cannot end by itself, so the first Ctrl+C would wait for it.
  process.kill(pid, 'SIGSTOP');
  running.child.kill('SIGINT');
  await running.says(/Ctrl\+C again ends at once/);
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  expect(lockHolder(own)).toBeUndefined();
}, 60_000);

test('folders that do not compose refuse to start and say where', async () => {
  const broken = makeAgencies('harbor', 'reef');
  writeFileSync(join(broken, 'reef', 'schema.graphql'), 'type Query {\n  "x" x: Nope\n}\n');
  const own = join(dataDir, 'broken');
  const flags = ['--no-demo', '--issuer', 'i', '--audience', 'a', '--jwks', join(dataDir, 'keys.json')];
  const { code, stderr } = await run([
    'start',
    '--port',
    '0',
    '--data-dir',
    own,
    '--subgraphs',
    broken,
    ...flags,
  ]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/error\[WF-S002\] unknown type `Nope`\n {2}\S*reef\/schema\.graphql:2:10/);
  expect(stderr).toContain('error: the schemas do not compose');
  rmSync(broken, { recursive: true });
}, 60_000);

test('resetting the demonstration empties the agencies’ stores and nothing else', async () => {
  const own = mkdtempSync(join(dataDir, 'reset-'));
  writeFileSync(join(own, 'registry.sqlite'), 'kept');
  const database = new DatabaseSync(join(own, 'harbor.sqlite'));
  database.exec('create table old (x)');
  database.close();
  emptyStores(own, ['harbor']);
  const demonstration = { scale: 1, seed: 'x', reset: true };
  await prepareDemonstration(own, agencies, ['harbor'], demonstration, () => undefined);
  const after = new DatabaseSync(join(own, 'harbor.sqlite'));
  expect(after.prepare("select count(*) as n from sqlite_master where name = 'old'").get()).toMatchObject({
    n: 0,
  });
  after.close();
  expect(existsSync(join(own, 'registry.sqlite'))).toBe(true);
});

test('an agency that cannot be loaded costs itself only, and says why', async () => {
  const both = makeAgencies('harbor', 'reef');
  writeFileSync(join(both, 'reef', 'index.ts'), "throw new Error('no rocks')");
  const own = mkdtempSync(join(dataDir, 'reef-'));
  const lines: string[] = [];
  const demonstration = { scale: 1, seed: 'x', reset: false };
  await prepareDemonstration(own, both, ['harbor', 'reef'], demonstration, (line) => lines.push(line));
  expect(lines).toContain('reef cannot be loaded, it has no part in the demonstration: no rocks');
  expect(existsSync(join(own, 'harbor.sqlite'))).toBe(true);
  rmSync(both, { recursive: true });
});

test('a store that holds an exercise is not served as real', async () => {
  const own = mkdtempSync(join(dataDir, 'real-'));
  await expect(refuseExercise(own, ['harbor'])).resolves.toBeUndefined();
  const store = await openStore({ agency: 'harbor', dataDir: own });
  await migrate(store, [ROOM_MIGRATION]);
  await expect(refuseExercise(own, ['harbor'])).resolves.toBeUndefined();
  await writeRoom(store, { scenario: 'a fingerprint' });
  await expect(refuseExercise(own, ['harbor'])).rejects.toThrow(
    'the stores of harbor hold an exercise, use another `--data-dir`',
  );
  await store.close();
});

test('resetting the demonstration is refused where stores are not embedded', () => {
  vi.stubEnv('WATCHFLOOR_STORE_HARBOR', 'postgres://127.0.0.1/none');
  expect(() => emptyStores(dataDir, ['harbor'])).toThrow(/`WATCHFLOOR_STORE_HARBOR` is set/);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
