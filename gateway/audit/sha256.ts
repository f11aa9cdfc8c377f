import { hash } from 'node:crypto';

/** The SHA-256 of data. */
export function sha256(data: string | Uint8Array): Buffer {
  // A Buffer that `hash` makes has memory of its own, and making that costs more than the hash of a record.
  return Buffer.from(hash('sha256', data, 'latin1'), 'latin1');
}
