import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headText, parsedHead } from '../../gateway/audit/signed-head.ts';
import { disclosures } from './disclosures.ts';
import { closeLogs, freshFolder, openLog, removeFolders } from './log-places.ts';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
let dataDir: string;
beforeAll(async () => {
  dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  await log.append(disclosures(6));
  await closeLogs();
});
afterAll(removeFolders);

function watchfloor(...words: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const env = { ...process.env, WATCHFLOOR_DATA_DIR: dataDir };
  return new Promise((done) => {
    execFile(execPath, [main, ...words], { env }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test('`log head` prints a head that anybody can verify with the key in it', async () => {
  const { code, stdout, stderr } = await watchfloor('log', 'head');
  expect([code, stderr]).toEqual([0, '']);
  const head = parsedHead(stdout);
  if (head === undefined) throw new Error('no head was printed');
  expect(head.size).toBe(6);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: head.key }, format: 'jwk' });
  const signature = Buffer.from(head.signature, 'base64url');
  expect(verify(null, Buffer.from(headText(head)), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(headText({ ...head, size: 5 })), key, signature)).toBe(false);
});

test('`log verify` ends with 0 on a whole log and with 3 on one that was tampered with', async () => {
  expect(await watchfloor('log', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^✓ chain [0-9a-f]{16}: 6 records, 2 signed heads\n$/),
    stderr: '',
  });
  const database = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'));
  database.exec('drop trigger disclosure_is_kept; delete from disclosure where sequence = 4');
  database.close();
  const tampered = await watchfloor('log', 'verify');
  expect(tampered.code).toBe(3);
  expect(tampered.stdout).toMatch(/^✗ chain .*\nproblem: chain [0-9a-f]{16}: record 4 is missing\n$/);
  const { code, stdout } = await watchfloor('log', 'verify', '--format', 'json');
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ findings: [{ kind: 'problem', sequence: 4 }] });
});

test.each([
  [['log', 'verify', '--data-dir', '/nowhere/at/all'], 2, 'no data directory `/nowhere/at/all`'],
  [['log', 'verify', '--heads', '/nowhere/at/all'], 2, 'no folder `/nowhere/at/all`'],
  [['log', 'verify', '--postgres', 'mysql://x'], 2, 'no PostgreSQL URL'],
  [['log', 'verify', '--postgres', 'postgres://a:hidden@127.0.0.1:1/x'], 7, 'cannot be opened'],
  [['log', 'head', '--heads', '/nowhere/at/all'], 3, 'no signed head'],
  [['log', 'verfy'], 2, 'verify'],
])('a mistake is told in one line: %j', async (words, code, message) => {
  const told = await watchfloor(...words);
  expect([told.code, told.stdout]).toEqual([code, '']);
  expect(told.stderr).toContain(message);
  expect(told.stderr).not.toContain('hidden');
});

test.each([[['log', '--help']], [['log', 'verify', '--help']], [['log', 'head', '--help']]])(
  'help has examples: %j',
  async (words) => {
    const { code, stdout } = await watchfloor(...words);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
  },
);
