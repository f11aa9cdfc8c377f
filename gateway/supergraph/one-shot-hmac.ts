import { hash } from 'node:crypto';

/** The MAC of parts after one another, texts in UTF-8; base64url. */
export type Hmac = (parts: readonly (Uint8Array | string)[]) => string;

const block = 64;
const digest = 32;
/** Bytes of what is written in kept memory; more gets memory of its own. */
const kept = 32 * 1024;

/**
 * HMAC-SHA-256 under one key (RFC 2104), by two hashes at one go each: the gateway makes one for every fetch, and an
 * object that is fed part by part costs several times that. Agencies verify by Node's own HMAC.
 */
export function oneShotHmac(key: string): Hmac {
  const secret = Buffer.from(key, 'utf8');
  const short = secret.length > block ? Buffer.from(hash('sha256', secret, 'latin1'), 'latin1') : secret;
  const room = padded(short, 0x36, block + kept);
  const outer = padded(short, 0x5c, block + digest);
  return (parts) => {
    const most = parts.reduce(
      (size, part) => size + (typeof part === 'string' ? 3 * part.length : part.length),
      block,
    );
    const inner = most <= room.length ? room : padded(short, 0x36, most);
    let end = block;
    for (const part of parts) {
      if (typeof part === 'string') end += inner.write(part, end, 'utf8');
      else {
        inner.set(part, end);
        end += part.length;
      }
    }
    outer.write(hash('sha256', inner.subarray(0, end), 'latin1'), block, 'latin1');
    return hash('sha256', outer, 'base64url');
  };
}

/** A block of the key with every byte of it changed by `by`, and room behind it. */
function padded(key: Uint8Array, by: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < block; index += 1) bytes[index] = (key[index] ?? 0) ^ by;
  return bytes;
}
