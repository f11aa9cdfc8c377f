import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** By what cursors are sealed: only for callers of the same rights do they open again. */
export interface CursorSeal {
  /** The rights of the caller as one text. */
  readonly text: string;
  /** 64 bytes: half to seal with, half to choose the nonce with. */
  readonly cursorKey: Uint8Array;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * A text sealed with AES-256-GCM for one agency and one set of rights, in base64url.
 *
 * The nonce is a MAC of the rights and the text (as in RFC 5297), so that one text is sealed in one way and two texts
 * never share a nonce.
 */
export function sealed(text: string, { text: rights, cursorKey }: CursorSeal): string {
  const nonce = createHmac('sha256', cursorKey.subarray(32))
    .update(`${Buffer.byteLength(rights)}\n${rights}${text}`)
    .digest()
    .subarray(0, nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', cursorKey.subarray(0, 32), nonce).setAAD(Buffer.from(rights));
  const sealedText = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, ...sealedText, cipher.getAuthTag()]).toString('base64url');
}

/** The text that was sealed; throws unless that was done with the same key for the same rights. */
export function opened(seal: string, { text: rights, cursorKey }: CursorSeal): string {
  const bytes = Buffer.from(seal, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw new Error('too short to be sealed');
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', cursorKey.subarray(0, 32), nonce, {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(rights))
    .setAuthTag(bytes.subarray(-tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}
