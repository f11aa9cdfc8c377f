import { unambiguousJson } from './unambiguous-json.ts';

const maximumTokenBytes = 8192;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Headers by which a token would choose what it is checked with (RFC 7515 4.1), or how it is read (RFC 7797). */
const refusedHeaders = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip'];

/** Whether a token is small enough to be looked at: at most 8192 characters. */
export function isSmall(token: string): boolean {
  return token.length <= maximumTokenBytes;
}

/**
 * Throws unless `token` is a signed JWT that can be read in one way only: three canonical base64url parts, header and
 * payload JSON objects without a member named twice, and no header that brings its own key or rules.
 */
export function refuseAmbiguous(token: string): void {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) throw new Error('not three canonical base64url parts');
  const [header, payload] = parts.slice(0, 2).map(objectIn);
  if (!header || !payload) throw new Error('not two objects');
  for (const name of refusedHeaders) {
    if (Object.hasOwn(header, name)) throw new Error(`header \`${name}\` is refused`);
  }
}

/** Base64url has several spellings of the same bytes; only the one that encodes back to itself is accepted. */
function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function objectIn(part: string): object | undefined {
  const value = unambiguousJson(decoder.decode(Buffer.from(part, 'base64url')));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
