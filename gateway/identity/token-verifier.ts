import { jwtVerify, type JWTPayload } from 'jose';
import { WatchfloorError } from '../error/error.ts';
import type { Principal } from '../principal/principal.ts';
import type { DemoIssuer } from './demo-issuer.ts';
import { refuseUnsafe, type IssuerConfiguration } from './issuer-configuration.ts';
import { openKeySet } from './key-set.ts';
import { principalFromClaims } from './principal-from-claims.ts';
import { openRevokedTokens } from './revoked-tokens.ts';
import { isSmall, refuseAmbiguous } from './token-form.ts';
import { openVerifiedTokens, type VerifiedToken } from './verified-tokens.ts';

/**
 * Turns a bearer token into the principal it was issued to.
 *
 * `verify` throws a WatchfloorError UNAUTHENTICATED for every token that is not accepted and for every token
 * while no key is known; its message never says which check failed. `ready` says whether anybody can be accepted: a
 * key is known, and the list of revoked tokens, if there is one, can be read.
 */
export interface TokenVerifier {
  verify(token: string): Promise<Principal>;
  ready(): boolean;
}

const leewaySeconds = 30;
const daySeconds = 86_400;
const tokenTypes = [undefined, 'JWT', 'at+jwt', 'application/at+jwt'];

/** A verifier for the tokens of one configured issuer; throws when a setting is missing or unsafe. */
export async function openTokenVerifier(configuration: IssuerConfiguration): Promise<TokenVerifier> {
  refuseUnsafe(configuration);
  const { issuer, audience, algorithms, timing, demo = false } = configuration;
  const { clock = () => Date.now(), maximumLifetimeSeconds = daySeconds } = configuration;
  const revoked = openRevokedTokens(configuration.revoked, clock);
  const keys = await openKeySet(configuration.keys, algorithms, clock, timing);
  const tokens = openVerifiedTokens();

  const checked = async (token: string): Promise<VerifiedToken> => {
    refuseAmbiguous(token);
    const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: leewaySeconds,
      currentDate: new Date(clock()),
      requiredClaims: ['exp', 'sub'],
    });
    if (!tokenTypes.includes(protectedHeader.typ)) throw new Error('another type of token');
    const expiresAt = expiryOf(payload, clock() / 1000, maximumLifetimeSeconds);
    refuseBound(payload);
    return { principal: principalFromClaims(payload, demo), expiresAt, jti: idOf(payload) };
  };
  return {
    ready: () => keys.ready() && revoked.ready(),
    async verify(token) {
      try {
        if (!isSmall(token)) throw new Error('too long');
        // Before the token is checked: what was checked by other keys than these is not remembered as checked by these.
        const current = keys.current();
        const known = current && tokens.of(token, current, clock() / 1000 - leewaySeconds);
        const verified = known ?? (await checked(token));
        if (!revoked.accepts(verified.jti)) throw new Error('revoked');
        if (current && !known) tokens.add(token, current, verified);
        return verified.principal;
      } catch (cause) {
        // One message for every reason: what exactly was wrong helps only whoever forges.
        throw new WatchfloorError('UNAUTHENTICATED', undefined, { cause });
      }
    },
  };
}

/**
 * A verifier for the tokens of the demonstration's own issuer, by the same path as any other issuer's.
 *
 * `revoked` is the path of a list of token ids that count no more.
 */
export function openDemoVerifier(demo: DemoIssuer, revoked?: string): Promise<TokenVerifier> {
  return openTokenVerifier({
    issuer: demo.issuer,
    audience: demo.audience,
    keys: { kind: 'keys', keys: demo.jwks },
    algorithms: ['EdDSA'],
    demo: true,
    // What `token --lifetime` gives out at most: these identities are invented.
    maximumLifetimeSeconds: 7 * daySeconds,
    ...(revoked === undefined ? {} : { revoked }),
  });
}

/** When a token expires, in seconds since 1970; what lives for too long or in another order than time's throws. */
function expiryOf({ iat, nbf, exp }: JWTPayload, now: number, maximumLifetimeSeconds: number): number {
  if (exp === undefined || !Number.isSafeInteger(exp)) throw new Error('expires at no whole second');
  if (exp > now + maximumLifetimeSeconds + leewaySeconds) throw new Error('expires too far in the future');
  if (nbf !== undefined && exp <= nbf) throw new Error('expires before it is valid');
  if (iat === undefined) return exp;
  if (iat > Math.floor(now) + leewaySeconds) throw new Error('issued in the future');
  if (exp <= iat) throw new Error('expires before it was issued');
  if (exp - iat > maximumLifetimeSeconds) throw new Error('lives for too long');
  return exp;
}

/**
 * A token bound to its sender (RFC 7800; `jkt` of RFC 9449, `x5t#S256` of RFC 8705) is worth nothing without a proof,
 * and no proof is asked for here: taking it as a bearer token would undo what its issuer wanted.
 */
function refuseBound(payload: JWTPayload): void {
  if (Object.hasOwn(payload, 'cnf')) throw new Error('bound to its sender, which cannot be checked');
}

function idOf({ jti }: JWTPayload): string | undefined {
  if (jti !== undefined && typeof jti !== 'string') throw new Error('claim `jti` is not a text');
  return jti;
}
