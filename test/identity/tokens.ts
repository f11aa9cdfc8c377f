import { constants, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { JWK, JWTPayload } from 'jose';
import type { IssuerConfiguration } from '../../gateway/identity/issuer-configuration.ts';
import { openTokenVerifier, type TokenVerifier } from '../../gateway/identity/token-verifier.ts';

const issuer = 'https://issuer.example';
export const audience = 'watchfloor';

/** One key of each kind, and one that no issuer knows. */
export const pairs = {
  ed: generateKeyPairSync('ed25519'),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  stranger: generateKeyPairSync('ed25519'),
} as const;

/** A public key as a member of a key set. */
export function jwkOf(name: keyof typeof pairs, more: JWK = {}): JWK {
  return { ...(pairs[name].publicKey.export({ format: 'jwk' }) as JWK), kid: name, ...more };
}

/** Claims that are accepted at `now`, in seconds since 1970. */
export function goodClaims(now: number = Math.floor(Date.now() / 1000)): JWTPayload {
  return { iss: issuer, aud: audience, sub: 'u1', agency: 'elections', iat: now, exp: now + 60 };
}

export const header = { alg: 'EdDSA', kid: 'ed' };

/** A part of a token: JSON of a value, or the very text, in base64url. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token with exactly this header and payload (a value, or JSON as text), whatever a library would say to them. */
export function forged(head: unknown, payload: unknown, key: KeyObject = pairs.ed.privateKey): string {
  const input = `${part(head)}.${part(payload)}`;
  const alg = typeof head === 'object' && head !== null && 'alg' in head ? head.alg : 'EdDSA';
  return `${input}.${signature(input, key, alg === 'PS256').toString('base64url')}`;
}

/** The same signed by HMAC, as by somebody who takes a public key for a secret. */
export function hmacSigned(secret: string | Buffer, payload: unknown = goodClaims(), kid = 'rsa'): string {
  const input = `${part({ alg: 'HS256', kid })}.${part(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A verifier that knows the issuer's three keys, each with its algorithm; `more` replaces settings. */
export function configured(more: Partial<IssuerConfiguration> = {}): Promise<TokenVerifier> {
  const keys = [jwkOf('ed'), jwkOf('ec'), jwkOf('rsa', { alg: 'RS256' })];
  return openTokenVerifier({
    issuer,
    audience,
    keys: { kind: 'keys', keys: { keys } },
    algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
    ...more,
  });
}

function signature(input: string, key: KeyObject, pss: boolean): Buffer {
  const data = Buffer.from(input);
  if (key.asymmetricKeyType === 'ed25519') return sign(null, data, key);
  if (key.asymmetricKeyType === 'ec') return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
  if (!pss) return sign('sha256', data, key);
  return sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
}
