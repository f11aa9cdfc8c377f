import { connect, type Socket } from 'node:net';

/** One client on one kept connection, which asks one question at a time. */
export interface Caller {
  ask(body: string, token: string): Promise<HttpAnswer>;
  close(): void;
}

/** The status and the whole body of an HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

interface Head {
  readonly status: number;
  /** Undefined when the body comes in chunks. */
  readonly length: number | undefined;
  readonly size: number;
}

/**
 * A client on a bare socket: the generator must not cost more than what it measures.
 *
 * It understands as much HTTP/1.1 as gateways answer with: a content length, or chunks. A connection that breaks
 * rejects the question that is open.
 */
export async function openCaller(port: number, path: string): Promise<Caller> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const start = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\ncontent-type: application/json\r\nauthorization: Bearer `;
  let open: PromiseWithResolvers<HttpAnswer> | undefined;
  let head: Head | undefined;
  let pieces: Buffer[] = [];
  let size = 0;
  const take = (): void => {
    head ??= headOf(joined());
    if (!head) return;
    const { status, length } = head;
    if (length !== undefined && size < head.size + length) return;
    const body = length === undefined ? unchunked(joined(), head.size) : joined().subarray(head.size);
    if (!body) return;
    const asked = open;
    [open, head, pieces, size] = [undefined, undefined, [], 0];
    asked?.resolve({ status, body });
  };
  const joined = (): Buffer => {
    const [only] = pieces;
    if (only && pieces.length === 1) return only;
    const all = Buffer.concat(pieces, size);
    pieces = [all];
    return all;
  };
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    take();
  });
  socket.on('error', (error) => open?.reject(error));
  socket.on('close', () => open?.reject(new Error('the gateway closed the connection')));
  return {
    ask(body, token) {
      open = Promise.withResolvers();
      socket.write(`${start}${token}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return open.promise;
    },
    close: () => socket.destroy(),
  };
}

function headOf(bytes: Buffer): Head | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const text = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/iu.exec(text)?.[1];
  return {
    status: Number(text.slice(9, 12)),
    length: length === undefined ? undefined : Number(length),
    size: end + 4,
  };
}

/** The body of a chunked answer; undefined until its last chunk is there. */
function unchunked(bytes: Buffer, from: number): Buffer | undefined {
  if (bytes.toString('latin1', bytes.length - 5) !== '0\r\n\r\n') return undefined;
  const chunks: Buffer[] = [];
  let at = from;
  while (at < bytes.length) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return undefined;
}
