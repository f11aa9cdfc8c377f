import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { keptFile } from './kept-file.ts';

/**
 * A chain as it stood, signed: nobody can take away or change one of its first `size` records unseen.
 *
 * `root` is the Merkle root (RFC 9162 2.1.1) and `last` the hash of the last record, both in hex; `key` is the
 * Ed25519 public key (RFC 8032) and `signature` is over `headText`, both in base64url.
 */
export interface SignedHead {
  readonly chain: string;
  readonly size: number;
  readonly root: string;
  readonly last: string;
  readonly at: string;
  readonly key: string;
  readonly signature: string;
}

/** The key that signs heads; `name` is its public half in base64url. */
export interface SigningKey {
  readonly name: string;
  sign(head: Omit<SignedHead, 'key' | 'signature'>): SignedHead;
}

/** The signing key in `file` (PKCS #8, PEM, mode 0600), made there on first use. */
export function openSigningKey(file: string): SigningKey {
  const made = (): string =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const secret = privateKey(file, keptFile(file, made));
  const name = createPublicKey(secret).export({ format: 'jwk' }).x ?? '';
  return {
    name,
    sign: ({ chain, size, root, last, at }) => {
      const head = { chain, size, root, last, at, key: name };
      return { ...head, signature: sign(null, Buffer.from(headText(head)), secret).toString('base64url') };
    },
  };
}

/** Whether `head` was signed by the key of that name. */
export function isSignedBy(name: string, head: SignedHead): boolean {
  if (head.key !== name) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: name }, format: 'jwk' });
  return verify(null, Buffer.from(headText(head)), key, Buffer.from(head.signature, 'base64url'));
}

/** What is signed: a line that says what for, then the head without its signature as canonical JSON (RFC 8785). */
export function headText({ at, chain, key, last, root, size }: Omit<SignedHead, 'signature'>): string {
  return `watchfloor disclosure log head\n${JSON.stringify({ at, chain, key, last, root, size })}`;
}

/** The head in a line of text, or nothing where it holds none. */
export function parsedHead(line: string): SignedHead | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isHead(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is SignedHead {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const texts = ['chain', 'root', 'last', 'at', 'key', 'signature'];
  return (
    Number.isSafeInteger(fields.get('size')) && texts.every((name) => typeof fields.get(name) === 'string')
  );
}

function privateKey(file: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, without what the file holds.
  }
  throw new Error(`\`${file}\` holds no Ed25519 key; without it no head can be signed or trusted`);
}
