import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import { withTrace } from '../error/trace.ts';
import { endWith } from './caller.ts';

/**
 * Answers every request that fails outside of an operation in the words of the catalogue.
 *
 * What Fastify says about a request it cannot read (its body, its media type, its size) keeps its status and
 * becomes BAD_USER_INPUT; anything else is INTERNAL.
 */
export function answerFailedRequests(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { told, status } = toldOf(error);
    return end(request, reply, told, status);
  });
  app.setNotFoundHandler((request, reply) => {
    const told = new WatchfloorError('BAD_USER_INPUT', 'there is nothing here, the graph is at `/graphql`');
    return end(request, reply, told, 404);
  });
}

function end(
  request: FastifyRequest,
  reply: FastifyReply,
  told: WatchfloorError,
  status: number,
): FastifyReply {
  const error = withTrace(request.id, () => graphqlError(told));
  return endWith(reply, status, [error.toJSON()]);
}

function toldOf(error: unknown): { readonly told: WatchfloorError; readonly status: number } {
  if (error instanceof WatchfloorError) return { told: error, status: error.status };
  const status = statusOf(error);
  if (status < 400 || status > 499) return { told: new WatchfloorError('INTERNAL'), status: 500 };
  const message = unreadableBody.get(codeOf(error)) ?? unreadable.get(status);
  return { told: new WatchfloorError('BAD_USER_INPUT', message), status };
}

// The same code stands for a syntax error and for a key that would replace a prototype.
const unreadableBody: ReadonlyMap<unknown, string> = new Map([
  [
    'FST_ERR_CTP_INVALID_JSON_BODY',
    'the body is not JSON: check its quotes, commas and brackets, the key `__proto__` is refused too',
  ],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'the body is not JSON: it is empty'],
]);

const unreadable: ReadonlyMap<number, string> = new Map([
  [413, 'the body is too large, 1 MB is the limit'],
  [415, 'the body must be `application/json`'],
]);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function statusOf(error: unknown): number {
  const known = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof known === 'number' ? known : 500;
}
