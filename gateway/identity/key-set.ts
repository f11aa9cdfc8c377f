import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Agent, request } from 'undici';
import { publicKeysOf } from './public-keys.ts';
import type { SignatureAlgorithm } from './signature-algorithm.ts';

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
  /** How long one answer may take as a whole; 10 s unless it is given. */
  readonly patienceMs?: number;
}

/** The issuer's keys as last seen. `find` throws when no key fits the token's header. */
export interface KeySet {
  readonly find: JWTVerifyGetKey;
  ready(): boolean;
  /**
   * Stands for the keys that may be trusted now: the same object as long as they are the same keys, undefined while
   * there are none. Asking for it refreshes them when it is time, as `find` does.
   */
  current(): object | undefined;
}

/** At most one refetch in 30 s, a refresh after 5 min, keys of an issuer that is down are trusted for 12 h. */
const usualTiming: KeySetTiming = {
  cooldownMs: 30_000,
  refreshMs: 300_000,
  maximumAgeMs: 12 * 3_600_000,
};

const maximumBytes = 256 * 1024;
const usualPatienceMs = 10_000;

type ReadKeys = (text: string, place: string) => JSONWebKeySet;

/**
 * Opens the keys of an issuer that fit `algorithms`; `clock` gives milliseconds since 1970.
 *
 * A file that cannot be used throws. An address that does not answer leaves the set empty and not ready; it is
 * asked again, at most once per cooldown, whenever somebody needs a key.
 */
export async function openKeySet(
  source: KeySource,
  algorithms: readonly SignatureAlgorithm[],
  clock: () => number,
  timing: KeySetTiming = usualTiming,
): Promise<KeySet> {
  if (source.kind === 'keys') return fixedKeySet(publicKeysOf(source.keys, 'keys', algorithms));
  const read: ReadKeys = (text, place) => publicKeysOf(JSON.parse(text), place, algorithms);
  if (source.kind === 'file') return fixedKeySet(read(await readFile(source.path, 'utf8'), source.path));
  const set = fetchedKeySet(source.url, read, clock, timing);
  await set.refetch();
  return set;
}

function fixedKeySet(keys: JSONWebKeySet): KeySet {
  const find = createLocalJWKSet(keys);
  return { find, ready: () => true, current: () => find };
}

function fetchedKeySet(
  url: URL,
  read: ReadKeys,
  clock: () => number,
  timing: KeySetTiming,
): KeySet & { refetch(): Promise<void> } {
  let find: JWTVerifyGetKey | undefined;
  let text = '';
  let fetchedAt = 0;
  let askedAt = -Infinity;
  let underWay: Promise<void> | undefined;

  // Any distance counts, so that a clock that was put back neither stops the asking nor makes keys young again.
  const since = (time: number): number => Math.abs(clock() - time);
  const usable = (): JWTVerifyGetKey | undefined => {
    // Keys that the issuer may have taken back long ago are worth nothing, even if it is down.
    return find && since(fetchedAt) <= timing.maximumAgeMs ? find : undefined;
  };
  const current = (): JWTVerifyGetKey | undefined => {
    const known = usable();
    if (known && since(fetchedAt) > timing.refreshMs) void refetch();
    return known;
  };
  const refetch = (): Promise<void> => {
    if (underWay) return underWay;
    if (since(askedAt) < timing.cooldownMs) return Promise.resolve();
    askedAt = clock();
    underWay = fetchText(url, timing.patienceMs ?? usualPatienceMs)
      .then((answer) => {
        const keys = read(answer, url.href);
        const next = JSON.stringify(keys);
        if (!find || next !== text) find = createLocalJWKSet(keys);
        text = next;
        fetchedAt = clock();
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
    current,
    async find(header, token) {
      const known = current();
      if (known) {
        try {
          return await known(header, token);
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        }
      }
      await refetch();
      const refetched = usable();
      if (!refetched) throw new errors.JWKSNoMatchingKey();
      return refetched(header, token);
    },
  };
}

async function fetchText(url: URL, patienceMs: number): Promise<string> {
  const patience = { headersTimeout: 5000, bodyTimeout: 5000, connect: { timeout: 5000 } };
  const agent = new Agent({ ...patience, maxResponseSize: maximumBytes });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      // The other times are between one byte and the next: an issuer that trickles would hold everybody up.
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`the issuer's keys answer with status ${statusCode}`);
    return text;
  } finally {
    await agent.close();
  }
}
