import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import { Agent, request } from 'undici';

/** Where the issuer's public keys are: the keys themselves, a file, or an address that is asked again. */
export type KeySource =
  | { readonly kind: 'keys'; readonly keys: JSONWebKeySet }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: URL };

/** How patient a key set is, all in milliseconds. */
export interface KeySetTiming {
  readonly cooldownMs: number;
  readonly refreshMs: number;
  readonly maximumAgeMs: number;
}

/** The issuer's keys as last seen. `find` throws when no key fits the token's header. */
export interface KeySet {
  readonly find: JWTVerifyGetKey;
  ready(): boolean;
}

/** At most one refetch in 30 s, a refresh after 5 min, keys of an issuer that is down are trusted for 12 h. */
const usualTiming: KeySetTiming = {
  cooldownMs: 30_000,
  refreshMs: 300_000,
  maximumAgeMs: 12 * 3_600_000,
};

const maximumBytes = 256 * 1024;

/**
 * Opens the keys of an issuer.
 *
 * A file that cannot be used throws. An address that does not answer leaves the set empty and not ready; it is
 * asked again, at most once per cooldown, whenever somebody needs a key.
 */
export async function openKeySet(source: KeySource, timing: KeySetTiming = usualTiming): Promise<KeySet> {
  if (source.kind === 'keys') return fixedKeySet(source.keys);
  if (source.kind === 'file') return fixedKeySet(keysIn(await readFile(source.path, 'utf8'), source.path));
  const set = fetchedKeySet(source.url, timing);
  await set.refetch();
  return set;
}

function fixedKeySet(keys: JSONWebKeySet): KeySet {
  return { find: createLocalJWKSet(keys), ready: () => true };
}

function fetchedKeySet(url: URL, timing: KeySetTiming): KeySet & { refetch(): Promise<void> } {
  let find: JWTVerifyGetKey | undefined;
  let fetchedAt = 0;
  let askedAt = -Infinity;
  let underWay: Promise<void> | undefined;

  const usable = (): JWTVerifyGetKey | undefined => {
    // Keys that the issuer may have taken back long ago are worth nothing, even if it is down.
    return find && Date.now() - fetchedAt <= timing.maximumAgeMs ? find : undefined;
  };
  const refetch = (): Promise<void> => {
    if (underWay) return underWay;
    if (Date.now() - askedAt < timing.cooldownMs) return Promise.resolve();
    askedAt = Date.now();
    underWay = fetchKeys(url)
      .then((keys) => {
        find = createLocalJWKSet(keys);
        fetchedAt = Date.now();
      })
      .catch(() => {
        // The keys at hand stay in use until their maximum age; without any, `ready` says so.
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  return {
    refetch,
    ready() {
      const ready = usable() !== undefined;
      if (!ready) void refetch();
      return ready;
    },
    async find(header, token) {
      const known = usable();
      if (known) {
        if (Date.now() - fetchedAt > timing.refreshMs) void refetch();
        try {
          return await known(header, token);
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        }
      }
      await refetch();
      const current = usable();
      if (!current) throw new errors.JWKSNoMatchingKey();
      return current(header, token);
    },
  };
}

async function fetchKeys(url: URL): Promise<JSONWebKeySet> {
  const patience = { headersTimeout: 5000, bodyTimeout: 5000, connect: { timeout: 5000 } };
  const agent = new Agent({ ...patience, maxResponseSize: maximumBytes });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`the issuer's keys answer with status ${statusCode}`);
    return keysIn(text, url.href);
  } finally {
    await agent.close();
  }
}

function keysIn(text: string, place: string): JSONWebKeySet {
  const parsed: unknown = JSON.parse(text);
  const keys = typeof parsed === 'object' && parsed !== null && 'keys' in parsed ? parsed.keys : undefined;
  if (!Array.isArray(keys)) throw new Error(`\`${place}\` holds no JSON Web Key Set`);
  // A symmetric key in a public set is a trap: whoever reads the set could sign with it.
  const asymmetric = keys.filter(isPublicKey);
  if (asymmetric.length === 0) throw new Error(`\`${place}\` holds no public key`);
  return { keys: asymmetric };
}

function isPublicKey(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null || !('kty' in key)) return false;
  return typeof key.kty === 'string' && key.kty !== 'oct';
}
