import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, openRoom, type Answer, type TinyRoom } from './tiny-room.ts';

let room: TinyRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  answerOf(await fetch(`${room.url}${path}`, { headers, redirect: 'manual' }));

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('may read nothing unless the operator allows their origin', async () => {
    const answer = await preflight(room.url, 'https://board.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('that are allowed may ask with a token of their own, never with the cookie', async () => {
    const open = await openRoom({ allowedOrigins: ['https://board.example'] });
    try {
      const allowed = await preflight(open.url, 'https://board.example');
      expect(allowed.headers.get('access-control-allow-origin')).toBe('https://board.example');
      expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
      const other = await preflight(open.url, 'https://other.example');
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await open.close();
    }
  });
});

describe('the playground', () => {
  test('that is not built says how to build it', async () => {
    const page = await get('/playground/');
    expect(page.text).toContain('npm run prepare');
    expect((await get('/')).headers.get('location')).toBe('/playground/');
  });

  test('that is built comes with its strict policy and nothing beside its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'index.html'), '<title>Watchfloor</title>');
    await writeFile(join(folder, 'dist', '.build'), 'hidden');
    await writeFile(join(folder, 'secret.txt'), 'secret');
    const built = await openRoom({ consoleFolder: join(folder, 'dist') });
    try {
      const page = await fetch(`${built.url}/playground/`);
      expect(await page.text()).toContain('Watchfloor');
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      for (const path of [
        '/playground/..%2fsecret.txt',
        '/playground/.build',
        '/playground/%2e%2e/secret.txt',
      ]) {
        expect((await fetch(`${built.url}${path}`)).status).not.toBe(200);
      }
    } finally {
      await built.close();
      await rm(folder, { recursive: true });
    }
  });
});
