/** Texts as one parameter of type `text[]`; in the binary form nothing is escaped, here or there. */
export function textArray(texts: readonly string[]): Buffer {
  const length = texts.reduce((sum, text) => sum + lengthField + Buffer.byteLength(text), headerLength);
  const array = Buffer.allocUnsafe(length);
  let end = writeHeader(array, textType, texts.length);
  for (const text of texts) {
    const written = array.write(text, end + lengthField);
    array.writeInt32BE(written, end);
    end += lengthField + written;
  }
  return array.subarray(0, end);
}

/** Bytes as one parameter of type `bytea[]`. */
export function bytesArray(parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + lengthField + part.length, headerLength);
  const array = Buffer.allocUnsafe(length);
  let end = writeHeader(array, bytesType, parts.length);
  for (const part of parts) {
    array.writeInt32BE(part.length, end);
    array.set(part, end + lengthField);
    end += lengthField + part.length;
  }
  return array.subarray(0, end);
}

/** The numbers that PostgreSQL gives its types `bytea` and `text`. */
const bytesType = 17;
const textType = 25;
const lengthField = 4;
const headerLength = 20;

/** How an array begins (PostgreSQL, `array_recv`): dimensions, nulls, type, then length and first index of each dimension. */
function writeHeader(array: Buffer, type: number, length: number): number {
  const header = length === 0 ? [0, 0, type] : [1, 0, type, length, 1];
  return header.reduce((at, field) => array.writeInt32BE(field, at), 0);
}
