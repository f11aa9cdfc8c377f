import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { namedOperation, openWholeRoom, operationNames, type WholeRoom } from '../questions/whole-room.ts';
import { openBothRoutes, type BothRoutes } from './both-routes.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-lean-'));
const headers = { accept: 'application/graphql-response+json' };
const personas = ['watch-officer', 'auditor', 'county-clerk'];
const authorizations = new Map<string, string>();
let room: WholeRoom;
let routes: BothRoutes;

beforeAll(async () => {
  room = await openWholeRoom({ dataDir, engine: 'compiled' });
  const issuer = await openDemoIssuer(dataDir);
  for (const persona of personas) authorizations.set(persona, `Bearer ${await issuer.sign(persona, 600)}`);
  routes = openBothRoutes(room.url, authorizations.get('watch-officer') ?? '');
  await routes.send({ headers, body: { query: '{ __typename }' } });
});
afterAll(async () => {
  await routes.close();
  await room.close();
  rmSync(dataDir, { recursive: true });
});

const asked = operationNames().flatMap((name) => personas.map((persona) => [name, persona] as const));

async function same(name: string, persona: string): Promise<string> {
  const authorization = authorizations.get(persona) ?? '';
  const sent = { headers: { ...headers, authorization }, body: namedOperation(name) };
  const { lean, status, text } = await routes.same(sent);
  expect([lean, status]).toEqual([true, 200]);
  return text;
}

test.each(asked)('%s, asked by %s, is answered in the same bytes by both routes', async (name, persona) => {
  expect(await same(name, persona)).toMatch(/^\{"data":\{/);
});

test('so is every question while an agency is gone', async () => {
  await room.end('law-enforcement');
  const answers: string[] = [];
  for (const name of operationNames()) answers.push(await same(name, 'watch-officer'));
  expect(answers.join('')).toContain('SUBGRAPH_UNAVAILABLE');
});
