import type { ReplyListener } from './agency-transport.ts';
import { isField, readHead } from './reply-head.ts';

/**
 * How far a reply has come: there is more to come, it is complete, its listener wants no more of it, or it is no
 * HTTP that can be trusted.
 */
type ReplyProgress = 'more' | 'complete' | 'unwanted' | 'malformed';

/** What comes next. */
type Stage = 'head' | 'body' | 'chunk size' | 'chunk' | 'chunk end' | 'trailers' | 'nothing';

/** Bytes of a head, of all trailers, or of the line before a chunk. */
const longestHead = 16 * 1024;
/** Heads that may come before the one that counts. */
const mostInterim = 8;

const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');
const chunkSize = /^([\da-f]{1,8})(?:;[\t\u0020-\u007E\u0080-\u00FF]*)?$/i;

/** Reads one reply of a kept HTTP/1.1 connection from its bytes as they come, and tells its listener (RFC 9112). */
export class ReplyReader {
  readonly #listener: ReplyListener;
  #stage: Stage = 'head';
  #held: Buffer | undefined;
  /** Bytes of the body or the chunk that are still to come; of trailers, those that may. */
  #left = 0;
  #endsByClosing = false;
  #interim = 0;
  #keptMs: number;

  /** `keptMs`: how long the connection is kept at most. */
  constructor(listener: ReplyListener, keptMs: number) {
    this.#listener = listener;
    this.#keptMs = keptMs;
  }

  /** How long the connection may be used once the reply is complete, in milliseconds; 0: not at all. */
  get keptMs(): number {
    return this.#keptMs;
  }

  /** Whether the reply is complete when the connection ends now. */
  get endsByClosing(): boolean {
    return this.#endsByClosing;
  }

  take(bytes: Buffer): ReplyProgress {
    const all = this.#held ? Buffer.concat([this.#held, bytes]) : bytes;
    this.#held = undefined;
    let at = 0;
    while (this.#stage !== 'nothing') {
      if (at === all.length) return 'more';
      const next = this.#read(this.#stage, all, at);
      if (typeof next === 'string') return next;
      if (next === undefined) {
        this.#held = Buffer.from(all.subarray(at));
        return this.#held.length > longestHead ? 'malformed' : 'more';
      }
      at = next;
    }
    // INVARIANT: what nobody asked for never becomes the answer to the next question.
    if (at < all.length) this.#keptMs = 0;
    return 'complete';
  }

  /** The place up to which all is read; undefined where more has to come first. */
  #read(stage: Exclude<Stage, 'nothing'>, all: Buffer, at: number): number | ReplyProgress | undefined {
    switch (stage) {
      case 'head': {
        const end = all.indexOf(headEnd, at);
        if (end === -1) return undefined;
        return end - at <= longestHead && this.#readHead(all.toString('latin1', at, end))
          ? end + 4
          : 'malformed';
      }
      case 'body':
        return this.#pass(all, at, 'nothing');
      case 'chunk':
        return this.#pass(all, at, 'chunk end');
      case 'chunk end':
        if (all.length - at < 2) return undefined;
        this.#stage = 'chunk size';
        return all[at] === 0x0d && all[at + 1] === 0x0a ? at + 2 : 'malformed';
      case 'chunk size':
      case 'trailers': {
        const end = all.indexOf(lineEnd, at);
        if (end === -1) return undefined;
        const line = all.toString('latin1', at, end);
        const isGood = stage === 'trailers' ? this.#readTrailer(line) : this.#readSize(line);
        return isGood ? end + 2 : 'malformed';
      }
      default:
        return stage satisfies never;
    }
  }

  #readHead(text: string): boolean {
    const head = readHead(text, this.#keptMs);
    if (head === 'interim') return (this.#interim += 1) <= mostInterim;
    if (!head) return false;
    this.#keptMs = head.keptMs;
    this.#endsByClosing = head.ends === 'by closing';
    this.#left = head.length ?? Infinity;
    if (head.ends === 'by chunk') this.#stage = 'chunk size';
    else this.#stage = this.#left === 0 ? 'nothing' : 'body';
    this.#listener.onHead(head);
    return true;
  }

  #pass(all: Buffer, at: number, next: Stage): number | 'unwanted' {
    const end = Math.min(all.length, at + this.#left);
    this.#left -= end - at;
    if (this.#left === 0) this.#stage = next;
    return this.#listener.onBytes(all.subarray(at, end)) ? end : 'unwanted';
  }

  #readSize(line: string): boolean {
    const size = chunkSize.exec(line)?.[1];
    if (size === undefined) return false;
    const bytes = Number.parseInt(size, 16);
    this.#stage = bytes === 0 ? 'trailers' : 'chunk';
    this.#left = bytes === 0 ? longestHead : bytes;
    return true;
  }

  #readTrailer(line: string): boolean {
    if (line === '') this.#stage = 'nothing';
    this.#left -= line.length;
    return line === '' || (this.#left > 0 && isField(line));
  }
}
