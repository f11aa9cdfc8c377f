import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The gateway's Ed25519 key, with which it states to agencies who asks: kept in `<dataDir>/gateway-signing.pem`, made
 * there on first use.
 *
 * Throws when the file is readable by others (mode must be 0600) or holds no such key.
 */
export function openSigningKey(dataDir: string): KeyObject {
  const file = join(dataDir, 'gateway-signing.pem');
  if (!existsSync(file)) make(file);
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`\`${file}\` is readable by others, run \`chmod 600 ${file}\``);
  }
  const key = read(readFileSync(file, 'utf8'));
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new Error(`\`${file}\` holds no key, delete it to have a new one made`);
}

/** What agencies are given to believe the gateway's statements: the public key's 32 bytes in base64url (RFC 8037). */
export function publicKeyText(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the key is no Ed25519 key');
  return x;
}

function read(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** Written aside and linked, so that two starts at once agree on one key. */
function make(file: string): void {
  const aside = `${file}.${process.pid}`;
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(aside, pem, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
