import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  fetchIssuer,
  fetchTokenOf,
  isBound,
  statementDigest,
  statementLifeMs,
  verifiedStatement,
  type FetchStatement,
  type FetchToken,
} from '../../../schema/fetch-token.ts';
import { openRecentMap } from '../../../schema/policy/recent-map.ts';
import { openReplaySet } from './replay-set.ts';

/** Decides which requests an agency answers. */
export interface FetchGuard {
  /** What a header shows before the body was read; undefined where it shows nothing that could be believed. */
  shown(header: string | undefined, now: number): ShownToken | undefined;
  /** Whether exactly these bytes were asked by the gateway now, and for whom. It can be said of a token once. */
  admits(shown: ShownToken, body: Uint8Array, now: number): boolean;
}

/** A token whose statement the gateway signed for this agency, for these minutes. */
export interface ShownToken {
  readonly token: FetchToken;
  readonly statement: FetchStatement;
  readonly digest: Buffer;
}

/** Whom an agency believes. */
export interface FetchGuardOptions {
  readonly agency: string;
  /** The key that this agency shares with the gateway. */
  readonly key: string;
  readonly publicKey: KeyObject;
}

/** How far the clocks of gateway and agency may be apart, in milliseconds. */
const leewayMs = 2_000;

/** How long after it was signed a fetch is taken, in milliseconds: time on the way and in a queue. */
const fetchLifeMs = 10_000;

const statementsKept = 4_096;
const fetchesKept = 500_000;

/**
 * The guard of one agency.
 *
 * What was signed before the guard was opened is refused: it may have been shown to the process before this one.
 */
export function openFetchGuard(options: FetchGuardOptions, openedAt = Date.now()): FetchGuard {
  const { agency, publicKey } = options;
  const key = createSecretKey(options.key, 'utf8');
  const used = openReplaySet(fetchLifeMs + leewayMs, fetchesKept);
  const verified = openRecentMap<string, Omit<ShownToken, 'token'>>(statementsKept);

  const statementOf = (text: string): Omit<ShownToken, 'token'> | undefined => {
    // Only what is right is kept: whoever sends wrong ones must not push right ones out.
    const statement = verifiedStatement(text, publicKey);
    return statement && { statement, digest: statementDigest(text) };
  };

  return {
    shown(header, now) {
      const token = fetchTokenOf(header);
      if (token === undefined) return undefined;
      const known = verified.peek(token.statement) ?? statementOf(token.statement);
      if (known === undefined || !isFor(agency, known.statement, now)) return undefined;
      verified.get(token.statement, () => known);
      return { token, ...known };
    },
    admits({ token, digest }, body, now) {
      const { jti, iat } = token.binding;
      const isTimely = iat >= openedAt && iat <= now + leewayMs && now - iat <= fetchLifeMs;
      // Used up only by whoever holds the key, and only in the end.
      return isTimely && isBound(key, digest, token.binding, body) && used.use(jti, now);
    },
  };
}

function isFor(agency: string, { iss, aud, iat, exp }: FetchStatement, now: number): boolean {
  return (
    iss === fetchIssuer &&
    aud === agency &&
    exp > iat &&
    exp - iat <= statementLifeMs &&
    iat <= now + leewayMs &&
    now <= exp + leewayMs
  );
}
