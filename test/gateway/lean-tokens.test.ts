import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { generateKeyPair, exportJWK, SignJWT, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTokenVerifier, type TokenVerifier } from '../../gateway/identity/token-verifier.ts';
import { openVerifiedTokens } from '../../gateway/identity/verified-tokens.ts';
import { frozenCopy, type Principal } from '../../gateway/principal/principal.ts';

const issuer = 'https://issuer.example';
const pairs = await Promise.all(['one', 'other'].map(() => generateKeyPair('EdDSA')));
const jwks = await Promise.all(
  pairs.map(async ({ publicKey }, index): Promise<JWK> => ({
    ...(await exportJWK(publicKey)),
    kid: String(index),
  })),
);
let served: readonly JWK[] = jwks;
let asked = 0;
let url: URL;
const server = createServer((request, response) => {
  // A verifier of an earlier test may still be asking, at another address.
  if (request.url === url.pathname) asked += 1;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ keys: served }));
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => void server.close());

const opened = (timing: {
  readonly refreshMs: number;
  readonly maximumAgeMs: number;
}): Promise<TokenVerifier> => {
  served = jwks;
  asked = 0;
  url = new URL(`/jwks-${randomUUID()}`, url);
  return openTokenVerifier({
    issuer,
    audience: 'watchfloor',
    keys: { kind: 'url', url },
    algorithms: ['EdDSA'],
    timing: { cooldownMs: 0, ...timing },
  });
};
const token = async (index: 0 | 1, seconds = 600): Promise<string> => {
  const key = pairs[index]?.privateKey;
  if (!key) throw new Error('no such key');
  return new SignJWT({ agency: 'elections' })
    .setProtectedHeader({ alg: 'EdDSA', kid: String(index) })
    .setIssuer(issuer)
    .setAudience('watchfloor')
    .setSubject(`u${index}`)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(key);
};
const usual = { refreshMs: 60_000, maximumAgeMs: 120_000 };
const later = (ms: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
};
/** Until the issuer was asked `times` times and its answer is in use. */
const refreshed = async (times: number): Promise<void> => {
  await vi.waitFor(() => expect(asked).toBe(times));
  await new Promise((done) => setTimeout(done, 50));
};

test('a token is verified once: the same token gives the same principal', async () => {
  const verifier = await opened(usual);
  const text = await token(0);
  const principal = await verifier.verify(text);
  expect(await verifier.verify(text)).toBe(principal);
  expect(await verifier.verify(await token(0, 601))).not.toBe(principal);
});

test('a remembered token is refused once it has expired', async () => {
  const verifier = await opened({ refreshMs: 3_600_000, maximumAgeMs: 3_600_000 });
  const text = await token(0);
  await verifier.verify(text);
  later(631_000);
  await expect(verifier.verify(text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a remembered token has the issuer’s keys refreshed, and is refused when its key was taken back', async () => {
  const verifier = await opened({ refreshMs: -1, maximumAgeMs: 120_000 });
  const [kept, revoked] = [await token(1), await token(0)];
  await verifier.verify(kept);
  await verifier.verify(revoked);
  served = jwks.slice(1);
  // Whoever asks now may still be answered by the keys at hand: the issuer is asked beside it.
  await vi.waitFor(
    () => expect(verifier.verify(revoked)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' }),
    {
      timeout: 10_000,
    },
  );
  await expect(verifier.verify(kept)).resolves.toMatchObject({ id: 'u1' });
});

test('the same keys once more leave what was verified as it is', async () => {
  const verifier = await opened({ refreshMs: -1, maximumAgeMs: 120_000 });
  const text = await token(0);
  const principal = await verifier.verify(text);
  await refreshed(2);
  expect(await verifier.verify(text)).toBe(principal);
});

test('a remembered token is refused when the keys are too old to be trusted', async () => {
  const verifier = await opened(usual);
  const text = await token(0);
  await verifier.verify(text);
  served = [];
  later(121_000);
  await expect(verifier.verify(text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('what is refused is not remembered, and no more than a bound is', () => {
  const principal: Principal = frozenCopy({
    id: 'u',
    name: 'u',
    agency: 'elections',
    roles: [],
    scopes: [],
    community: [],
    assignments: [],
    purposes: [],
    exercise: true,
    demo: true,
  });
  const keys = {};
  const tokens = openVerifiedTokens(2);
  const verified = { principal, expiresAt: 100, jti: undefined };
  for (const text of ['a', 'b', 'c']) tokens.add(text, keys, verified);
  expect(['a', 'b', 'c', 'd'].map((text) => tokens.of(text, keys, 50) === verified)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([tokens.of('b', {}, 50), tokens.of('c', keys, 100)]).toEqual([undefined, undefined]);
});
