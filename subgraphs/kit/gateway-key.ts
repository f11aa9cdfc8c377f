import { createHash, createPublicKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

const shortest = 32;
const rawKey = /^[\w-]{43}$/u;

/**
 * The key that the gateway shows to subgraphs, from `WATCHFLOOR_GATEWAY_KEY`.
 *
 * Throws when it is missing or shorter than 32 characters: a subgraph without it would answer anyone.
 */
export function gatewayKey(environment: NodeJS.ProcessEnv): string {
  const key = environment['WATCHFLOOR_GATEWAY_KEY'] ?? '';
  if (key.length >= shortest) return key;
  throw new Error(
    `a subgraph answers only to its gateway; set WATCHFLOOR_GATEWAY_KEY to the gateway's key, at least ${shortest} characters`,
  );
}

/**
 * The gateway's public key (Ed25519), from `WATCHFLOOR_GATEWAY_PUBLIC_KEY`: its 32 bytes in base64url, or a file with
 * that or with PEM. Undefined when it is not set: then no statement of a gateway is believed.
 */
export function gatewayPublicKey(environment: NodeJS.ProcessEnv): KeyObject | undefined {
  const given = environment['WATCHFLOOR_GATEWAY_PUBLIC_KEY'];
  if (given === undefined) return undefined;
  try {
    const text = rawKey.test(given) ? given : readFileSync(given, 'utf8').trim();
    const key = rawKey.test(text)
      ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' })
      : createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // No file and no key are one mistake to whoever made it.
  }
  throw new Error(
    "WATCHFLOOR_GATEWAY_PUBLIC_KEY holds no Ed25519 key; set it to the gateway's public key or to a file with it",
  );
}

/** Whether an `authorization` header shows the gateway's key; takes the same time whatever is shown. */
export function showsKey(header: string | undefined, key: string): boolean {
  if (header === undefined) return false;
  // Digests are of one length, which `timingSafeEqual` demands.
  return timingSafeEqual(digest(header), digest(`Bearer ${key}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
