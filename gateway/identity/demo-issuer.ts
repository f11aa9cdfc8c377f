import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Claims } from './claim.ts';
import { claimsOf, findPersona } from './personas.ts';

/**
 * The demonstration's own issuer: signs tokens for invented personas with an Ed25519 key.
 *
 * `jwks` holds the public key only. `sign` takes a persona's id or whole claims; an unknown persona throws.
 */
export interface DemoIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  sign(who: string | Claims, lifetimeSeconds: number): Promise<string>;
}

const issuer = 'urn:watchfloor:demo';
const audience = 'watchfloor';
const algorithm = 'EdDSA';

/**
 * The demo issuer whose private key is kept in `<dataDir>/issuer.json`, made there on first use.
 *
 * The file must be readable by its owner alone (mode 0600); otherwise, or when it holds no key, this throws.
 */
export async function openDemoIssuer(dataDir: string): Promise<DemoIssuer> {
  const file = join(dataDir, 'issuer.json');
  const jwk = (await storedKey(file)) ?? (await makeKey(dataDir, file));
  const { kid, x } = jwk;
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !jwk.d || !kid || !x) {
    throw new Error(`\`${file}\` holds no Ed25519 key, delete it to have a new one made`);
  }
  const key = await importJWK(jwk, algorithm);
  return {
    issuer,
    audience,
    jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid, alg: algorithm, use: 'sig' }] },
    async sign(who, lifetimeSeconds) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ ...(typeof who === 'string' ? personaClaims(who) : who) })
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .setJti(randomUUID())
        .sign(key);
    },
  };
}

function personaClaims(id: string): Claims {
  const persona = findPersona(id);
  if (!persona) throw new Error(`unknown persona \`${id}\`, see \`watchfloor token --list\``);
  return claimsOf(persona);
}

async function storedKey(file: string): Promise<JWK | undefined> {
  let text: string;
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) throw new Error(`\`${file}\` is readable by others, run \`chmod 600 ${file}\``);
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw new Error(`\`${file}\` holds no Ed25519 key, delete it to have a new one made`, { cause });
  }
}

async function makeKey(dataDir: string, file: string): Promise<JWK> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true, crv: 'Ed25519' });
  const jwk = await exportJWK(privateKey);
  jwk.kid = await calculateJwkThumbprint(jwk);
  // Written aside and linked into place: of two processes that start together both use the key of the first.
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
  try {
    await link(aside, file);
    return jwk;
  } catch (error) {
    const winner = await storedKey(file);
    if (winner) return winner;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
