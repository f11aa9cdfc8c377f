import type { AgencyFailure, AgencyLimits } from '../agency-client.ts';
import type { Principal } from '../../principal/principal.ts';
import { sentHeaders, type ForwardedHeaders } from '../forwarded-headers.ts';
import { openDeadlines } from '../agency-deadlines.ts';
import type { AgencyTransport, Breakage, ReplyHead, ReplyListener } from './agency-transport.ts';
import { keepConnections } from './kept-connections.ts';
import { openReplyBody, type ReplyBody } from './reply-body.ts';
import type { AgencyText } from './reply-intake.ts';
import { undiciTransport } from './undici-transport.ts';

/** One HTTP request to an agency. */
export interface ExchangeRequest {
  /** Name of the agency's subgraph, which decides how the request is signed. */
  readonly agency: string;
  readonly url: string;
  readonly traceId: string;
  /** The JSON of the GraphQL request. */
  readonly body: string;
  /** Whether asking twice does no harm: true for queries, false for mutations. */
  readonly repeatable: boolean;
  /** On whose behalf it is made. */
  readonly principal: Principal;
  readonly forwarded: ForwardedHeaders;
  /** Signs the request each time it is sent; absent: as the exchange signs. */
  readonly sign?: ((agency: string, body: string) => string) | undefined;
}

/** The `authorization` header by which an agency knows the gateway's request; undefined: none is sent. */
export type AuthorizationOf = (agency: string, request: ExchangeRequest) => string | undefined;

/** Opens the way to the agency at `url`. */
export type TransportTo = (url: URL, limits: AgencyLimits) => AgencyTransport;

/** Sends requests to agencies over kept connections until it is closed. */
export interface AgencyExchange {
  /** `onStart` gets the function by which the exchange is given up. */
  send(request: ExchangeRequest, onStart: (giveUp: () => void) => void): Promise<AgencyText>;
  close(): Promise<void>;
}

/**
 * Exchanges that show each agency what `authorizationOf` makes for it, and of the caller's headers only what the
 * request says is forwarded.
 *
 * Redirects are not followed, and a packed body is refused: it could grow without limit when unpacked. A query
 * whose connection broke before anything was answered is sent once more, inside the same deadline. Beyond
 * `limits.connections` requests to one agency wait their turn, inside their deadline.
 */
export function openAgencyExchange(
  authorizationOf: AuthorizationOf,
  limits: AgencyLimits,
  transportTo: TransportTo = transportByScheme,
): AgencyExchange {
  const deadlines = openDeadlines(limits.timeoutMs);
  const transports = new Map<string, AgencyTransport>();
  const targets = new Map<string, Target>();
  const targetOf = (address: string): Target => {
    const known = targets.get(address);
    if (known) return known;
    const url = new URL(address);
    const transport = transports.get(url.origin) ?? transportTo(url, limits);
    transports.set(url.origin, transport);
    const target = { transport, path: url.pathname + url.search };
    targets.set(address, target);
    return target;
  };

  return {
    send(request, onStart) {
      return new Promise((resolve) => {
        const sending = new Sending(resolve, request.repeatable, limits.maximumBytes);
        sending.stopCountdown = deadlines.start(() => sending.giveUp('SUBGRAPH_TIMEOUT'));
        onStart(() => sending.giveUp('SUBGRAPH_UNAVAILABLE'));
        // Signed anew when it is sent again: a header that was shown before is refused as a replay.
        sending.attempt(() => {
          const { agency, body, sign } = request;
          const { transport, path } = targetOf(request.url);
          const authorization = sign ? sign(agency, body) : authorizationOf(agency, request);
          return transport.send({ path, headers: headersOf(request, authorization), body }, sending);
        });
      });
    },
    async close() {
      deadlines.stop();
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}

interface Target {
  readonly transport: AgencyTransport;
  readonly path: string;
}

const transportByScheme: TransportTo = (url, { connections, timeoutMs }) =>
  url.protocol === 'http:' ? keepConnections(url, connections) : undiciTransport(url, connections, timeoutMs);

function headersOf({ traceId, forwarded }: ExchangeRequest, authorization: string | undefined): string[] {
  const headers = ['x-watchfloor-request', traceId];
  for (const [name, value] of sentHeaders(forwarded, authorization)) headers.push(name, value);
  return headers;
}

/** One exchange under way. */
class Sending implements ReplyListener {
  readonly #resolve: (reply: AgencyText) => void;
  readonly #maximumBytes: number;
  #mayRepeat: boolean;
  #ended = false;
  #body: ReplyBody | undefined;
  #send: (() => () => void) | undefined;
  #leave: (() => void) | undefined;
  stopCountdown: () => void = () => undefined;

  constructor(resolve: (reply: AgencyText) => void, mayRepeat: boolean, maximumBytes: number) {
    this.#resolve = resolve;
    this.#mayRepeat = mayRepeat;
    this.#maximumBytes = maximumBytes;
  }

  /** Sends it by `send`, which gives the function that gives it up; what that throws ends it unsent. */
  attempt(send: () => () => void): void {
    this.#send = send;
    try {
      this.#leave = send();
    } catch {
      this.#end({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    }
  }

  giveUp(code: AgencyFailure): void {
    if (this.#ended) return;
    this.#end({ kind: 'failed', code: this.#body?.failure ?? code });
    this.#leave?.();
  }

  onHead(head: ReplyHead): void {
    this.#body = openReplyBody(head, this.#maximumBytes);
  }

  onBytes(bytes: Buffer): boolean {
    if (this.#body?.take(bytes)) return true;
    this.#end({ kind: 'failed', code: this.#body?.failure ?? 'SUBGRAPH_MALFORMED' });
    return false;
  }

  onEnd(): void {
    this.#end(this.#body?.reply() ?? { kind: 'failed', code: 'SUBGRAPH_MALFORMED' });
  }

  onBroken(how: Breakage): void {
    // An agency that was restarted leaves kept connections that break on the next use.
    if (how === 'broken' && !this.#ended && this.#mayRepeat && !this.#body && this.#send) {
      this.#mayRepeat = false;
      this.attempt(this.#send);
    } else this.#end({ kind: 'failed', code: this.#body?.failure ?? failures[how] });
  }

  #end(reply: AgencyText): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#body = this.#send = undefined;
    this.stopCountdown();
    this.#resolve(reply);
  }
}

const failures: Readonly<Record<Breakage, AgencyFailure>> = {
  unreachable: 'SUBGRAPH_UNAVAILABLE',
  broken: 'SUBGRAPH_UNAVAILABLE',
  late: 'SUBGRAPH_TIMEOUT',
  malformed: 'SUBGRAPH_MALFORMED',
};
