import { randomFillSync, type KeyObject } from 'node:crypto';
import {
  boundParts,
  fetchAuthorization,
  fetchIssuer,
  signedStatement,
  statementDigest,
  statementLifeMs,
} from '../../schema/fetch-token.ts';
import { agencyPoliciesHash } from '../../schema/policy/agency-policies.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openRecentMap } from '../../schema/policy/recent-map.ts';
import { agencyKey } from './agency-key.ts';
import { oneShotHmac, type Hmac } from './one-shot-hmac.ts';

/** Signs the gateway's fetches. */
export interface FetchSigner {
  /**
   * The `authorization` header with which `agency` is asked for `caller` in exactly these bytes.
   *
   * Give the same frozen caller and book for the same rights: what is stated about them is found by identity.
   */
  authorization(agency: string, caller: PolicyCaller, book: PolicyBook, body: Uint8Array | string): string;
}

/** How long one statement is shown with new fetches, in milliseconds. */
const reusedMs = 15_000;

/** Statements that are kept, of callers who were given again as another object. */
const statementsKept = 4_096;

interface Stated {
  readonly text: string;
  readonly digest: Buffer;
  readonly until: number;
}

/** The signer of a gateway with its own key, from which each agency's is made, and its signing key (Ed25519). */
export function openFetchSigner(gatewayKey: string, signingKey: KeyObject): FetchSigner {
  const agencies = new Map<string, Hmac>();
  const hashes = new WeakMap<PolicyBook, Map<string, string>>();
  const byCaller = new WeakMap<PolicyCaller, Map<string, Stated>>();
  const byText = openRecentMap<string, { stated?: Stated }>(statementsKept);
  const nextId = idsInStock();

  const hashOf = (book: PolicyBook, agency: string): string => {
    const known = kept(hashes, book, () => new Map<string, string>());
    return kept(known, agency, () => agencyPoliciesHash(book, agency));
  };

  const state = (agency: string, caller: PolicyCaller, policies: string, now: number): Stated => {
    const same = byText.get(JSON.stringify([agency, policies, caller]), () => ({}));
    if (same.stated === undefined || now >= same.stated.until) {
      const statement = {
        iss: fetchIssuer,
        aud: agency,
        caller,
        policies,
        iat: now,
        exp: now + statementLifeMs,
      };
      const text = signedStatement(statement, signingKey);
      same.stated = { text, digest: statementDigest(text), until: now + reusedMs };
    }
    return same.stated;
  };

  return {
    authorization(agency, caller, book, body) {
      const now = Date.now();
      const policies = hashOf(book, agency);
      const known = kept(byCaller, caller, () => new Map<string, Stated>());
      const name = `${agency} ${policies}`;
      let stated = known.get(name);
      // A clock that was set back must not make a statement last longer.
      if (stated === undefined || now >= stated.until || now < stated.until - reusedMs) {
        stated = state(agency, caller, policies, now);
        known.set(name, stated);
      }
      const hmac = kept(agencies, agency, () => oneShotHmac(agencyKey(gatewayKey, agency)));
      const jti = nextId();
      const mac = hmac(boundParts(stated.digest, jti, now, body));
      return fetchAuthorization(stated.text, { jti, iat: now, mac });
    },
  };
}

/** Ids of 128 random bits in base64url, of which many are drawn at once: that costs a tenth of drawing each. */
function idsInStock(): () => string {
  const stock = Buffer.alloc(16 * 256);
  let next = stock.length;
  return () => {
    if (next >= stock.length) {
      randomFillSync(stock);
      next = 0;
    }
    next += 16;
    return stock.toString('base64url', next - 16, next);
  };
}

interface Keeping<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function kept<K, V>(made: Keeping<K, V>, key: K, make: () => V): V {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
