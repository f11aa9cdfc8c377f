import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/information-environment/index.ts';
import { gatewayKey } from '../../subgraphs/kit/gateway-key.ts';
import { serveSubgraph } from '../../subgraphs/kit/server.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/server.ts';

const key = 'a-key-of-an-agency-for-tests-0123456789';

describe('a subgraph answers to its gateway alone', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-guard-'));
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await serveSubgraph(agency, {
      store: await agency.openStore({ dataDir }),
      key,
      acceptsKey: true,
    });
  });
  afterAll(async () => {
    await subgraph.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const ask = (query: string, authorization?: string): Promise<Response> =>
    fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ query }),
    });

  test('with the key it answers', async () => {
    const response = await ask('{ __typename _service { sdl } }', `Bearer ${key}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('"__typename":"Query"');
  });

  test.each([
    ['no key', undefined],
    ['another key', `Bearer ${key.replace('agency', 'enemy!')}`],
    ['the key without its scheme', key],
    ['the key in another case', `Bearer ${key.toUpperCase()}`],
    ['part of the key', `Bearer ${key.slice(0, -1)}`],
    ['more than the key', `Bearer ${key}x`],
    ['an empty key', 'Bearer '],
  ])('with %s it says 401 and nothing else', async (_, authorization) => {
    for (const query of ['{ __typename }', '{ _service { sdl } }', '{ nothing }']) {
      const response = await ask(query, authorization);
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        errors: [{ message: 'not signed in', extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });

  test.each([
    '/',
    '/graphql?query={__typename}',
    '/health/',
    '/health/../graphql',
    '/health?x=1',
    '/nothing',
  ])('without the key `%s` is closed', async (path) => {
    expect((await fetch(new URL(path, subgraph.url))).status).toBe(401);
  });

  test('its health is open and tells only that it is up', async () => {
    const response = await fetch(new URL('/health', subgraph.url));
    expect(await response.json()).toEqual({ name: 'information-environment', status: 'UP' });
  });
});

test.each([
  ['no key', {}],
  ['an empty key', { WATCHFLOOR_GATEWAY_KEY: '' }],
  ['a key of 31 characters', { WATCHFLOOR_GATEWAY_KEY: 'x'.repeat(31) }],
])('with %s a subgraph does not start', (_, environment) => {
  expect(() => gatewayKey(environment)).toThrow('set WATCHFLOOR_GATEWAY_KEY');
});
