import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personas } from '../../gateway/identity/personas.ts';
import { answerOf, ask, openRoom, type Answer, type TinyRoom } from './tiny-room.ts';

let room: TinyRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const json = { 'content-type': 'application/json' };
const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  answerOf(await fetch(`${room.url}${path}`, { headers, redirect: 'manual' }));
const post = async (path: string, body: string, headers: Record<string, string>): Promise<Answer> =>
  answerOf(await fetch(`${room.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' }));

/** Node's fetch does not let a test choose `Host`. */
function withHost(
  host: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<number> {
  return new Promise((done, fail) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = httpRequest(`${room.url}${path}`, { method, headers: { ...headers, host } }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

describe('the demonstration’s sign-in', () => {
  const login = (headers: Record<string, string> = {}, persona = 'player'): Promise<Answer> =>
    post('/dev/login', JSON.stringify({ persona }), { ...json, ...headers });
  const cookieOf = (answer: Answer): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const own = { 'sec-fetch-site': 'same-origin' };

  test('offers every persona as a card, marked as a demonstration, and runs no script', async () => {
    const page = await get('/dev/login');
    expect(page.text.match(/<button name="persona"/g)).toHaveLength(personas.length);
    expect(page.text).toContain('Demo identities');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.text).not.toContain('<script');
  });

  test('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await login();
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie');
    expect(cookie).toMatch(/^watchfloor_session=[\w.-]+; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.text).not.toContain(cookieOf(answer).split('=')[1]);
  });

  test('a form leads on to the playground', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: room.url, ...own };
    const answer = await post('/dev/login', 'persona=auditor', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/playground/']);
    expect(cookieOf(answer)).not.toBe('');
  });

  test('the cookie is a session: who am I, ask, sign out', async () => {
    const cookie = cookieOf(await login());
    const session = await get('/dev/session', { cookie, ...own });
    expect(JSON.parse(session.text)).toMatchObject({
      persona: 'player',
      agency: 'elections',
      exercise: true,
      demo: true,
    });
    const asked = await ask(room.url, { query: '{ viewer { roles } }' }, { cookie, ...own });
    expect(asked.data).toEqual({ viewer: { roles: ['PLAYER'] } });
    const out = await post('/dev/logout', '{}', { ...json, cookie, ...own });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^watchfloor_session=;/);
    expect((await get('/dev/session', own)).status).toBe(401);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that is hidden', { origin: 'null' }],
    [
      'another origin that claims to be the same site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['nobody knows which page', {}],
  ])('a cookie sent by %s counts for nothing', async (_, headers) => {
    const cookie = cookieOf(await login());
    expect((await ask(room.url, { query: '{ __typename }' }, { cookie, ...headers })).status).toBe(401);
    expect((await get('/dev/session', { cookie, ...headers })).status).toBe(401);
  });

  test('a name of somebody else that leads here gets no session', async () => {
    const cookie = cookieOf(await login());
    const rebound = { ...json, cookie, origin: 'http://evil.example', ...own };
    expect(await withHost('evil.example', '/graphql', rebound, '{"query":"{ __typename }"}')).toBe(401);
    expect(await withHost('evil.example', '/dev/login', { ...json, ...own }, '{"persona":"auditor"}')).toBe(
      403,
    );
    expect(await withHost('evil.example', '/dev/login', json, '{"persona":"auditor"}')).toBe(403);
    expect(await withHost('localhost', '/dev/login', json, '{"persona":"auditor"}')).toBe(200);
  });

  test('a page of another origin signs nobody in', async () => {
    const answer = await login({ origin: 'https://evil.example' });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test.each(['nobody', '', '__proto__'])('persona `%s` is refused', async (persona) => {
    expect((await login({}, persona)).status).toBe(400);
  });

  test('an address that somebody typed is theirs, a form that comes from nowhere is not', async () => {
    const typed = { cookie: cookieOf(await login()), 'sec-fetch-site': 'none' };
    expect((await get('/dev/session', typed)).status).toBe(200);
    expect((await ask(room.url, { query: '{ __typename }' }, typed)).status).toBe(401);
  });

  test('a GET with a cookie that a link could make is refused', async () => {
    const signedIn = { cookie: cookieOf(await login()), ...own };
    const query = '/graphql?query=%7B__typename%7D';
    expect((await get(query, signedIn)).status).toBe(400);
    expect((await get(query, { ...signedIn, 'apollo-require-preflight': '1' })).status).toBe(200);
  });

  test('a token that is refused is not rescued by a good cookie', async () => {
    const cookie = cookieOf(await login());
    const answer = await ask(
      room.url,
      { query: '{ __typename }' },
      { cookie, ...own, authorization: 'Bearer x.y.z' },
    );
    expect(answer.status).toBe(401);
  });

  test('where the demo is off there is no sign-in and no cookie counts', async () => {
    const cookie = cookieOf(await login());
    const strict = await openRoom({}, { demo: false });
    try {
      expect((await fetch(`${strict.url}/dev/login`)).status).toBe(404);
      expect((await fetch(`${strict.url}/dev/session`, { headers: { cookie, ...own } })).status).toBe(404);
      expect((await ask(strict.url, { query: '{ __typename }' }, { cookie, ...own })).status).toBe(401);
    } finally {
      await strict.close();
    }
  });
});
