import { Agent, errors, type Dispatcher } from 'undici';
import type { AgencyFailure, AgencyLimits } from '../agency-client.ts';
import { agencyAuthorization } from '../../supergraph/agency-key.ts';
import { openDeadlines } from '../agency-deadlines.ts';
import type { AgencyText } from './reply-intake.ts';

/** One HTTP request to an agency. */
export interface ExchangeRequest {
  /** Name of the agency's subgraph, which decides the key it is shown. */
  readonly agency: string;
  readonly url: string;
  readonly traceId: string;
  /** The JSON of the GraphQL request. */
  readonly body: string;
  /** Whether asking twice does no harm: true for queries, false for mutations. */
  readonly repeatable: boolean;
}

/** Sends requests to agencies over kept connections until it is closed. */
export interface AgencyExchange {
  /** `onStart` gets the function by which the exchange is given up. */
  send(request: ExchangeRequest, onStart: (giveUp: () => void) => void): Promise<AgencyText>;
  close(): Promise<void>;
}

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const staleConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Exchanges that show each agency its own key of the gateway and nothing of the caller's headers.
 *
 * Redirects are not followed, and a packed body is refused: it could grow without limit when unpacked. A query
 * whose connection broke before anything was answered is sent once more, inside the same deadline.
 */
export function openAgencyExchange(gatewayKey: string, limits: AgencyLimits): AgencyExchange {
  const agent = new Agent({
    connect: { timeout: limits.timeoutMs },
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    keepAliveTimeout: 20_000,
    pipelining: 1,
  });
  const deadlines = openDeadlines(limits.timeoutMs);
  const authorizationOf = agencyAuthorization(gatewayKey);
  const targets = new Map<string, { readonly origin: string; readonly path: string }>();

  const targetOf = (url: string): { readonly origin: string; readonly path: string } => {
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
        let controller: Dispatcher.DispatchController | undefined;
        let ended = false;
        const end = (reply: AgencyText): void => {
          if (ended) return;
          ended = true;
          stopCountdown();
          resolve(reply);
        };
        const giveUp = (code: AgencyFailure): void => {
          end({ kind: 'failed', code });
          controller?.abort(new Error('given up'));
        };
        const stopCountdown = deadlines.start(() => giveUp('SUBGRAPH_TIMEOUT'));
        onStart(() => giveUp('SUBGRAPH_UNAVAILABLE'));
        const attempt = (mayRepeat: boolean): void => {
          let begun = false;
          const { origin, path } = targetOf(request.url);
          const reading = readBody(limits.maximumBytes, end, giveUp);
          agent.dispatch(
            {
              origin,
              path,
              method: 'POST',
              headers: {
                authorization: authorizationOf(request.agency),
                'content-type': 'application/json',
                accept: 'application/graphql-response+json, application/json',
                'accept-encoding': 'identity',
                'x-watchfloor-request': request.traceId,
              },
              body: request.body,
            },
            {
              onRequestStart(begunBy) {
                controller = begunBy;
                if (ended) begunBy.abort(new Error('given up'));
              },
              onResponseStart(_controller, status, headers) {
                begun = true;
                reading.start(status, headers);
              },
              onResponseData(_controller, chunk) {
                reading.take(chunk);
              },
              onResponseEnd() {
                reading.end();
              },
              onResponseError(_controller, error) {
                // An agency that was restarted leaves kept connections that break on the next use.
                if (!ended && mayRepeat && !begun && staleConnection.has(codeOf(error))) attempt(false);
                else end({ kind: 'failed', code: failureOf(error) });
              },
            },
          );
        };
        try {
          attempt(request.repeatable);
        } catch {
          end({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
        }
      });
    },
    async close() {
      deadlines.stop();
      await agent.destroy();
    },
  };
}

interface BodyReading {
  start(status: number, headers: Readonly<Record<string, unknown>>): void;
  take(chunk: Buffer): void;
  end(): void;
}

function readBody(
  maximumBytes: number,
  end: (reply: AgencyText) => void,
  giveUp: (code: AgencyFailure) => void,
): BodyReading {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let size = 0;
  return {
    start(status, headers) {
      const packed = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
      const failure = statusFailure(status, !packed && isJson(headers['content-type']));
      if (failure) giveUp(failure);
    },
    take(chunk) {
      size += chunk.length;
      if (size > maximumBytes) giveUp('SUBGRAPH_MALFORMED');
      else if (!first) first = chunk;
      else if (rest) rest.push(chunk);
      else rest = [first, chunk];
    },
    end: () =>
      end({ kind: 'text', text: (rest ? Buffer.concat(rest, size) : first)?.toString('utf8') ?? '' }),
  };
}

function statusFailure(status: number, answersGraphQL: boolean): AgencyFailure | undefined {
  if (status >= 500 || status === 401 || status === 403 || status === 429) return 'SUBGRAPH_UNAVAILABLE';
  // GraphQL over HTTP: a request that cannot be executed is a 400 with a GraphQL body.
  if ((status === 200 || status === 400) && answersGraphQL) return undefined;
  return 'SUBGRAPH_MALFORMED';
}

function isJson(contentType: unknown): boolean {
  return (
    typeof contentType === 'string' && /^application\/(?:graphql-response\+)?json *(?:;|$)/i.test(contentType)
  );
}

function failureOf(error: unknown): AgencyFailure {
  if (error instanceof errors.HTTPParserError) return 'SUBGRAPH_MALFORMED';
  return timeouts.has(codeOf(error)) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
