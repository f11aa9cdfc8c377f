import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  boundParts,
  fetchAuthorization,
  signedStatement,
  statementDigest,
  type FetchStatement,
} from '../../schema/fetch-token.ts';
import { createHmac } from 'node:crypto';
import { agencyPoliciesHash } from '../../schema/policy/agency-policies.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import agency from '../../subgraphs/information-environment/index.ts';
import { openFetchGuard } from '../../subgraphs/kit/guard/fetch-guard.ts';
import { readBook } from '../../subgraphs/kit/guard/read-book.ts';
import { openReplaySet } from '../../subgraphs/kit/guard/replay-set.ts';
import { serveSubgraph } from '../../subgraphs/kit/server.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/server.ts';
import { callerOf, testGateway } from './fetch-tokens.ts';

const gateway = testGateway();
const name = agency.name;
const key = gateway.keyOf(name);
const book = readBook({});
const caller = callerOf({ agency: 'cyber', community: ['election-security-task-force'], exercise: true });
const body = JSON.stringify({ query: '{ __typename }' });

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-token-'));
let bookAtHand = book;
let subgraph: RunningSubgraph;
beforeAll(async () => {
  const store = await agency.openStore({ dataDir });
  const { publicKey } = gateway;
  subgraph = await serveSubgraph(agency, { store, key, publicKey, readBook: () => bookAtHand });
});
afterAll(async () => {
  await subgraph.close();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

async function post(headers: Record<string, string>, text = body, path = '/graphql'): Promise<Answered> {
  const response = await fetch(new URL(path, subgraph.url), { method: 'POST', headers, body: text });
  return { status: response.status, body: await response.json() };
}

/** Headers of a fetch in which everything is right but what is given. */
function headersWith(
  given: Partial<FetchStatement> = {},
  bound: { readonly iat?: number; readonly key?: string; readonly body?: string; readonly jti?: string } = {},
  signingKey = gateway.signingKey,
): Record<string, string> {
  const now = Date.now();
  const policies = agencyPoliciesHash(book, name);
  const right = { iss: 'watchfloor', aud: name, caller, policies, iat: now, exp: now + 30_000 };
  const statement = signedStatement({ ...right, ...given }, signingKey);
  const { iat = now, jti = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url') } =
    bound;
  const hmac = createHmac('sha256', bound.key ?? key);
  for (const part of boundParts(statementDigest(statement), jti, iat, bound.body ?? body)) hmac.update(part);
  const mac = hmac.digest('base64url');
  return {
    'content-type': 'application/json',
    authorization: fetchAuthorization(statement, { jti, iat, mac }),
  };
}

const refused = {
  status: 401,
  body: { errors: [{ message: 'not signed in', extensions: { code: 'UNAUTHENTICATED' } }] },
};

test('what the gateway signed for this agency and these bytes is answered', async () => {
  const headers = gateway.headers(name, caller, book, body);
  expect(await post(headers)).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
  expect((await post(headersWith())).status).toBe(200);
});

test('a token is good for one fetch', async () => {
  const headers = gateway.headers(name, caller, book, body);
  expect((await post(headers)).status).toBe(200);
  expect(await post(headers)).toEqual(refused);
});

test('many fetches that show one statement are answered, each once', async () => {
  const headers = Array.from({ length: 20 }, () => gateway.headers(name, caller, book, body));
  const statements = headers.map((each) => each['authorization']?.split('.').slice(0, 2).join('.'));
  expect(new Set(statements).size).toBe(1);
  for (const each of headers) expect((await post(each)).status).toBe(200);
});

const second = 1_000;
test.each<[string, () => Record<string, string>]>([
  ['made for another agency', () => headersWith({ aud: 'cyber' })],
  ['stated by somebody else', () => headersWith({ iss: 'somebody' })],
  ['signed with another key', () => headersWith({}, {}, generateKeyPairSync('ed25519').privateKey)],
  ['that is over', () => headersWith({ iat: Date.now() - 40 * second, exp: Date.now() - 10 * second })],
  ['of the future', () => headersWith({ iat: Date.now() + 10 * second, exp: Date.now() + 30 * second })],
  ['that lasts too long', () => headersWith({ exp: Date.now() + 60 * second })],
  ['without a whole caller', () => headersWith({ caller: { ...caller, roles: 'all' } as never })],
  ['bound with another key', () => headersWith({}, { key: gateway.keyOf('cyber') })],
  ['bound to another body', () => headersWith({}, { body: `${body} ` })],
  ['bound too long ago', () => headersWith({}, { iat: Date.now() - 20 * second })],
  ['bound in the future', () => headersWith({}, { iat: Date.now() + 10 * second })],
  ['with an id that is no id', () => headersWith({}, { jti: 'a' })],
])('a token %s is refused', async (_, headers) => {
  expect(await post(headers())).toEqual(refused);
});

test('a token of which anything was changed is refused', async () => {
  const { authorization = '' } = headersWith();
  const parts = authorization.split('.');
  const changed = parts.map((part, index) => {
    const other = part.endsWith('A') ? 'B' : 'A';
    return parts
      .with(index, `${part.slice(0, -1)}${/\d$/u.test(part) && index === 3 ? '0' : other}`)
      .join('.');
  });
  const headers = [
    ...changed.filter((each) => each !== authorization),
    `${authorization}.`,
    `${authorization}=`,
    authorization.toLowerCase(),
    authorization.replace('Watchfloor', 'Bearer'),
    authorization.replace('Watchfloor ', ''),
  ];
  for (const each of headers) {
    expect(await post({ 'content-type': 'application/json', authorization: each })).toEqual(refused);
  }
});

test('nothing but the health is answered without a token, not even what there is', async () => {
  const json = { 'content-type': 'application/json' };
  for (const query of [
    '{ __typename }',
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
  ])
    expect(await post(json, JSON.stringify({ query }))).toEqual(refused);
  expect(await post({ ...json, authorization: 'Watchfloor a.b.c.d.e' })).toEqual(refused);
});

test('a token speaks of a body, so a question in an address is refused', async () => {
  const headers = headersWith({}, { body: '' });
  delete headers['content-type'];
  const url = new URL('/graphql?query={__typename}', subgraph.url);
  expect((await fetch(url, { headers })).status).toBe(401);
  expect((await fetch(url, { headers: headersWith({}, { body: '' }), method: 'POST' })).status).toBe(401);
});

test('a gateway with other policies of this agency is told so, after all else was right', async () => {
  const other = { policies: agencyPoliciesHash(policyBookOf([]), name) };
  const answer = await post(headersWith(other));
  expect(answer).toMatchObject({
    status: 409,
    body: { errors: [{ extensions: { code: 'SUBGRAPH_BUNDLE' } }] },
  });
  expect(await post(headersWith(other, { body: 'another' }))).toEqual(refused);
});

test('policies of other agencies do not count, those of the community do', () => {
  const without = (custodian: string) =>
    policyBookOf(book.policies.filter((each) => each.custodian !== custodian));
  const hash = agencyPoliciesHash(book, name);
  expect(agencyPoliciesHash(without('cyber'), name)).toBe(hash);
  expect(agencyPoliciesHash(without('community'), name)).not.toBe(hash);
  expect(agencyPoliciesHash(without(name), name)).not.toBe(hash);
});

test('policies that are published while the agency runs are taken up', async () => {
  const published = policyBookOf(book.policies.filter((each) => each.id !== `${name}.example-url`));
  expect(published.hash).not.toBe(book.hash);
  bookAtHand = published;
  try {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await post(gateway.headers(name, caller, published, body))).status).toBe(200);
    expect((await post(gateway.headers(name, caller, book, body))).status).toBe(409);
  } finally {
    bookAtHand = book;
  }
});

test('what was signed before an agency started is refused by it', () => {
  const now = Date.now();
  const { authorization } = headersWith({}, { iat: now - 1 });
  const guard = openFetchGuard({ agency: name, key, publicKey: gateway.publicKey }, now);
  const shown = guard.shown(authorization, now);
  expect(shown && guard.admits(shown, Buffer.from(body), now)).toBe(false);
});

test('ids are remembered for their life, and a full set takes none', () => {
  const used = openReplaySet(1_000, 2);
  expect(used.use('a', 10_000)).toBe(true);
  expect(used.use('a', 10_500)).toBe(false);
  expect(used.use('a', 11_200)).toBe(false);
  expect(used.use('b', 11_300)).toBe(true);
  expect(used.use('c', 11_300)).toBe(true);
  expect(used.use('d', 11_300)).toBe(false);
  expect(used.use('a', 14_000)).toBe(true);
});
