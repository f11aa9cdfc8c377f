import { createHash, createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import type { PolicyCaller } from './policy/caller.ts';

/**
 * What the gateway states about the one for whom it asks an agency: signed once, shown with many fetches.
 *
 * `aud` is the agency. `policies` is the hash of the policies that the gateway holds of this agency
 * (`agencyPoliciesHash`). Times are milliseconds since 1970.
 */
export interface FetchStatement {
  readonly iss: string;
  readonly aud: string;
  readonly caller: PolicyCaller;
  readonly policies: string;
  readonly iat: number;
  readonly exp: number;
}

/** What ties one fetch to a statement: `jti` is 128 random bits in base64url, `iat` is in milliseconds since 1970. */
export interface FetchBinding {
  readonly jti: string;
  readonly iat: number;
  readonly mac: string;
}

/** The parts of an `authorization` header that carries a fetch token. */
export interface FetchToken {
  readonly statement: string;
  readonly binding: FetchBinding;
}

/** Who states; the only issuer that an agency believes. */
export const fetchIssuer = 'watchfloor';

/** How long a statement is believed at most, in milliseconds. */
export const statementLifeMs = 30_000;

const scheme = 'Watchfloor ';
const base64url = /^[\w-]+$/u;

/** The text of a statement: its JSON in base64url, a dot, and the Ed25519 signature of what stands before it. */
export function signedStatement(statement: FetchStatement, privateKey: KeyObject): string {
  const payload = Buffer.from(JSON.stringify(statement), 'utf8').toString('base64url');
  return `${payload}.${sign(null, Buffer.from(payload, 'latin1'), privateKey).toString('base64url')}`;
}

/** The statement that a text holds; undefined where the signature is not of the key or anything is not as it must be. */
export function verifiedStatement(text: string, publicKey: KeyObject): FetchStatement | undefined {
  const [payload = '', signature = '', ...rest] = text.split('.');
  if (rest.length > 0 || !isCanonical(payload) || !isCanonical(signature)) return undefined;
  const isSigned = verify(
    null,
    Buffer.from(payload, 'latin1'),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  return isSigned ? statementOf(Buffer.from(payload, 'base64url').toString('utf8')) : undefined;
}

/** The hash of a statement's text, of which a binding speaks. */
export function statementDigest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}

/**
 * What one fetch is bound by, under the agency's key: HMAC-SHA-256 of the statement's hash, `jti`, `iat` and the body's
 * bytes.
 *
 * All but the body are of a fixed length or end with a line feed, so no two fetches have one text.
 */
export function boundParts(
  digest: Uint8Array,
  jti: string,
  iat: number,
  body: Uint8Array | string,
): readonly (Uint8Array | string)[] {
  return [digest, `${jti}\n${iat}\n`, body];
}

/** Whether a MAC is that of the fetch; takes the same time whatever is wrong with it. */
export function isBound(
  key: KeyObject,
  digest: Buffer,
  { jti, iat, mac }: FetchBinding,
  body: Uint8Array | string,
): boolean {
  const made = createHmac('sha256', key);
  for (const part of boundParts(digest, jti, iat, body)) made.update(part);
  const right = Buffer.from(made.digest('base64url'), 'latin1');
  const shown = Buffer.from(mac, 'latin1');
  return right.length === shown.length && timingSafeEqual(right, shown);
}

/** The `authorization` header of a fetch. */
export function fetchAuthorization(statement: string, { jti, iat, mac }: FetchBinding): string {
  return `${scheme}${statement}.${jti}.${iat}.${mac}`;
}

/** The token of an `authorization` header; undefined where it is none. Nothing in it is verified yet. */
export function fetchTokenOf(header: string | undefined): FetchToken | undefined {
  if (header?.startsWith(scheme) !== true) return undefined;
  const [payload, signature, jti, iat, mac, ...rest] = header.slice(scheme.length).split('.');
  if (payload === undefined || signature === undefined || jti === undefined) return undefined;
  if (iat === undefined || mac === undefined || rest.length > 0) return undefined;
  if (!/^[\w-]{22}$/u.test(jti) || !/^[1-9]\d{0,15}$/u.test(iat)) return undefined;
  return { statement: `${payload}.${signature}`, binding: { jti, iat: Number(iat), mac } };
}

/** Whether a text is base64url in the one way in which Node writes it, so that a token has one spelling. */
function isCanonical(text: string): boolean {
  return base64url.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
}

function statementOf(json: string): FetchStatement | undefined {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isObject(read)) return undefined;
  const { iss, aud, caller, policies, iat, exp } = read as Partial<Record<keyof FetchStatement, unknown>>;
  if (typeof iss !== 'string' || typeof aud !== 'string' || typeof policies !== 'string') return undefined;
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp) || !isCaller(caller)) return undefined;
  return { iss, aud, caller, policies, iat: Number(iat), exp: Number(exp) };
}

function isCaller(value: unknown): value is PolicyCaller {
  if (!isObject(value)) return false;
  const given = value as Partial<Record<keyof PolicyCaller, unknown>>;
  return (
    typeof given.id === 'string' &&
    typeof given.agency === 'string' &&
    [given.roles, given.scopes, given.community, given.assignments, given.purposes].every(areTexts) &&
    typeof given.exercise === 'boolean' &&
    (given.jurisdiction === undefined || typeof given.jurisdiction === 'string')
  );
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
