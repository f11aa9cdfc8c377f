import { jwtVerify } from 'jose';
import { WatchfloorError } from '../error/error.ts';
import type { Principal } from '../principal/principal.ts';
import type { DemoIssuer } from './demo-issuer.ts';
import { openKeySet, type KeySetTiming, type KeySource } from './key-set.ts';
import { principalFromClaims } from './principal-from-claims.ts';

/**
 * Turns a bearer token into the principal it was issued to.
 *
 * `verify` throws a WatchfloorError UNAUTHENTICATED for every token that is not accepted and for every token
 * while no key is known; its message never says which check failed. `ready` says whether a key is known.
 */
export interface TokenVerifier {
  verify(token: string): Promise<Principal>;
  ready(): boolean;
}

/** Signature algorithms a deployment can choose from; none of them is symmetric. */
export const signatureAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

/** One of the signature algorithms a deployment can choose from. */
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/**
 * Whose tokens are accepted. `algorithms` is what the deployment pins; an empty list refuses to start.
 *
 * `maximumLifetimeSeconds` is how far ahead of now a token may expire; 24 hours unless it is given.
 */
export interface IssuerConfiguration {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly demo?: boolean;
  readonly maximumLifetimeSeconds?: number;
  readonly timing?: KeySetTiming;
}

const maximumTokenBytes = 8192;
const leewaySeconds = 30;
const daySeconds = 86_400;
const tokenTypes = [undefined, 'JWT', 'at+jwt', 'application/at+jwt'];

/** A verifier for the tokens of one configured issuer; throws when a setting is missing or unsafe. */
export async function openTokenVerifier(configuration: IssuerConfiguration): Promise<TokenVerifier> {
  const { issuer, audience, algorithms, demo = false, maximumLifetimeSeconds = daySeconds } = configuration;
  refuseUnsafe(configuration);
  const keys = await openKeySet(configuration.keys, configuration.timing);
  return {
    ready: () => keys.ready(),
    async verify(token) {
      try {
        if (!isCanonical(token)) throw new Error('not three canonical base64url parts');
        const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
          issuer,
          audience,
          algorithms: [...algorithms],
          clockTolerance: leewaySeconds,
          requiredClaims: ['exp', 'sub'],
        });
        if (!tokenTypes.includes(protectedHeader.typ)) throw new Error('another type of token');
        refuseTimes(payload, maximumLifetimeSeconds);
        return principalFromClaims(payload, demo);
      } catch (cause) {
        // One message for every reason: what exactly was wrong helps only whoever forges.
        throw new WatchfloorError('UNAUTHENTICATED', undefined, { cause });
      }
    },
  };
}

/** A verifier for the tokens of the demonstration's own issuer, by the same path as any other issuer's. */
export function openDemoVerifier(demo: DemoIssuer): Promise<TokenVerifier> {
  return openTokenVerifier({
    issuer: demo.issuer,
    audience: demo.audience,
    keys: { kind: 'keys', keys: demo.jwks },
    algorithms: ['EdDSA'],
    demo: true,
    // What `token --lifetime` gives out at most: these identities are invented.
    maximumLifetimeSeconds: 7 * daySeconds,
  });
}

function refuseUnsafe(configuration: IssuerConfiguration): void {
  const { issuer, audience, algorithms, keys, maximumLifetimeSeconds: longest = daySeconds } = configuration;
  if (issuer === '') throw new Error('the issuer is missing, set `--issuer`');
  if (audience === '') throw new Error('the audience is missing, set `--audience`');
  if (algorithms.length === 0) throw new Error('no signature algorithm is allowed, name at least one');
  const unsafe = algorithms.find((algorithm) => !signatureAlgorithms.includes(algorithm));
  if (unsafe) throw new Error(`algorithm \`${unsafe}\` is refused, use ${signatureAlgorithms.join(', ')}`);
  if (!Number.isSafeInteger(longest) || longest <= 0) {
    throw new Error(`a maximum lifetime of \`${longest}\` is refused, give whole seconds above 0`);
  }
  if (keys.kind !== 'url' || keys.url.protocol === 'https:') return;
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(keys.url.hostname);
  if (keys.url.protocol !== 'http:' || !loopback) {
    throw new Error(`\`${keys.url.href}\` is refused, the issuer's keys must come by https`);
  }
}

/** Base64url has several spellings of the same bytes; only the one that encodes back to itself is accepted. */
function isCanonical(token: string): boolean {
  if (token.length > maximumTokenBytes) return false;
  const parts = token.split('.');
  return (
    parts.length === 3 &&
    parts.every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}

function refuseTimes(
  { iat, nbf, exp }: { iat?: number; nbf?: number; exp?: number },
  maximumLifetimeSeconds: number,
): void {
  const now = Date.now() / 1000;
  if (!Number.isSafeInteger(exp)) throw new Error('expires at no whole second');
  if (exp !== undefined && exp > now + maximumLifetimeSeconds + leewaySeconds)
    throw new Error('expires too far in the future');
  if (iat !== undefined && iat > now + leewaySeconds) throw new Error('issued in the future');
  if (iat !== undefined && exp !== undefined && exp <= iat) throw new Error('expires before it was issued');
  if (nbf !== undefined && exp !== undefined && exp <= nbf) throw new Error('expires before it is valid');
}
