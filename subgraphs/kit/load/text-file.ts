import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { findBadByte } from './bad-byte.ts';
import { Fault } from './fault.ts';

/** A file to read, and who wants to know how far the reading is. */
export interface TextFile {
  readonly path: string;
  /** Base name, for messages and provenance. */
  readonly name: string;
  /** Called with the number of bytes of each chunk read. */
  readonly onBytes: (bytes: number) => void;
}

/** A text file at a path. */
export function textFile(path: string, onBytes: (bytes: number) => void = () => {}): TextFile {
  return { path, name: basename(path), onBytes };
}

/**
 * The text of the file, chunk by chunk, without its byte order mark.
 *
 * Anything but UTF-8 ends it with a fault at the first bad byte; a NUL too, since it occurs in none of the formats
 * and is how a file in another encoding shows itself. So does a file that turns out larger than `limit` bytes.
 */
export async function* textOf(file: TextFile, limit = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let total = 0;
  const stream = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    total += chunk.length;
    if (total > limit) throw new Fault(`is larger than ${limit} bytes`);
    const text = chunk.includes(0) ? null : decoded(decoder, chunk);
    if (text === null) throw await findBadByte(file.path);
    file.onBytes(chunk.length);
    if (text !== '') yield text;
  }
  if (decoded(decoder, undefined) === null) throw await findBadByte(file.path);
}

/** Why a file cannot be text at all, judged by its first bytes; `null` when it can. */
export function notText(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'is empty';
  const packed = packers.find(({ magic }) => bytes.subarray(0, magic.length).equals(magic));
  if (packed !== undefined) return `is packed (${packed.name}); unpack it first`;
  const [first, second, third, fourth] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const alternating =
    bytes.length > 3 && (first === 0) !== (second === 0) && (third === 0) !== (fourth === 0);
  return marked || alternating ? 'is UTF-16; save it as UTF-8' : null;
}

const packers = [
  { name: 'zip', magic: Buffer.from('PK\u0003\u0004', 'latin1') },
  { name: 'zip', magic: Buffer.from('PK\u0005\u0006', 'latin1') },
  { name: 'gzip', magic: Buffer.from([0x1f, 0x8b]) },
  { name: 'bzip2', magic: Buffer.from('BZh', 'latin1') },
  { name: 'xz', magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) },
  { name: 'zstd', magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
  { name: '7z', magic: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) },
];

function decoded(decoder: TextDecoder, chunk: Buffer | undefined): string | null {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}
