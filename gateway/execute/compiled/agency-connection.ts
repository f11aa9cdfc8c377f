import { connect, type Socket } from 'node:net';
import {
  usualHeaders,
  keptMs,
  type Breakage,
  type Outgoing,
  type ReplyListener,
} from './agency-transport.ts';
import { ReplyReader } from './reply-reader.ts';

/** Where an agency is, as far as a connection needs to know. */
export interface AgencyPlace {
  readonly host: string;
  readonly port: number;
  /** As it stands in the header `host`. */
  readonly authority: string;
}

/** What a connection tells those who keep it: it can be asked again; it is no more. */
export interface ConnectionKeeper {
  onFree(connection: AgencyConnection): void;
  onGone(connection: AgencyConnection): void;
}

// All connections are read into the same memory, one after the other: nothing of it outlives the call.
const readInto = Buffer.allocUnsafeSlow(64 * 1024);

/** One kept HTTP/1.1 connection, which is asked one question at a time. */
export class AgencyConnection {
  readonly #socket: Socket;
  readonly #start: string;
  readonly #keeper: ConnectionKeeper;
  #isConnected = false;
  #listener: ReplyListener | undefined;
  #reader: ReplyReader | undefined;
  #usableUntil = 0;

  constructor({ host, port, authority }: AgencyPlace, keeper: ConnectionKeeper) {
    this.#keeper = keeper;
    this.#start = ` HTTP/1.1\r\nhost: ${authority}\r\nconnection: keep-alive\r\n${headerText(usualHeaders)}`;
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      onread: { buffer: readInto, callback: (size) => this.#take(readInto.subarray(0, size)) },
    });
    this.#socket.on('connect', () => (this.#isConnected = true));
    this.#socket.on('end', () => this.#ended());
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#break(this.#isConnected ? 'broken' : 'unreachable');
      keeper.onGone(this);
    });
  }

  /** Whether it may still be asked at `now`, a time of `performance.now()`. */
  isUsable(now: number): boolean {
    return now < this.#usableUntil && !this.#socket.destroyed;
  }

  ask({ path, headers, body }: Outgoing, listener: ReplyListener): void {
    this.#socket.ref();
    this.#listener = listener;
    this.#reader = new ReplyReader(listener, keptMs);
    const size = Buffer.byteLength(body);
    const head = `POST ${path}${this.#start}${headerText(headers)}content-length: ${size}\r\n\r\n`;
    if (size === body.length) {
      this.#socket.write(head + body, 'latin1');
      return;
    }
    this.#socket.cork();
    this.#socket.write(head, 'latin1');
    this.#socket.write(body);
    this.#socket.uncork();
  }

  /** Closes it if it is `listener` that waits on it, who hears nothing any more. */
  giveUp(listener: ReplyListener): void {
    if (this.#listener === listener) this.close();
  }

  /** Closes it; whoever waits on it hears of it where `how` is given. */
  close(how?: Breakage): void {
    if (how) this.#break(how);
    this.#listener = undefined;
    this.#usableUntil = 0;
    this.#socket.destroy();
  }

  #take(bytes: Buffer): boolean {
    const progress = this.#listener && this.#reader?.take(bytes);
    if (progress === 'complete') this.#complete();
    else if (progress === 'malformed') this.close('malformed');
    // Bytes that nobody asked for end the connection too.
    else if (progress !== 'more') this.close();
    return true;
  }

  #complete(): void {
    const listener = this.#listener;
    const kept = this.#reader?.keptMs ?? 0;
    // A connection lives long: what is over must not live with it.
    this.#listener = this.#reader = undefined;
    // An agency that answers before it has read the question would take its rest for the next one.
    const isKept = kept > 0 && this.#socket.writableLength === 0;
    if (isKept) this.#usableUntil = performance.now() + kept;
    else this.close();
    listener?.onEnd();
    if (isKept) this.#free();
  }

  /** What nobody uses keeps no process running. */
  #free(): void {
    this.#socket.unref();
    this.#keeper.onFree(this);
  }

  #ended(): void {
    if (this.#listener && this.#reader?.endsByClosing) this.#complete();
    this.#socket.destroy();
  }

  #break(how: Breakage): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onBroken(how);
  }
}

function headerText(headers: readonly string[]): string {
  let text = '';
  for (let index = 0; index + 1 < headers.length; index += 2)
    text += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return text;
}
