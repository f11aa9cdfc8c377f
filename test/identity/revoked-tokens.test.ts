import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { configured, forged, goodClaims, header } from './tokens.ts';

let folder: string;
let file: string;
let at: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
  file = join(folder, 'revoked.txt');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  at = 1_800_000_000_000;
  await writeFile(file, '# taken back on the first day\n\nfirst\r\n  second  \n');
});

const opened = () => configured({ revoked: file, clock: () => at });
const token = (jti: unknown): string => forged(header, { ...goodClaims(1_800_000_000), jti });
const refused = { code: 'UNAUTHENTICATED' };

test.each(['first', 'second'])('a token whose id `%s` is in the list is refused', async (jti) => {
  await expect((await opened()).verify(token(jti))).rejects.toMatchObject(refused);
});

test.each(['third', 'firs', 'FIRST', '#', '# taken back on the first day'])(
  'a token whose id `%s` is not in it is accepted',
  async (jti) => {
    await expect((await opened()).verify(token(jti))).resolves.toMatchObject({ id: 'u1' });
  },
);

test('where there is a list, a token without an id could not be taken back and is refused', async () => {
  await expect((await opened()).verify(token(undefined))).rejects.toMatchObject(refused);
  await expect((await configured()).verify(forged(header, goodClaims()))).resolves.toBeDefined();
});

test('an id that is not a text is refused, list or not', async () => {
  await expect((await opened()).verify(token(['third']))).rejects.toMatchObject(refused);
  await expect(
    (await configured()).verify(forged(header, { ...goodClaims(), jti: 7 })),
  ).rejects.toMatchObject(refused);
});

test('a token that was accepted before is refused when the list takes it back, and counts again when it does not', async () => {
  const verifier = await opened();
  await verifier.verify(token('third'));
  await writeFile(`${file}.new`, 'third\n');
  await rename(`${file}.new`, file);
  at += 1000;
  await expect(verifier.verify(token('third'))).rejects.toMatchObject(refused);
  await expect(verifier.verify(token('first'))).resolves.toBeDefined();
  await writeFile(file, '');
  at += 1000;
  await expect(verifier.verify(token('third'))).resolves.toBeDefined();
});

test('while the list is gone nobody is accepted and nothing is ready, and it recovers by itself', async () => {
  const verifier = await opened();
  await verifier.verify(token('third'));
  await rename(file, `${file}.away`);
  at += 1000;
  expect(verifier.ready()).toBe(false);
  await expect(verifier.verify(token('third'))).rejects.toMatchObject(refused);
  await rename(`${file}.away`, file);
  expect(verifier.ready()).toBe(true);
  await expect(verifier.verify(token('third'))).resolves.toBeDefined();
  await expect(verifier.verify(token('first'))).rejects.toMatchObject(refused);
});

test.each<[string, () => string]>([
  ['is not there', () => join(folder, 'nowhere.txt')],
  ['is a folder', () => folder],
  ['has no name', () => ''],
])('a list that %s refuses to start, and says which setting', async (_, revoked) => {
  await expect(configured({ revoked: revoked() })).rejects.toThrow('--revoked');
});
