import type { KeySetTiming, KeySource } from './key-set.ts';
import { signatureAlgorithms, type SignatureAlgorithm } from './signature-algorithm.ts';

/**
 * Whose tokens are accepted. `algorithms` is what the deployment pins; an empty list refuses to start.
 *
 * `maximumLifetimeSeconds` is how long a token may live, and how far ahead of now it may expire; 24 hours unless it is
 * given. `revoked` is the path of a list of token ids (`jti`) that count no more, one a line. `clock` gives
 * milliseconds since 1970.
 */
export interface IssuerConfiguration {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly demo?: boolean;
  readonly maximumLifetimeSeconds?: number;
  readonly revoked?: string;
  readonly timing?: KeySetTiming;
  readonly clock?: () => number;
}

/** Throws, saying what to set, when a setting is missing or unsafe, whatever its type promised. */
export function refuseUnsafe(configuration: IssuerConfiguration): void {
  const { algorithms, keys, maximumLifetimeSeconds: longest } = configuration;
  for (const name of ['issuer', 'audience'] as const) {
    const value: unknown = configuration[name];
    if (typeof value !== 'string' || value === '')
      throw new Error(`the ${name} is missing, set \`--${name}\``);
  }
  const named: unknown = algorithms;
  if (!Array.isArray(named) || named.length === 0) {
    throw new Error('no signature algorithm is allowed, name at least one in `algorithms`');
  }
  const unsafe = algorithms.find((algorithm) => !signatureAlgorithms.includes(algorithm));
  if (unsafe) throw new Error(`algorithm \`${unsafe}\` is refused, use ${signatureAlgorithms.join(', ')}`);
  if (longest !== undefined && (!Number.isSafeInteger(longest) || longest <= 0)) {
    throw new Error(`a maximum lifetime of \`${longest}\` is refused, give whole seconds above 0`);
  }
  if (configuration.revoked === '') throw new Error('the list of revoked tokens is missing, set `--revoked`');
  const source: KeySource | undefined = keys;
  if (!['keys', 'file', 'url'].includes(source?.kind)) throw new Error('the keys are missing, set `--jwks`');
  if (keys.kind !== 'url' || keys.url.protocol === 'https:') return;
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(keys.url.hostname);
  if (keys.url.protocol !== 'http:' || !loopback) {
    throw new Error(`\`${keys.url.href}\` is refused, the issuer's keys must come by https`);
  }
}
