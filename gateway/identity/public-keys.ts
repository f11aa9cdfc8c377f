import type { JSONWebKeySet, JWK } from 'jose';
import { pinnedAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';

/**
 * The keys of a JSON Web Key Set (RFC 7517) that signatures may be checked with, each pinned to one algorithm.
 *
 * Symmetric and private keys are left out: whoever reads the set could sign with them. `place` names the set in the
 * error that is thrown when no key is left.
 */
export function publicKeysOf(
  set: unknown,
  place: string,
  allowed: readonly SignatureAlgorithm[],
): JSONWebKeySet {
  const keys = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : undefined;
  if (!Array.isArray(keys)) throw new Error(`\`${place}\` holds no JSON Web Key Set`);
  const pinned = keys.filter(isPublicKey).flatMap((key): JWK[] => {
    const alg = pinnedAlgorithm(key, allowed);
    return alg === undefined ? [] : [{ ...key, alg }];
  });
  if (pinned.length === 0) throw new Error(`\`${place}\` holds no public key for ${allowed.join(', ')}`);
  return { keys: pinned };
}

function isPublicKey(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null || !('kty' in key) || typeof key.kty !== 'string') return false;
  return !('d' in key);
}
