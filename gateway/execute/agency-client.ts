import { Agent, errors, request } from 'undici';
import type { ErrorCode } from '../error/catalogue.ts';
import { agencyAuthorization } from '../supergraph/agency-key.ts';
import { sentHeaders, type ForwardedHeaders } from './forwarded-headers.ts';
import { deadlineIn } from './deadline.ts';

/** What is sent to an agency: the text of one fetch and its variables. */
export interface AgencyRequest {
  /** Name of the agency's subgraph, which decides the key it is shown. */
  readonly agency: string;
  readonly url: string;
  readonly traceId: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Whether asking twice does no harm: true for queries, false for mutations. */
  readonly repeatable: boolean;
  readonly forwarded: ForwardedHeaders;
}

/** What came of it: a JSON body, or the code that says how the agency failed. */
export type AgencyReply =
  | { readonly kind: 'body'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly code: AgencyFailure; readonly cause?: unknown };

/** The codes of the catalogue by which an agency fails. */
export type AgencyFailure = Extract<ErrorCode, `SUBGRAPH_${string}`>;

/** How long an agency may take, how much it may say, and over how many connections it is asked at once. */
export interface AgencyLimits {
  readonly timeoutMs: number;
  readonly maximumBytes: number;
  readonly connections: number;
}

/** Sends fetches to agencies over kept connections until it is closed. */
export interface AgencyClient {
  send(request: AgencyRequest): Promise<AgencyReply>;
  close(): Promise<void>;
}

/** Five seconds and 16 MB for one fetch, and 64 connections to one agency. */
export const usualLimits: AgencyLimits = {
  timeoutMs: 5000,
  maximumBytes: 16 * 1024 * 1024,
  connections: 64,
};

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ABORT_ERR',
]);
const staleConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * A client that shows each agency its own key of the gateway and of the caller's headers only what is forwarded.
 *
 * Redirects are not followed, and a packed body is refused: it could grow without limit when unpacked.
 */
export function openAgencyClient(
  gatewayKey: string | undefined,
  limits: AgencyLimits = usualLimits,
): AgencyClient {
  const authorizationOf = gatewayKey === undefined ? undefined : agencyAuthorization(gatewayKey);
  const agent = new Agent({
    connect: { timeout: limits.timeoutMs },
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    maxResponseSize: limits.maximumBytes,
    keepAliveTimeout: 20_000,
    connections: limits.connections,
  });

  const attempt = async (asked: AgencyRequest, signal: AbortSignal): Promise<AgencyReply> => {
    const { statusCode, headers, body } = await request(asked.url, {
      dispatcher: agent,
      method: 'POST',
      signal,
      headers: {
        ...Object.fromEntries(sentHeaders(asked.forwarded, authorizationOf?.(asked.agency))),
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        'accept-encoding': 'identity',
        'x-watchfloor-request': asked.traceId,
      },
      body: JSON.stringify({
        query: asked.query,
        variables: asked.variables,
        ...(asked.operationName === undefined ? {} : { operationName: asked.operationName }),
      }),
    });
    const packed = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
    const answersGraphQL = !packed && isJson(headers['content-type']);
    const failure = statusFailure(statusCode, answersGraphQL);
    if (failure) {
      await body.dump();
      return { kind: 'failed', code: failure };
    }
    return { kind: 'body', body: JSON.parse(await body.text()) };
  };

  return {
    async send(asked) {
      // The parts' own timeouts start anew with every byte; this one is for the whole exchange.
      const deadline = deadlineIn(limits.timeoutMs);
      try {
        return await attempt(asked, deadline.signal).catch((error: unknown) => {
          // An agency that was restarted leaves kept connections that break on the next use.
          if (asked.repeatable && staleConnection.has(codeOf(error))) return attempt(asked, deadline.signal);
          throw error;
        });
      } catch (cause) {
        return { kind: 'failed', code: failureOf(cause), cause };
      } finally {
        deadline.clear();
      }
    },
    close: () => agent.close(),
  };
}

function statusFailure(status: number, answersGraphQL: boolean): AgencyFailure | undefined {
  if (status >= 500 || status === 401 || status === 403 || status === 429) return 'SUBGRAPH_UNAVAILABLE';
  // GraphQL over HTTP: a request that cannot be executed is a 400 with a GraphQL body.
  if ((status === 200 || status === 400) && answersGraphQL) return undefined;
  return 'SUBGRAPH_MALFORMED';
}

function isJson(contentType: string | string[] | undefined): boolean {
  return /^application\/(?:graphql-response\+)?json(?:;|$)/i.test(String(contentType ?? ''));
}

function failureOf(error: unknown): AgencyFailure {
  if (error instanceof SyntaxError || error instanceof errors.ResponseExceededMaxSizeError) {
    return 'SUBGRAPH_MALFORMED';
  }
  if (error instanceof errors.HTTPParserError) return 'SUBGRAPH_MALFORMED';
  if (error instanceof Error && error.name === 'TimeoutError') return 'SUBGRAPH_TIMEOUT';
  return timeouts.has(codeOf(error)) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
