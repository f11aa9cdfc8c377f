import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { lifetimeSeconds } from '../../gateway/identity/lifetime.ts';
import { personas } from '../../gateway/identity/personas.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(personas)('$id gets in by the same verification as anybody', async (persona) => {
  const issuer = await openDemoIssuer(folder);
  const verifier = await openDemoVerifier(issuer);
  const principal = await verifier.verify(await issuer.sign(persona.id, 60));
  const { agency, roles, community, scopes, assignments, exercise } = persona;
  expect(principal).toMatchObject({ agency, roles, community, scopes, assignments, exercise, demo: true });
});

test('everybody but the public shares in the task force', () => {
  const outside = personas.filter(({ community }) => !community.includes('election-security-task-force'));
  expect(outside.map(({ id, agency, community }) => ({ id, agency, community }))).toEqual([
    { id: 'public', agency: 'public', community: [] },
  ]);
});

test('everybody but the outsider lives in the exercise', () => {
  expect(personas.filter(({ exercise }) => !exercise).map(({ id }) => id)).toEqual(['exercise-outsider']);
});

test('only the agency developer may publish', () => {
  const publishers = personas.filter(({ scopes }) => scopes.includes('registry:publish'));
  expect(publishers.map(({ id }) => id)).toEqual(['agency-developer']);
});

test('the key is made once, even by two at a time, and is readable by its owner alone', async () => {
  const dir = join(folder, 'shared');
  const both = await Promise.all([openDemoIssuer(dir), openDemoIssuer(dir)]);
  expect(both[0].jwks).toEqual(both[1].jwks);
  expect((await stat(join(dir, 'issuer.json'))).mode & 0o777).toBe(0o600);
  expect((await openDemoIssuer(dir)).jwks).toEqual(both[0].jwks);
});

test('the public key set holds no private part', async () => {
  const dir = join(folder, 'shared');
  const { jwks } = await openDemoIssuer(dir);
  const { d }: { d: string } = JSON.parse(await readFile(join(dir, 'issuer.json'), 'utf8'));
  expect(d).toHaveLength(43);
  expect(JSON.stringify(jwks)).not.toContain(d);
});

test('a key that others can read is refused', async () => {
  const dir = join(folder, 'open');
  await openDemoIssuer(dir);
  await chmod(join(dir, 'issuer.json'), 0o644);
  await expect(openDemoIssuer(dir)).rejects.toThrow('chmod 600');
});

test('a file that holds no key is refused and says what to do', async () => {
  await writeFile(join(folder, 'issuer.json'), '{', { mode: 0o600 });
  await expect(openDemoIssuer(folder)).rejects.toThrow('delete it');
});

test.each([
  ['45s', 45],
  ['30m', 1800],
  ['8h', 28_800],
  ['7d', 604_800],
  ['8d', undefined],
  ['0h', undefined],
  ['h', undefined],
  ['8', undefined],
  ['-1h', undefined],
  ['1e9s', undefined],
])('lifetime %s is %s seconds', (text, seconds) => {
  expect(lifetimeSeconds(text)).toBe(seconds);
});
