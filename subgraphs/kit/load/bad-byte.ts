import { createReadStream } from 'node:fs';
import { atLine, Fault } from './fault.ts';

/**
 * The first byte of a file that is not UTF-8 text, as a fault with its line and column.
 *
 * It reads the file again byte by byte, so that the reading of good files need not keep count.
 */
export async function findBadByte(path: string): Promise<Fault> {
  let line = 1;
  let column = 0;
  let lead = 0;
  // The range that the next byte of a character may take (Unicode 17, table 3-7).
  let due = 0;
  let low = 0x80;
  let high = 0xbf;
  for await (const chunk of createReadStream(path)) {
    if (!Buffer.isBuffer(chunk)) continue;
    for (const byte of chunk) {
      if (due > 0) {
        if (byte < low || byte > high) return notUtf8(lead, line, column);
        due -= 1;
        low = 0x80;
        high = 0xbf;
        continue;
      }
      column += 1;
      lead = byte;
      if (byte === 0)
        return new Fault('has a NUL byte and is no text; save it as UTF-8', atLine(line, column));
      if (byte < 0x80) {
        if (byte === 0x0a) {
          line += 1;
          column = 0;
        }
        continue;
      }
      if (byte < 0xc2 || byte > 0xf4) return notUtf8(byte, line, column);
      due = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      if (byte === 0xe0) low = 0xa0;
      if (byte === 0xed) high = 0x9f;
      if (byte === 0xf0) low = 0x90;
      if (byte === 0xf4) high = 0x8f;
    }
  }
  if (due > 0)
    return new Fault('ends in the middle of a character; the file is cut off', atLine(line, column));
  return new Fault('changed while it was read; load it again');
}

function notUtf8(byte: number, line: number, column: number): Fault {
  const hex = byte.toString(16).toUpperCase();
  return new Fault(`is not UTF-8 (byte 0x${hex}, Latin-1?); save it as UTF-8`, atLine(line, column));
}
