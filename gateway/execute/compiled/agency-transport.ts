/** One HTTP request as it is sent: a POST of JSON. */
export interface Outgoing {
  /** With the query of the URL. */
  readonly path: string;
  /** Names and values by turns, beside those that every request has. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What of the head of an answer says what its body is. */
export interface ReplyHead {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Bytes of the body, where they are announced. */
  readonly length: number | undefined;
}

/**
 * How an exchange ended without an answer: nobody took the connection; it broke; something took too long; what came
 * is no HTTP.
 */
export type Breakage = 'unreachable' | 'broken' | 'late' | 'malformed';

/** Hears what comes of a request: a head, its body, the end; or at any time that it broke. */
export interface ReplyListener {
  onHead(head: ReplyHead): void;
  /** `bytes` are only there during the call. False: nothing more is wanted, and the exchange is over. */
  onBytes(bytes: Buffer): boolean;
  onEnd(): void;
  onBroken(how: Breakage): void;
}

/** Sends requests to one agency over kept connections; what would make two requests of one is thrown. */
export interface AgencyTransport {
  /** Gives the function that gives the exchange up; nothing is heard of it from then on. */
  send(outgoing: Outgoing, listener: ReplyListener): () => void;
  close(): Promise<void>;
}

/** Headers of every request, names and values by turns. A packed body could grow without limit when unpacked. */
export const usualHeaders: readonly string[] = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json',
  'accept-encoding',
  'identity',
];

/** How long a connection that nobody uses is kept, unless the agency says that it keeps it for less. */
export const keptMs = 20_000;
