import '@fastify/cookie';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WatchfloorError } from '../error/error.ts';
import type { QueryFlow } from '../flow/query.ts';
import { frozenCopy, type Principal } from '../principal/principal.ts';
import { isFromOwnPage } from './own-page.ts';

/** The cookie in which the demonstration's sign-in keeps a token. */
export const sessionCookie = 'watchfloor_session';

/** Finds out who asks; throws a WatchfloorError UNAUTHENTICATED when nobody is signed in. */
export type Identify = (request: FastifyRequest) => Promise<Principal>;

/**
 * Identifies callers by their bearer token and, if `cookies` is on, by the session cookie.
 *
 * A cookie counts only on requests that the gateway's own pages make, so no other page can use it. A request
 * with a token that is not accepted is refused, whatever its cookie says.
 */
export function identifyBy(flow: QueryFlow, cookies: boolean): Identify {
  return (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearerToken(authorization);
      if (token === undefined) return Promise.reject(new WatchfloorError('UNAUTHENTICATED'));
      return flow.identify(token);
    }
    const session = cookies ? request.cookies[sessionCookie] : undefined;
    if (session === undefined || !isFromOwnPage(request)) {
      return Promise.reject(new WatchfloorError('UNAUTHENTICATED'));
    }
    return flow.identify(session);
  };
}

/** Identifies callers by their bearer token; undefined for a request that holds none. */
export function identifyBearer(
  flow: QueryFlow,
): (request: IncomingMessage) => Promise<Principal> | undefined {
  return ({ headers }) => {
    const token = bearerToken(headers.authorization);
    return token === undefined ? undefined : flow.identify(token);
  };
}

/** The token of an Authorization header; undefined when it holds none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
}

/** Headers that go on to the agencies: name in lower case, and value. */
export type ForwardedHeaders = readonly (readonly [string, string])[];

const anybody: Principal = frozenCopy({
  id: 'urn:watchfloor:anonymous',
  name: 'anonymous',
  agency: '',
  roles: [],
  scopes: [],
  community: [],
  assignments: [],
  purposes: [],
  exercise: false,
  demo: false,
});

/** Takes every caller for the same one, who has no name, no agency and no rights; a token is not looked at. */
export function identifyAnybody(): Promise<Principal> {
  return Promise.resolve(anybody);
}

/** Those of a request's headers that go on to the agencies, in the order of `names`; empty where it has none of them. */
export function forwardedHeaders(headers: IncomingHttpHeaders, names: readonly string[]): ForwardedHeaders {
  const found: (readonly [string, string])[] = [];
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') found.push([name, value]);
  }
  return found;
}

/** Answers a request that ends with `error`: our code and trace id as GraphQL, and how to sign in with a 401. */
export function endWith(reply: FastifyReply, status: number, errors: readonly object[]): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('content-type', 'application/graphql-response+json; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .send(JSON.stringify({ errors }));
}
