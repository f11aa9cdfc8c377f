import type { JWK } from 'jose';

/** Signature algorithms a deployment can choose from; none of them is symmetric. */
export const signatureAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

/** One of the signature algorithms a deployment can choose from. */
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/**
 * The one algorithm that a key may be used with; undefined for a key that fits none of `allowed`.
 *
 * It is the key's own `alg`, or follows from its kind. An RSA key that names none is for RS256 as far as that is
 * allowed, and never for both kinds of padding.
 */
export function pinnedAlgorithm(
  { kty, crv, alg }: JWK,
  allowed: readonly SignatureAlgorithm[],
): SignatureAlgorithm | undefined {
  return possible(kty, crv).find(
    (algorithm) => allowed.includes(algorithm) && (alg === undefined || alg === algorithm),
  );
}

/** Nothing for a symmetric key (`oct`), whatever it says of itself. */
function possible(kty: unknown, crv: unknown): readonly SignatureAlgorithm[] {
  if (kty === 'OKP') return crv === 'Ed25519' ? ['EdDSA'] : [];
  if (kty === 'EC') return crv === 'P-256' ? ['ES256'] : [];
  return kty === 'RSA' ? ['RS256', 'PS256'] : [];
}
