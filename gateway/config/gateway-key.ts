import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The gateway's own key, from which each agency's key is made: kept in `<dataDir>/gateway.key`, made there on first
 * use.
 *
 * Throws when the file is readable by others (mode must be 0600) or holds no key.
 */
export function openGatewayKey(dataDir: string): string {
  const file = join(dataDir, 'gateway.key');
  if (!existsSync(file)) make(file);
  return readGatewayKey(file);
}

/** The key that a file holds; throws when the file is not there, is readable by others or holds no key. */
export function readGatewayKey(file: string): string {
  if (!existsSync(file)) throw new Error(`no file \`${file}\` with a key of the gateway`);
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`\`${file}\` is readable by others, run \`chmod 600 ${file}\``);
  }
  const key = readFileSync(file, 'utf8').trim();
  if (/^[\w-]{43}$/.test(key)) return key;
  throw new Error(`\`${file}\` holds no key, delete it to have a new one made`);
}

/** Written aside and linked, so that two starts at once agree on one key. */
function make(file: string): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  chmodSync(aside, 0o600);
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
