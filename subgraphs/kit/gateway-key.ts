import { createHash, timingSafeEqual } from 'node:crypto';

const shortest = 32;

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

/** Whether an `authorization` header shows the gateway's key; takes the same time whatever is shown. */
export function showsKey(header: string | undefined, key: string): boolean {
  if (header === undefined) return false;
  // Digests are of one length, which `timingSafeEqual` demands.
  return timingSafeEqual(digest(header), digest(`Bearer ${key}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
