import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JWK } from 'jose';
import type { KeySource } from '../../gateway/identity/key-set.ts';
import type { SignatureAlgorithm } from '../../gateway/identity/signature-algorithm.ts';
import type { TokenVerifier } from '../../gateway/identity/token-verifier.ts';
import { serveKeys, type ServedKeys } from './served-keys.ts';
import { configured, forged, goodClaims, header, hmacSigned, jwkOf, pairs } from './tokens.ts';

const everyAlgorithm: readonly SignatureAlgorithm[] = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const fixed = (...keys: JWK[]): KeySource => ({ kind: 'keys', keys: { keys } });
const rsaToken = (alg: string): string => forged({ alg, kid: 'rsa' }, goodClaims(), pairs.rsa.privateKey);
const accepts = (verifier: TokenVerifier, token: string): Promise<boolean> =>
  verifier.verify(token).then(
    () => true,
    () => false,
  );

describe('each key is for one algorithm', () => {
  test.each<[string, JWK, readonly SignatureAlgorithm[], string, boolean]>([
    ['an RSA key for RS256 with RS256', { alg: 'RS256' }, everyAlgorithm, 'RS256', true],
    ['an RSA key for RS256 with PS256', { alg: 'RS256' }, everyAlgorithm, 'PS256', false],
    ['an RSA key for PS256 with PS256', { alg: 'PS256' }, everyAlgorithm, 'PS256', true],
    ['an RSA key for PS256 with RS256', { alg: 'PS256' }, everyAlgorithm, 'RS256', false],
    ['an RSA key that names none with RS256', {}, everyAlgorithm, 'RS256', true],
    ['an RSA key that names none with PS256', {}, everyAlgorithm, 'PS256', false],
    ['an RSA key that names none where only PS256 is allowed', {}, ['PS256'], 'PS256', true],
    ['an RSA key for encryption', { use: 'enc' }, everyAlgorithm, 'RS256', false],
    ['an RSA key that may only encrypt', { key_ops: ['encrypt'] }, everyAlgorithm, 'RS256', false],
  ])('%s', async (_, more, algorithms, alg, expected) => {
    const keys = fixed(jwkOf('rsa', more));
    expect(await accepts(await configured({ keys, algorithms }), rsaToken(alg))).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['EdDSA', forged(header, goodClaims()), 'ed'],
    ['ES256', forged({ alg: 'ES256', kid: 'ec' }, goodClaims(), pairs.ec.privateKey), 'ec'],
    ['RS256', rsaToken('RS256'), 'rsa'],
  ])('%s is accepted with its own key and none of the others', async (_, token, own) => {
    for (const name of ['ed', 'ec', 'rsa'] as const) {
      const keys = fixed(jwkOf(name, { kid: own }));
      expect(await accepts(await configured({ keys }), token)).toBe(name === own);
    }
  });

  test('a set without a key for what is allowed refuses to start, and says which', async () => {
    const keys = fixed(jwkOf('rsa'));
    await expect(configured({ keys, algorithms: ['EdDSA'] })).rejects.toThrow('no public key for EdDSA');
  });

  test('a key that shows its private part is not used: everybody could sign with it', async () => {
    const shown = { ...(pairs.ed.privateKey.export({ format: 'jwk' }) as JWK), kid: 'ed' };
    const keys = fixed(shown, jwkOf('rsa'));
    expect(await accepts(await configured({ keys }), forged(header, goodClaims()))).toBe(false);
    await expect(configured({ keys: fixed(shown) })).rejects.toThrow('holds no public key');
  });
});

describe('keys that come over HTTP', () => {
  const timing = { cooldownMs: 30_000, refreshMs: 300_000, maximumAgeMs: 3_600_000 };
  const start = 1_800_000_000_000;
  let at = start;
  let served: ServedKeys;
  const remote = (): Promise<TokenVerifier> =>
    configured({ keys: { kind: 'url', url: served.url }, timing, clock: () => at });
  const token = (kid = 'ed'): string => forged({ alg: 'EdDSA', kid }, goodClaims(Math.floor(at / 1000)));

  beforeEach(async () => {
    at = start;
    served = await serveKeys([jwkOf('ed')]);
  });
  afterEach(() => served.close());

  test('a hundred tokens at once with unknown key ids make one request', async () => {
    const verifier = await remote();
    expect(served.asked()).toBe(1);
    at += 30_000;
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) => accepts(verifier, token(`unknown-${index}`))),
    );
    expect(all).not.toContain(true);
    expect(served.asked()).toBe(2);
    at += 29_999;
    expect(await accepts(verifier, token('another'))).toBe(false);
    expect(served.asked()).toBe(2);
    at += 1;
    expect(await accepts(verifier, token('another'))).toBe(false);
    expect(served.asked()).toBe(3);
    expect(await accepts(verifier, token())).toBe(true);
  });

  test('a hundred tokens at once by a key that is new are all accepted, after one request', async () => {
    const verifier = await remote();
    served.serve([jwkOf('stranger', { kid: 'new' })]);
    at += 30_000;
    const claims = goodClaims(Math.floor(at / 1000));
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        accepts(
          verifier,
          forged({ alg: 'EdDSA', kid: 'new' }, { ...claims, jti: String(index) }, pairs.stranger.privateKey),
        ),
      ),
    );
    expect(all).not.toContain(false);
    expect(served.asked()).toBe(2);
    expect(await accepts(verifier, token())).toBe(false);
  });

  test('keys of an issuer that is down keep working until their maximum age, and not a moment longer', async () => {
    const verifier = await remote();
    served.serve(undefined);
    at = start + timing.maximumAgeMs;
    const kept = token();
    expect([await accepts(verifier, kept), verifier.ready()]).toEqual([true, true]);
    at += 1;
    expect([await accepts(verifier, kept), verifier.ready()]).toEqual([false, false]);
    served.serve([jwkOf('ed')]);
    at += timing.cooldownMs;
    expect([await accepts(verifier, token()), verifier.ready()]).toEqual([true, true]);
  });

  test('an issuer that is down is asked once in a cooldown, not at every request', async () => {
    const verifier = await remote();
    served.serve(undefined);
    at += timing.refreshMs + 1;
    for (let index = 0; index < 20; index += 1) expect(await accepts(verifier, token())).toBe(true);
    await expect.poll(() => served.asked()).toBe(2);
  });

  test('a clock that was put back neither keeps old keys young nor stops the asking', async () => {
    const verifier = await remote();
    served.serve([jwkOf('rsa')]);
    at = start - timing.maximumAgeMs - 1;
    expect(await accepts(verifier, token())).toBe(false);
    expect(served.asked()).toBe(2);
  });

  test.each<[string, string]>([
    ['no JSON', '{'],
    ['no key set', '{"keys":{}}'],
    ['an empty set', '{"keys":[]}'],
    ['symmetric keys only', '{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"ed","alg":"HS256"}]}'],
    ['more than 256 KiB', `{"keys":[],"filler":"${'x'.repeat(300_000)}"}`],
  ])('an answer that holds %s changes nothing', async (_, body) => {
    const verifier = await remote();
    served.misbehave((response) => response.end(body));
    at += timing.cooldownMs;
    expect(await accepts(verifier, token('unknown'))).toBe(false);
    expect([served.asked(), await accepts(verifier, token()), verifier.ready()]).toEqual([2, true, true]);
    expect(await accepts(verifier, hmacSigned('secret', goodClaims(Math.floor(at / 1000)), 'ed'))).toBe(
      false,
    );
  });

  test('an issuer that trickles holds nobody up for longer than its time', async () => {
    const patient = { ...timing, patienceMs: 300 };
    const source: KeySource = { kind: 'url', url: served.url };
    const verifier = await configured({ keys: source, timing: patient, clock: () => at });
    const drops: NodeJS.Timeout[] = [];
    served.misbehave((response) => {
      response.write('{"keys":[');
      drops.push(setInterval(() => response.write(' '), 50));
    });
    at += timing.cooldownMs;
    expect(await accepts(verifier, token('unknown'))).toBe(false);
    expect(await accepts(verifier, token())).toBe(true);
    for (const drop of drops) clearInterval(drop);
  });

  test('an issuer that leads elsewhere is not followed', async () => {
    const elsewhere = await serveKeys([jwkOf('stranger', { kid: 'ed' })]);
    const verifier = await remote();
    served.misbehave((response) => response.writeHead(302, { location: elsewhere.url.href }).end());
    at += timing.cooldownMs;
    expect(await accepts(verifier, token('unknown'))).toBe(false);
    expect(elsewhere.asked()).toBe(0);
    elsewhere.close();
  });
});
