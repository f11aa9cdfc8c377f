import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { newTraceId, withTrace } from '../error/trace.ts';
import type { Principal } from '../principal/principal.ts';
import { neverKept, traceHeader } from './answer-headers.ts';
import type { CallOf } from './call-of.ts';
import type { LeanAnswer, LeanRoute } from './lean-route.ts';

/** What was found out about a request before it was handed on. */
export interface HandedOn {
  /** Who asks: rejected where nobody is signed in. */
  readonly principal: Promise<Principal>;
  /** The whole body, if it was read. */
  readonly body?: Buffer;
}

/** How the front door answers. */
export interface FrontDoorWays {
  readonly lean: LeanRoute;
  /** Who asks, by the Authorization header alone; undefined where that does not say it. */
  identify(request: IncomingMessage): Promise<Principal> | undefined;
  readonly callOf: CallOf;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether pages of other origins may read answers, by headers that the router adds. */
  readonly answersOrigins: boolean;
  /** The largest body, in bytes. */
  readonly bodyLimit: number;
}

/** Answers requests before the router does. */
export interface FrontDoor {
  /** Stands before the router of `app`. */
  standBefore(app: FastifyInstance): void;
  /** Undefined for a request that it only let pass. */
  handedOn(request: IncomingMessage): HandedOn | undefined;
}

/** What is left to the router's parser: the names of keys that would replace a prototype, and the way to disguise them. */
const suspects = ['__proto__', 'constructor', '\\u'];

/**
 * Answers the usual request by the lean route before the router, whose hooks and streams cost more than the answer.
 *
 * INVARIANT: whatever is not exactly the usual request is handed on unanswered, and the limits on requests stay the
 * router's. Who asks is settled before anything of the body is read.
 */
export function openFrontDoor(ways: FrontDoorWays): FrontDoor {
  const handed = new WeakMap<IncomingMessage, HandedOn>();
  const always = Object.entries({ ...ways.headers, ...neverKept }).flat();

  const isUsual = (request: IncomingMessage): boolean => {
    const { url, headers } = request;
    const size = headers['content-length'];
    return (
      url === '/graphql' &&
      size !== undefined &&
      Number(size) <= ways.bodyLimit &&
      !(ways.answersOrigins && headers.origin !== undefined) &&
      ways.lean.admits(request)
    );
  };

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    principal: Principal,
    bytes: Buffer,
  ): boolean => {
    const body = parsed(bytes);
    if (body === undefined) return false;
    const asked = { method: request.method, headers: request.headers, body, principal };
    const traceId = newTraceId();
    const answered = withTrace(traceId, () =>
      ways.lean.answer(asked, () => ways.callOf(request, response, principal, traceId)),
    );
    // Nobody is left to tell of what fails now.
    answered?.then((given) => send(response, given, traceId, always)).catch(() => response.destroy());
    return answered !== undefined;
  };

  const isAnswered: typeof answer = (...asked) => {
    try {
      return answer(...asked);
    } catch {
      // The router meets the same error, and has the words for it.
      return false;
    }
  };

  const serve = (request: IncomingMessage, response: ServerResponse, handOn: () => void): void => {
    const principal = isUsual(request) ? ways.identify(request) : undefined;
    if (!principal) {
      handOn();
      return;
    }
    const known = { principal };
    const refuse = (): void => {
      handed.set(request, known);
      handOn();
    };
    principal.then((caller) => {
      whole(request, (body) => {
        if (isAnswered(request, response, caller, body)) return;
        handed.set(request, { ...known, body });
        handOn();
      });
    }, refuse);
  };

  return {
    standBefore(app) {
      const { server } = app;
      // A body that was read is not there to be read again.
      app.addHook('preParsing', (request, _reply, payload, done) => {
        const body = handed.get(request.raw)?.body;
        done(null, body ? Readable.from(body, { objectMode: false }) : payload);
      });
      const behind = server.listeners('request') as RequestListener[];
      server.removeAllListeners('request');
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const handOn = (): void => {
          for (const listener of behind) listener.call(server, request, response);
        };
        // A server that closes refuses in the router's words.
        if (server.listening) serve(request, response, handOn);
        else handOn();
      });
    },
    handedOn: (request) => handed.get(request),
  };
}

/** Calls `onBody` with the body once it is all there; never for one that breaks off. */
function whole(request: IncomingMessage, onBody: (body: Buffer) => void): void {
  let first: Buffer | undefined;
  let all: Buffer[] | undefined;
  request.on('data', (bytes: Buffer) => {
    if (first) (all ??= [first]).push(bytes);
    else first = bytes;
  });
  request.on('end', () => onBody(all ? Buffer.concat(all) : (first ?? Buffer.alloc(0))));
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (suspects.some((suspect) => text.includes(suspect))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  { status, type, text }: LeanAnswer,
  traceId: string,
  headers: readonly string[],
): void {
  const length = Buffer.byteLength(text);
  response.writeHead(status, [
    ...headers,
    traceHeader,
    traceId,
    'content-type',
    type,
    'content-length',
    String(length),
  ]);
  // The same bytes for what is ASCII, which costs less to copy.
  response.end(text, length === text.length ? 'latin1' : 'utf8');
}
