import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import { openRegistryRoom, schemaWith, type RegistryRoom } from '../gateway/registry/registry-room.ts';
import { ask, gatewayKey, openRoom } from '../gateway/tiny-room.ts';
import { openAttackedGateway, timing, type AttackedGateway, type Told } from './attacked-gateway.ts';
import { serveKeys } from './served-keys.ts';
import {
  audience,
  configured,
  forged,
  goodClaims,
  header,
  hmacSigned,
  jwkOf,
  pairs,
  part,
} from './tokens.ts';

// Every row of the catalogue's classes TOK and HDR, over HTTP against a gateway that runs.
let attacked: AttackedGateway;
beforeAll(async () => {
  attacked = await openAttackedGateway();
});
afterAll(() => attacked.close());

type Headers = readonly (readonly [string, string])[];
const bearer = (token: string): Headers => [['authorization', `Bearer ${token}`]];
const good = (...more: Parameters<AttackedGateway['good']>): object => attacked.good(...more);
const without = (name: string): object => ({ ...attacked.good(), [name]: undefined });
const now = (): number => attacked.good().iat ?? 0;
const plain = (): string => forged(header, good());
/** The JSON of good claims with more members in front, which `JSON.stringify` cannot write. */
const withText = (members: string): string => JSON.stringify(good()).replace('{', `{${members},`);
const rsaPublic = (format: 'pem' | 'der'): string | Buffer =>
  format === 'pem'
    ? pairs.rsa.publicKey.export({ type: 'spki', format })
    : pairs.rsa.publicKey.export({ type: 'spki', format });

test('a good token is answered for whom it was issued to', async () => {
  const told = await attacked.whoAmI(bearer(plain()));
  expect(told).toMatchObject({ status: 200, viewer: { id: 'u1', agency: 'elections', demo: false } });
  expect(told.agencies).toBe(2);
});

test.each<[string, string, () => Headers]>([
  ['TOK-1', 'alg none', () => bearer(`${part({ alg: 'none' })}.${part(good())}.`)],
  ['TOK-1', 'alg none with a signature', () => bearer(forged({ alg: 'none', kid: 'ed' }, good()))],
  ['TOK-1', 'no alg at all', () => bearer(forged({ kid: 'ed' }, good()))],
  ['TOK-2', 'HS256 by the RSA key as PEM', () => bearer(hmacSigned(rsaPublic('pem'), good()))],
  ['TOK-2', 'HS256 by the RSA key as DER', () => bearer(hmacSigned(rsaPublic('der'), good()))],
  [
    'TOK-2',
    'HS256 by the RSA key as JWK',
    () => bearer(hmacSigned(JSON.stringify(jwkOf('rsa', { alg: 'RS256' })), good())),
  ],
  [
    'TOK-2',
    'HS256 by the bytes of the Ed25519 key',
    () => bearer(hmacSigned(Buffer.from(String(jwkOf('ed')['x']), 'base64url'), good(), 'ed')),
  ],
  [
    'TOK-2',
    'PS256 by a key that is for RS256',
    () => bearer(forged({ alg: 'PS256', kid: 'rsa' }, good(), pairs.rsa.privateKey)),
  ],
  ['TOK-4', 'another audience', () => bearer(forged(header, good({ aud: 'other' })))],
  ['TOK-4', 'no audience', () => bearer(forged(header, without('aud')))],
  ['TOK-4', 'an empty list of audiences', () => bearer(forged(header, good({ aud: [] })))],
  [
    'TOK-4',
    'a list without ours',
    () => bearer(forged(header, good({ aud: [`${audience}2`, `x${audience}`] }))),
  ],
  ['TOK-4', 'an audience that contains ours', () => bearer(forged(header, good({ aud: `${audience} x` })))],
  ['TOK-4', 'a part of ours', () => bearer(forged(header, good({ aud: 'watch' })))],
  ['TOK-4', 'another issuer', () => bearer(forged(header, good({ iss: 'https://issuer.example/' })))],
  ['TOK-5', 'expired for 30 s', () => bearer(forged(header, good({ iat: now() - 90, exp: now() - 30 })))],
  ['TOK-5', 'expired for 31 s', () => bearer(forged(header, good({ iat: now() - 90, exp: now() - 31 })))],
  ['TOK-5', 'valid in 31 s', () => bearer(forged(header, good({ nbf: now() + 31 })))],
  ['TOK-5', 'issued in 31 s', () => bearer(forged(header, good({ iat: now() + 31 })))],
  ['TOK-6', 'no expiry', () => bearer(forged(header, without('exp')))],
  ['TOK-6', 'an expiry that is a text', () => bearer(forged(header, { ...good(), exp: '9999999999' }))],
  ['TOK-6', 'a lifetime of a month', () => bearer(forged(header, good({ exp: now() + 30 * 86_400 })))],
  ['TOK-9', 'scopes that are no words', () => bearer(forged(header, good({ scope: ['a b'] })))],
  [
    'TOK-10',
    'a token bound to a DPoP key, without a proof',
    () => bearer(forged(header, good({ cnf: { jkt: 'x' } }))),
  ],
  [
    'TOK-10',
    'a token bound to a certificate, without it',
    () => bearer(forged(header, good({ cnf: { 'x5t#S256': 'x' } }))),
  ],
  [
    'TOK-10',
    'a bound token with a proof that nobody checks',
    () => [
      ['authorization', `DPoP ${forged(header, good({ cnf: { jkt: 'x' } }))}`],
      ['dpop', forged({ ...header, typ: 'dpop+jwt' }, good())],
    ],
  ],
  ['TOK-12', 'more than 8 KiB', () => bearer(forged(header, good({ filler: 'x'.repeat(8200) })))],
  ['TOK-12', '12 KB of no token', () => bearer('x'.repeat(12_000))],
  ['TOK-12', 'JSON of 1000 levels', () => bearer(forged(header, `${'['.repeat(1000)}${']'.repeat(1000)}`))],
  ['TOK-13', 'two agencies', () => bearer(forged(header, withText('"agency":"cyber"')))],
  ['TOK-13', 'two agencies, one escaped', () => bearer(forged(header, withText('"\\u0061gency":"cyber"')))],
  ['TOK-1', 'two algorithms', () => bearer(forged('{"alg":"none","alg":"EdDSA","kid":"ed"}', good()))],
  [
    'TOK-13',
    'claims inherited from `__proto__` alone',
    () => bearer(forged(header, '{"__proto__":{"sub":"u1"}}')),
  ],
  ['TOK-13', 'a list of agencies', () => bearer(forged(header, good({ agency: ['elections', 'cyber'] })))],
  [
    'TOK-2',
    'a key of its own in `jwk`',
    () =>
      bearer(
        forged(
          { alg: 'EdDSA', jwk: pairs.stranger.publicKey.export({ format: 'jwk' }) },
          good(),
          pairs.stranger.privateKey,
        ),
      ),
  ],
  ...['jku', 'x5u', 'jwk', 'x5c', 'crit'].map((name): [string, string, () => Headers] => [
    'TOK-2',
    `header \`${name}\` beside a good key`,
    () => bearer(forged({ ...header, [name]: name === 'crit' ? ['exp'] : attacked.keys.url.href }, good())),
  ]),
  ['HDR-1', 'a context in a header instead of a token', () => [['x-gateway-context', '{"agency":"cyber"}']]],
  [
    'HDR-2',
    'an identity in headers instead of a token',
    () => [
      ['x-user-id', 'u1'],
      ['x-forwarded-user', 'u1'],
      ['x-hasura-role', 'admin'],
      ['x-forwarded-client-cert', 'Subject="CN=gateway"'],
    ],
  ],
  ['HDR-2', 'two tokens in one header', () => [['authorization', `Bearer ${plain()}, Bearer ${plain()}`]]],
  ['HDR-2', 'a token in a cookie', () => [['cookie', `watchfloor_session=${plain()}`]]],
  ['HDR-4', 'the gateway’s own key for an agency', () => bearer(agencyKey(gatewayKey, 'elections'))],
  ['HDR-4', 'the gateway’s key', () => bearer(gatewayKey)],
])('%s: %s is refused, and no agency is asked', async (_id, _name, headers) => {
  const told = await attacked.whoAmI(headers());
  expect([told.status, told.agencies, told.viewer]).toEqual([401, 0, undefined]);
  // Every refusal is the same but for its trace id, so that none says how near a forgery came.
  expect(JSON.parse(told.text)).toEqual({
    errors: [
      {
        message: 'sign in with a valid token',
        extensions: { code: 'UNAUTHENTICATED', traceId: expect.any(String) },
      },
    ],
  });
});

test.each<[string, string, () => readonly [Headers, object?], object]>([
  [
    'TOK-4',
    'ours among several audiences',
    () => [bearer(forged(header, good({ aud: ['x', audience] })))],
    {},
  ],
  [
    'TOK-5',
    'expired for 29 s',
    () => [bearer(forged(header, good({ iat: now() - 90, exp: now() - 29 })))],
    {},
  ],
  ['TOK-5', 'valid in 29 s', () => [bearer(forged(header, good({ nbf: now() + 29 })))], {}],
  ['TOK-5', 'valid in 30 s', () => [bearer(forged(header, good({ nbf: now() + 30 })))], {}],
  [
    'TOK-13',
    'claims named after a prototype',
    () => [
      bearer(
        forged(header, withText('"__proto__":{"roles":["ADMIN"],"exercise":true},"constructor":{"x":1}')),
      ),
    ],
    { roles: [], exercise: false },
  ],
  [
    'HDR-1',
    'a context beside a token',
    () => [[...bearer(plain()), ['x-gateway-context', '{"agency":"cyber","roles":["ADMIN"]}']]],
    {},
  ],
  [
    'HDR-2',
    'another identity beside a token',
    () => [
      [...bearer(plain()), ['x-user-id', 'root'], ['x-watchfloor-agency', 'cyber'], ['x-role', 'ADMIN']],
    ],
    {},
  ],
  [
    'HDR-2',
    'a second Authorization, of another agency',
    () => [[...bearer(plain()), ...bearer(forged(header, good({ agency: 'cyber', sub: 'u2' })))]],
    {},
  ],
  [
    'HDR-5',
    'the exercise claimed in a header',
    () => [[...bearer(plain()), ['x-exercise', 'true'], ['x-watchfloor-exercise', 'true']]],
    { exercise: false },
  ],
  [
    'HDR-6',
    'claims in `extensions.jwt`',
    () => [bearer(plain()), { jwt: { claims: { agency: 'cyber', roles: ['ADMIN'], sub: 'root' } } }],
    {},
  ],
])('%s: %s changes nothing of who asks', async (_id, _name, asked, more) => {
  const usual: Told = await attacked.whoAmI(bearer(plain()));
  const [headers, extensions] = asked();
  const told = await attacked.whoAmI(headers, extensions);
  expect([told.status, told.text]).toEqual([200, usual.text]);
  expect(told.viewer).toMatchObject({ id: 'u1', agency: 'elections', roles: [], exercise: false, ...more });
});

test('TOK-12: a token larger than any header may be never reaches the gateway’s own code', async () => {
  const told = await attacked.whoAmI(bearer('x'.repeat(40_000)));
  expect([told.status, told.agencies, told.viewer]).toEqual([431, 0, undefined]);
});

test('TOK-14: a token that was just accepted is refused when its id is revoked, others are not', async () => {
  const [kept, revoked] = [forged(header, good()), forged(header, good({ jti: 'stolen' }))];
  for (const token of [kept, revoked]) expect((await attacked.whoAmI(bearer(token))).status).toBe(200);
  await attacked.revoke('stolen');
  expect((await attacked.whoAmI(bearer(revoked))).status).toBe(401);
  expect((await attacked.whoAmI(bearer(kept))).status).toBe(200);
});

test('TOK-8: a removed key ends its tokens, a stale one works until its age, then nobody is ready', async () => {
  const { keys, room, later, whoAmI } = attacked;
  const ready = async (): Promise<number> => (await fetch(`${room.url}/ready`)).status;
  const long = { exp: now() + 40_000 };
  const [removed, kept] = [
    forged({ alg: 'ES256', kid: 'ec' }, good(long), pairs.ec.privateKey),
    forged(header, good(long)),
  ];
  expect((await whoAmI(bearer(removed))).status).toBe(200);
  keys.serve([jwkOf('ed')]);
  later(timing.refreshMs + 1);
  await expect.poll(async () => (await whoAmI(bearer(removed))).status).toBe(401);
  expect((await whoAmI(bearer(kept))).status).toBe(200);

  keys.serve(undefined);
  later(timing.maximumAgeMs);
  expect([(await whoAmI(bearer(kept))).status, await ready()]).toEqual([200, 200]);
  later(1);
  expect([(await whoAmI(bearer(kept))).status, await ready()]).toEqual([401, 503]);
  expect((await fetch(`${room.url}/health`)).status).toBe(200);

  keys.serve([jwkOf('ed'), jwkOf('ec'), jwkOf('rsa', { alg: 'RS256' })]);
  later(timing.cooldownMs);
  expect([(await whoAmI(bearer(kept))).status, await ready()]).toEqual([200, 200]);
});

test('TOK-8: a start without keys answers nobody, is not ready, and recovers by itself', async () => {
  const down = await serveKeys(undefined);
  const source = { kind: 'url', url: down.url } as const;
  const verifier = await configured({ keys: source, timing: { ...timing, cooldownMs: 0 } });
  const room = await openRoom({ verifier }, { demo: false });
  const headers = { authorization: `Bearer ${forged(header, goodClaims())}` };
  const told = async (): Promise<readonly number[]> => [
    (await ask(room.url, { query: '{ __typename }' }, headers)).status,
    (await ask(room.url, { query: '{ __typename }' }, headers)).status,
    (await fetch(`${room.url}/ready`)).status,
    (await fetch(`${room.url}/health`)).status,
  ];
  try {
    expect(await told()).toEqual([401, 401, 503, 200]);
    down.serve([jwkOf('ed')]);
    expect(await told()).toEqual([200, 200, 200, 200]);
  } finally {
    await room.close();
    down.close();
  }
});

test('a gateway to which nobody said whose tokens count refuses to start', async () => {
  const unsaid = { verifier: undefined } as unknown as Parameters<typeof openRoom>[0];
  await expect(openRoom(unsaid)).rejects.toThrow('set `verifier`');
});

describe('TOK-9: a scope is a whole word', () => {
  let registry: RegistryRoom;
  let count = 2;
  beforeAll(async () => {
    registry = await openRegistryRoom();
  });
  afterAll(() => registry.close());

  test.each<[unknown, number]>([
    ['registry:publish', 201],
    ['openid registry:publish', 201],
    [['openid', 'registry:publish'], 201],
    ['registry:publish:all', 403],
    ['registry:pub', 403],
    ['registry:*', 403],
    ['*', 403],
    ['REGISTRY:PUBLISH', 403],
    [['registry:publish openid'], 401],
    ['', 403],
    [[], 403],
    [undefined, 403],
  ])('scope %o: %d', async (scope, status) => {
    const issuer = await openDemoIssuer(registry.dataDir);
    const token = await issuer.sign({ sub: 'developer', agency: 'elections', scope }, 60);
    count += 1;
    expect((await registry.publish({ sdl: schemaWith(count) }, 'elections', token)).status).toBe(status);
  });
});

test('HDR-4: nothing of the caller’s token goes on to an agency, where it could be used again', async () => {
  const token = plain();
  const before = attacked.room.elections.received.length;
  expect((await attacked.whoAmI(bearer(token))).agencies).toBe(2);
  const received = attacked.room.elections.received.slice(before);
  expect(received).toHaveLength(1);
  for (const tokenPart of token.split('.')) expect(JSON.stringify(received)).not.toContain(tokenPart);
});

test('HDR-5: a token of one demonstration is worth nothing in another, nor at a real issuer’s gateway', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'watchfloor-'));
  const token = await (await openDemoIssuer(folder)).sign('exercise-controller', 60);
  const other = await openRoom();
  const headers = { authorization: `Bearer ${token}` };
  try {
    expect((await ask(other.url, { query: '{ __typename }' }, headers)).status).toBe(401);
    expect((await attacked.whoAmI(bearer(token))).status).toBe(401);
  } finally {
    await other.close();
    await rm(folder, { recursive: true });
  }
});
