import { hash } from 'node:crypto';
import { openRecent } from '../plan/recent.ts';
import type { Principal } from '../principal/principal.ts';

/** What a token was found to say. `expiresAt` is in seconds since 1970; `jti` is the token's id, if it has one. */
export interface VerifiedToken {
  readonly principal: Principal;
  readonly expiresAt: number;
  readonly jti: string | undefined;
}

/** Tokens whose signature and claims were found good, each with the keys by which they were. */
export interface VerifiedTokens {
  /** What is remembered of a token, if it was verified by exactly these keys and expires after `now` (seconds). */
  of(token: string, keys: object, now: number): VerifiedToken | undefined;
  add(token: string, keys: object, verified: VerifiedToken): void;
}

/** Tokens that are remembered at most; one that is not is verified again. */
const usualLimit = 2000;

/**
 * Remembers verified tokens by their SHA-256, so that a signature is checked once and not at every request, and no
 * token that could be used lies in memory.
 *
 * INVARIANT: a token is remembered as long as the same keys are trusted and never past its expiry, so a key that is
 * taken back takes its tokens with it. What is refused is not remembered, and whether a token was revoked is not
 * remembered either: it is asked each time.
 */
export function openVerifiedTokens(limit: number = usualLimit): VerifiedTokens {
  const tokens = openRecent<{ readonly keys: object; readonly verified: VerifiedToken }>(limit);
  return {
    of(token, keys, now) {
      const name = nameOf(token);
      const known = tokens.get(name);
      if (!known) return undefined;
      if (known.keys === keys && known.verified.expiresAt > now) return known.verified;
      tokens.delete(name);
      return undefined;
    },
    add(token, keys, verified) {
      tokens.set(nameOf(token), { keys, verified });
    },
  };
}

function nameOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
