import { Agent, errors, type Dispatcher } from 'undici';
import type { AgencyFailure, AgencyLimits } from '../agency-client.ts';
import type { Principal } from '../../principal/principal.ts';
import { sentHeaders, type ForwardedHeaders } from '../forwarded-headers.ts';
import { openDeadlines } from '../agency-deadlines.ts';
import { openReplyBody, type ReplyBody } from './reply-body.ts';
import type { AgencyText } from './reply-intake.ts';

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

/** Sends requests to agencies over kept connections until it is closed. */
export interface AgencyExchange {
  /** `onStart` gets the function by which the exchange is given up. */
  send(request: ExchangeRequest, onStart: (giveUp: () => void) => void): Promise<AgencyText>;
  close(): Promise<void>;
}

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const staleConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

// Names and values by turns, as undici takes them most cheaply.
const usualHeaders: readonly string[] = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json',
  'accept-encoding',
  'identity',
];

/**
 * Exchanges that show each agency what `authorizationOf` makes for it, and of the caller's headers only what the
 * request says is forwarded.
 *
 * Redirects are not followed, and a packed body is refused: it could grow without limit when unpacked. A query
 * whose connection broke before anything was answered is sent once more, inside the same deadline. Beyond
 * `limits.connections` requests to one agency wait their turn, inside their deadline.
 */
export function openAgencyExchange(authorizationOf: AuthorizationOf, limits: AgencyLimits): AgencyExchange {
  const agent = new Agent({
    connect: { timeout: limits.timeoutMs },
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    keepAliveTimeout: 20_000,
    connections: limits.connections,
    pipelining: 1,
  });
  const deadlines = openDeadlines(limits.timeoutMs);
  const targets = new Map<string, Target>();
  const targetOf = (url: string): Target => {
    const known = targets.get(url);
    if (known) return known;
    const { origin, pathname, search } = new URL(url);
    const target = { origin, path: pathname + search };
    targets.set(url, target);
    return target;
  };

  return {
    send(request, onStart) {
      return new Promise((resolve) => {
        const sending = new Sending(resolve, request.repeatable, limits.maximumBytes);
        sending.stopCountdown = deadlines.start(() => sending.giveUp('SUBGRAPH_TIMEOUT'));
        onStart(() => sending.giveUp('SUBGRAPH_UNAVAILABLE'));
        try {
          const { origin, path } = targetOf(request.url);
          const { agency, body, sign } = request;
          // Signed anew when it is sent again: a header that was shown before is refused as a replay.
          sending.attempt = () => {
            const authorization = sign ? sign(agency, body) : authorizationOf(agency, request);
            const headers = headersOf(request, authorization);
            void agent.dispatch({ origin, path, method: 'POST', headers, body }, sending);
          };
          sending.attempt();
        } catch {
          sending.end({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
        }
      });
    },
    async close() {
      deadlines.stop();
      await agent.destroy();
    },
  };
}

interface Target {
  readonly origin: string;
  readonly path: string;
}

function headersOf({ traceId, forwarded }: ExchangeRequest, authorization: string | undefined): string[] {
  const headers = [...usualHeaders, 'x-watchfloor-request', traceId];
  for (const [name, value] of sentHeaders(forwarded, authorization)) headers.push(name, value);
  return headers;
}

/** One exchange under way; its methods are what undici calls. */
class Sending implements Dispatcher.DispatchHandler {
  readonly #resolve: (reply: AgencyText) => void;
  readonly #maximumBytes: number;
  #mayRepeat: boolean;
  #ended = false;
  #controller: Dispatcher.DispatchController | undefined;
  #body: ReplyBody | undefined;
  attempt: () => void = () => undefined;
  stopCountdown: () => void = () => undefined;

  constructor(resolve: (reply: AgencyText) => void, mayRepeat: boolean, maximumBytes: number) {
    this.#resolve = resolve;
    this.#mayRepeat = mayRepeat;
    this.#maximumBytes = maximumBytes;
  }

  end(reply: AgencyText): void {
    if (this.#ended) return;
    this.#ended = true;
    this.stopCountdown();
    this.#resolve(reply);
  }

  giveUp(code: AgencyFailure): void {
    this.end({ kind: 'failed', code: this.#body?.failure ?? code });
    this.#controller?.abort(new Error('given up'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('given up'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, unknown>>,
  ): void {
    this.#body = openReplyBody(status, headers, this.#maximumBytes);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.take(chunk) === false) this.giveUp('SUBGRAPH_MALFORMED');
  }

  onResponseEnd(): void {
    this.end(this.#body?.reply() ?? { kind: 'failed', code: 'SUBGRAPH_MALFORMED' });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    // An agency that was restarted leaves kept connections that break on the next use.
    if (!this.#ended && this.#mayRepeat && !this.#body && staleConnection.has(codeOf(error))) {
      this.#mayRepeat = false;
      try {
        this.attempt();
      } catch {
        this.end({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
      }
    } else this.end({ kind: 'failed', code: this.#body?.failure ?? failureOf(error) });
  }
}

function failureOf(error: unknown): AgencyFailure {
  if (error instanceof errors.HTTPParserError) return 'SUBGRAPH_MALFORMED';
  return timeouts.has(codeOf(error)) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
