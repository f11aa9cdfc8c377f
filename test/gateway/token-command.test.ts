import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { personas } from '../../gateway/identity/personas.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
});
afterAll(() => rm(folder, { recursive: true }));

function watchfloor(...words: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const env = { ...process.env, WATCHFLOOR_DATA_DIR: folder };
  return new Promise((done) => {
    execFile(execPath, [main, ...words], { env }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test('the token alone is printed, and it is accepted', async () => {
  const { code, stdout, stderr } = await watchfloor('token', '--persona', 'county-clerk');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const verifier = await openDemoVerifier(await openDemoIssuer(folder));
  await expect(verifier.verify(stdout.trim())).resolves.toMatchObject({ roles: ['COUNTY_CLERK'] });
});

test('a developer’s token is for the agency that is named', async () => {
  const { stdout } = await watchfloor('token', '--persona', 'agency-developer', '--agency', 'cyber');
  const verifier = await openDemoVerifier(await openDemoIssuer(folder));
  const principal = await verifier.verify(stdout.trim());
  expect([principal.agency, principal.scopes]).toEqual(['cyber', ['registry:publish']]);
});

test('--list prints one line for each persona', async () => {
  const { code, stdout } = await watchfloor('token', '--list');
  expect(code).toBe(0);
  // The line above them, and what follows the last line's end.
  expect(stdout.split('\n')).toHaveLength(personas.length + 2);
  expect(stdout).toContain('chief-state-election-official');
});

test.each([
  [['token', '--persona', 'county-clrk'], 'did you mean `county-clerk`'],
  [['token', '--persona', 'clerk'], 'did you mean `county-clerk`'],
  [['token', '--persona', 'zzz'], '`--list` shows all'],
  [['token'], '`--persona`'],
  [['token', '--persona', 'auditor', '--agency', 'cyber'], 'agency-developer'],
  [['token', '--persona', 'auditor', '--lifetime', '8 days'], 'no lifetime'],
  [['token', '--personna', 'auditor'], 'Did you mean --persona?'],
  [['tokne'], 'Did you mean token?'],
  [['token', 'auditor'], 'too many arguments'],
])('a mistake ends with exit code 2 and says what to do: %j', async (words, hint) => {
  const { code, stdout, stderr } = await watchfloor(...words);
  expect(code).toBe(2);
  expect(stderr).toContain(hint);
  expect(stdout).toBe('');
});

test.each([[['--help']], [['token', '--help']]])('help is no mistake and has examples: %j', async (words) => {
  const { code, stdout } = await watchfloor(...words);
  expect(code).toBe(0);
  expect(stdout).toContain('Examples:');
});
