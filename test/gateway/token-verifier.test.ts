import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WatchfloorError } from '../../gateway/error/error.ts';
import type { IssuerConfiguration } from '../../gateway/identity/issuer-configuration.ts';
import { openTokenVerifier, type TokenVerifier } from '../../gateway/identity/token-verifier.ts';

const issuer = 'https://issuer.example';
const audience = 'watchfloor';
const ed = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ed25519');

const jwkOf = async (key: KeyObject, kid: string, alg: string): Promise<JWK> => ({
  ...(await exportJWK(key)),
  kid,
  alg,
});
const now = (): number => Math.floor(Date.now() / 1000);
const good = (): JWTPayload => ({
  iss: issuer,
  aud: audience,
  sub: 'u1',
  agency: 'elections',
  iat: now(),
  exp: now() + 60,
});
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with exactly this header and payload, whatever a library would say to them. */
function forged(header: object, payload: unknown, key: KeyObject = ed.privateKey): string {
  const input = `${part(header)}.${typeof payload === 'string' ? payload : part(payload)}`;
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`;
}

const header = { alg: 'EdDSA', kid: 'ed' };
let verifier: TokenVerifier;
let keys: JWK[];
const configured = (more: Partial<IssuerConfiguration> = {}): Promise<TokenVerifier> =>
  openTokenVerifier({
    issuer,
    audience,
    keys: { kind: 'keys', keys: { keys } },
    algorithms: ['EdDSA', 'RS256'],
    ...more,
  });

beforeAll(async () => {
  keys = [await jwkOf(ed.publicKey, 'ed', 'EdDSA'), await jwkOf(rsa.publicKey, 'rsa', 'RS256')];
  verifier = await configured();
});

const rsaPem = (): string => rsa.publicKey.export({ type: 'spki', format: 'pem' });
const hmac = (secret: string | Buffer): string => {
  const input = `${part({ alg: 'HS256', kid: 'rsa' })}.${part(good())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const strangerJwk = (): object => stranger.publicKey.export({ format: 'jwk' });
const withoutClaim = (name: string): JWTPayload => {
  const claims = good();
  delete claims[name];
  return claims;
};

test.each<[string, () => string]>([
  ['alg none', () => `${part({ alg: 'none' })}.${part(good())}.`],
  ['alg none with a signature', () => forged({ alg: 'none', kid: 'ed' }, good())],
  ['alg nOnE', () => forged({ alg: 'nOnE', kid: 'ed' }, good())],
  ['HS256 signed with the RSA public key as PEM', () => hmac(rsaPem())],
  [
    'HS256 signed with the RSA public key as DER',
    () => hmac(rsa.publicKey.export({ type: 'spki', format: 'der' })),
  ],
  ['an algorithm that is not configured', () => forged({ alg: 'ES256', kid: 'ec' }, good(), ec.privateKey)],
  ['a key of another algorithm', () => forged({ alg: 'EdDSA', kid: 'rsa' }, good())],
  ['another issuer’s key under a known kid', () => forged(header, good(), stranger.privateKey)],
  [
    'a key brought along in `jwk`',
    () => forged({ alg: 'EdDSA', jwk: strangerJwk() }, good(), stranger.privateKey),
  ],
  [
    'a key at `jku`',
    () => forged({ alg: 'EdDSA', kid: 'x', jku: 'http://127.0.0.1:9/' }, good(), stranger.privateKey),
  ],
  ['an unknown critical header', () => forged({ ...header, crit: ['x'], x: 1 }, good())],
  ['a type that is not a token of ours', () => forged({ ...header, typ: 'dpop+jwt' }, good())],
  ['wrong audience', () => forged(header, { ...good(), aud: 'other' })],
  ['no audience', () => forged(header, withoutClaim('aud'))],
  ['a list of audiences without ours', () => forged(header, { ...good(), aud: ['a', 'watchfloor2'] })],
  ['audience that only begins like ours', () => forged(header, { ...good(), aud: 'watchfloor-other' })],
  ['wrong issuer', () => forged(header, { ...good(), iss: `${issuer}/` })],
  ['no issuer', () => forged(header, withoutClaim('iss'))],
  ['no expiry', () => forged(header, withoutClaim('exp'))],
  ['expiry that is a text', () => forged(header, { ...good(), exp: String(now() + 60) })],
  ['expiry more than a day ahead', () => forged(header, { ...good(), exp: now() + 86_400 + 90 })],
  ['expiry in the year 10000', () => forged(header, { ...good(), exp: 253_402_300_800 })],
  ['expiry that is no whole second', () => forged(header, { ...good(), exp: now() + 60.5 })],
  ['expiry beyond the safe integers', () => forged(header, { ...good(), exp: 1e300 })],
  [
    'expired for longer than the leeway',
    () => forged(header, { ...good(), iat: now() - 99, exp: now() - 31 }),
  ],
  ['not valid for longer than the leeway', () => forged(header, { ...good(), nbf: now() + 35 })],
  ['issued in the future', () => forged(header, { ...good(), iat: now() + 35 })],
  ['issued after it expires', () => forged(header, { ...good(), iat: now() + 20, exp: now() + 10 })],
  ['no subject', () => forged(header, withoutClaim('sub'))],
  ['no agency', () => forged(header, withoutClaim('agency'))],
  ['an agency that is no name', () => forged(header, { ...good(), agency: '../elections' })],
  ['an agency that is a list', () => forged(header, { ...good(), agency: ['elections'] })],
  ['scope as a list of lists', () => forged(header, { ...good(), scope: [['registry:publish']] })],
  ['scope that is a number', () => forged(header, { ...good(), scope: 7 })],
  ['two scopes in one entry of a list', () => forged(header, { ...good(), scope: ['a b'] })],
  ['a scope with a line break', () => forged(header, { ...good(), scope: 'a\nb' })],
  ['roles as a text', () => forged(header, { ...good(), roles: 'AUDITOR' })],
  ['roles that hold objects', () => forged(header, { ...good(), roles: [{}] })],
  ['exercise as a text', () => forged(header, { ...good(), exercise: 'true' })],
  [
    'an assignment without an end',
    () =>
      forged(header, {
        ...good(),
        assignments: [{ kind: 'case', id: '1', validFrom: '2026-01-01T00:00:00Z', grantedBy: 'x' }],
      }),
  ],
  [
    'an assignment with a time that has no zone',
    () =>
      forged(header, {
        ...good(),
        assignments: [
          {
            kind: 'case',
            id: '1',
            validFrom: '2026-01-01T00:00:00',
            validTo: '2027-01-01T00:00:00Z',
            grantedBy: 'x',
          },
        ],
      }),
  ],
  ['a huge token', () => forged(header, { ...good(), filler: 'x'.repeat(9000) })],
  ['payload that is a list', () => forged(header, [good()])],
  ['payload that is no JSON', () => forged(header, Buffer.from('{').toString('base64url'))],
  ['two parts', () => `${part(header)}.${part(good())}`],
  ['five parts, as in JWE', () => `${forged(header, good())}.a.b`],
  ['an empty text', () => ''],
  ['padding', () => `${forged(header, good())}==`],
  ['standard base64', () => forged(header, good()).replace(/^./, '+')],
  ['white space inside', () => forged(header, good()).replace('.', '. ')],
])('a token is refused: %s', async (_, token) => {
  const failure = await verifier.verify(token()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WatchfloorError);
  expect(failure).toMatchObject({ code: 'UNAUTHENTICATED', message: 'sign in with a valid token' });
});

test('only one spelling of a signature is accepted', async () => {
  const token = forged(header, good());
  await verifier.verify(token);
  // 64 bytes leave four bits of the last character unused: these spell the same bytes.
  const last = token.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const others = [1, 2, 3].map((offset) => alphabet[alphabet.indexOf(last) + offset]);
  for (const other of others) {
    const respelled = `${token.slice(0, -1)}${other}`;
    expect(Buffer.from(respelled.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(token.split('.')[2] ?? '', 'base64url'),
    );
    await expect(verifier.verify(respelled)).rejects.toThrow(WatchfloorError);
  }
});

test.each<[string, () => string]>([
  ['EdDSA', () => forged(header, good())],
  ['RS256', () => forged({ alg: 'RS256', kid: 'rsa' }, good(), rsa.privateKey)],
  ['typ at+jwt', () => forged({ ...header, typ: 'at+jwt' }, good())],
  ['ours among several audiences', () => forged(header, { ...good(), aud: ['other', audience] })],
  ['valid for a day', () => forged(header, { ...good(), exp: now() + 86_400 })],
  ['expired within the leeway', () => forged(header, { ...good(), iat: now() - 60, exp: now() - 25 })],
  ['not yet valid within the leeway', () => forged(header, { ...good(), nbf: now() + 25 })],
  [
    'issued by a clock that is ahead within the leeway',
    () => forged(header, { ...good(), iat: now() + 25, exp: now() + 90 }),
  ],
])('a token is accepted: %s', async (_, token) => {
  await expect(verifier.verify(token())).resolves.toMatchObject({ id: 'u1', agency: 'elections' });
});

describe('the principal', () => {
  test('is frozen through and through and has no prototype', async () => {
    const assignments = [
      {
        kind: 'case',
        id: '1',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2027-01-01T00:00:00Z',
        grantedBy: 'x',
      },
    ];
    const principal = await verifier.verify(forged(header, { ...good(), roles: ['R'], assignments }));
    expect(Object.getPrototypeOf(principal)).toBeNull();
    expect(Object.getPrototypeOf(principal.assignments[0])).toBeNull();
    for (const value of [principal, principal.roles, principal.assignments, principal.assignments[0]]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  test('takes nothing from claims named after a prototype', async () => {
    const claims = JSON.stringify(good()).replace(
      '{',
      '{"__proto__":{"roles":["ADMIN"],"exercise":true},"constructor":{},',
    );
    const principal = await verifier.verify(forged(header, Buffer.from(claims).toString('base64url')));
    expect(principal).toMatchObject({ roles: [], exercise: false, demo: false });
    expect(Object.keys(principal)).not.toContain('constructor');
  });

  test('holds each scope as a whole word', async () => {
    const principal = await verifier.verify(
      forged(header, { ...good(), scope: 'read:pii:all  registry:publish' }),
    );
    expect(principal.scopes).toEqual(['read:pii:all', 'registry:publish']);
  });
});

test('how far ahead a token may expire is a setting', async () => {
  const hour = await configured({ maximumLifetimeSeconds: 3600 });
  await expect(hour.verify(forged(header, { ...good(), exp: now() + 3600 }))).resolves.toBeDefined();
  await expect(hour.verify(forged(header, { ...good(), exp: now() + 3700 }))).rejects.toThrow(
    WatchfloorError,
  );
});

const missing = (name: keyof IssuerConfiguration): Partial<IssuerConfiguration> => ({ [name]: undefined });
test.each<[string, Partial<IssuerConfiguration>, string]>([
  ['an empty issuer', { issuer: '' }, 'the issuer is missing, set `--issuer`'],
  ['no issuer', missing('issuer'), 'the issuer is missing, set `--issuer`'],
  ['an empty audience', { audience: '' }, 'the audience is missing, set `--audience`'],
  ['no audience', missing('audience'), 'the audience is missing, set `--audience`'],
  ['an empty list of algorithms', { algorithms: [] }, 'name at least one in `algorithms`'],
  ['no algorithms', missing('algorithms'), 'name at least one in `algorithms`'],
  ['no keys', missing('keys'), 'the keys are missing, set `--jwks`'],
  ['a maximum lifetime that is none', { maximumLifetimeSeconds: Number.NaN }, 'lifetime of `NaN` is refused'],
  ['a symmetric algorithm', { algorithms: ['HS256' as 'EdDSA'] }, '`HS256` is refused'],
  [
    'keys over plain http from another host',
    { keys: { kind: 'url', url: new URL('http://issuer.example/jwks') } },
    'must come by https',
  ],
  ['a file that is not there', { keys: { kind: 'file', path: '/nonexistent/jwks.json' } }, 'jwks.json'],
])('a verifier with %s refuses to start, and says which setting', async (_, settings, message) => {
  await expect(configured(settings)).rejects.toThrow(message);
});

describe('an issuer whose keys come over HTTP', () => {
  let served: JWK[] | undefined;
  let requests = 0;
  let url: URL;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(served ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: served }));
  });
  const timing = { cooldownMs: 0, refreshMs: 60_000, maximumAgeMs: 60_000 };
  const remote = (more: Partial<typeof timing> = {}) => {
    requests = 0;
    return configured({ keys: { kind: 'url', url }, timing: { ...timing, ...more } });
  };

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    url = new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`);
  });
  afterAll(() => void server.close());

  test('a new key is found with one more request', async () => {
    served = [];
    const old = await jwkOf(rsa.publicKey, 'rsa', 'RS256');
    served = [old];
    const rotating = await remote();
    served = [old, await jwkOf(ed.publicKey, 'ed', 'EdDSA')];
    await expect(rotating.verify(forged(header, good()))).resolves.toMatchObject({ id: 'u1' });
    expect(requests).toBe(2);
  });

  test('unknown key ids ask the issuer once per cooldown, however many come', async () => {
    served = [await jwkOf(ed.publicKey, 'ed', 'EdDSA')];
    const cooled = await remote({ cooldownMs: 60_000 });
    const tries = Array.from({ length: 20 }, (_, index) =>
      cooled.verify(forged({ alg: 'EdDSA', kid: `k${index}` }, good())),
    );
    await Promise.allSettled(tries);
    expect(requests).toBe(1);
    await expect(cooled.verify(forged(header, good()))).resolves.toMatchObject({ id: 'u1' });
  });

  test('a key that the issuer took back is refused after the next fetch', async () => {
    served = [await jwkOf(ed.publicKey, 'ed', 'EdDSA')];
    const rotating = await remote();
    served = [await jwkOf(rsa.publicKey, 'rsa', 'RS256')];
    await rotating.verify(forged({ alg: 'RS256', kid: 'rsa' }, good(), rsa.privateKey));
    await expect(rotating.verify(forged(header, good()))).rejects.toThrow(WatchfloorError);
  });

  test('keys stay in use while the issuer is down, until their maximum age', async () => {
    served = [await jwkOf(ed.publicKey, 'ed', 'EdDSA')];
    const patient = await remote();
    const strict = await remote({ maximumAgeMs: 0 });
    served = undefined;
    await new Promise((done) => setTimeout(done, 5));
    await expect(patient.verify(forged(header, good()))).resolves.toMatchObject({ id: 'u1' });
    expect(patient.ready()).toBe(true);
    await expect(strict.verify(forged(header, good()))).rejects.toThrow(WatchfloorError);
    expect(strict.ready()).toBe(false);
  });

  test('a start without keys accepts nobody, is not ready, and recovers by itself', async () => {
    served = undefined;
    const early = await remote();
    expect(early.ready()).toBe(false);
    await expect(early.verify(forged(header, good()))).rejects.toThrow(WatchfloorError);
    served = [await jwkOf(ed.publicKey, 'ed', 'EdDSA')];
    await expect(early.verify(forged(header, good()))).resolves.toMatchObject({ id: 'u1' });
    expect(early.ready()).toBe(true);
  });

  test('a symmetric key in the set is never used', async () => {
    const secret = Buffer.from('0123456789abcdef0123456789abcdef');
    served = [
      { kty: 'oct', k: secret.toString('base64url'), kid: 'rsa', alg: 'HS256' },
      await jwkOf(ed.publicKey, 'ed', 'EdDSA'),
    ];
    const trapped = await remote();
    await expect(trapped.verify(hmac(secret))).rejects.toThrow(WatchfloorError);
  });
});
