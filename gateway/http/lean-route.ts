import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { catalogue, isErrorCode } from '../error/catalogue.ts';
import { shownError } from '../error/shown-error.ts';
import type { LoadedSupergraph } from '../execute/engine.ts';
import type { QueryFlow, Question } from '../flow/query.ts';
import type { Principal } from '../principal/principal.ts';
import { refusedStatusIn, type AnswerMediaTypes } from './answer-media-types.ts';
import { askedOperation } from './asked-operation.ts';
import type { Call } from './flow-gateway.ts';

/** Answers a request, or gives undefined for one that is not for it and leaves the reply as it was. */
export type LeanRoute = (
  request: FastifyRequest,
  reply: FastifyReply,
  principal: Principal,
  callOf: () => Call,
) => Promise<string> | undefined;

const jsonBody = /^application\/json(?:; ?charset=utf-8)?$/i;

/**
 * The way of the usual request: a POST of JSON with a document that is known, straight through the flow.
 *
 * INVARIANT: status, headers and bytes are those that Apollo Server gives, which answers everything else; what it
 * enforces lies in the flow, and so does all that is enforced here.
 */
export function leanRoute(
  flow: QueryFlow,
  loaded: () => LoadedSupergraph | undefined,
  mediaTypes: AnswerMediaTypes,
): LeanRoute {
  const { answerAsJson } = flow;
  if (!answerAsJson) return () => undefined;
  return (request, reply, principal, callOf) => {
    const { method, headers } = request;
    if (method !== 'POST' || !jsonBody.test(headers['content-type'] ?? '')) return undefined;
    const type = mediaTypes.of(headers.accept ?? '');
    const asked = askedOperation(request.body);
    const on = loaded();
    if (type === undefined || !asked || !on) return undefined;
    if (!flow.knows({ on, query: asked.query, principal })) return undefined;
    return send(answerAsJson, { ...callOf(), ...asked, on }, reply, type);
  };
}

async function send(
  answerAsJson: NonNullable<QueryFlow['answerAsJson']>,
  question: Question,
  reply: FastifyReply,
  type: string,
): Promise<string> {
  void reply.header('content-type', type);
  try {
    const answer = await answerAsJson(question);
    const refused = 'kind' in answer;
    const status = refused ? answer.status : answer.ended && catalogue[answer.ended].status;
    if (status !== undefined) void reply.code(refusedStatusIn(type, status));
    return refused ? errorsText(answer.errors) : `${answer.body}\n`;
  } catch (error) {
    const shown = shownError(error, error instanceof GraphQLError ? error.toJSON() : { message: '' });
    const code = shown.extensions?.['code'];
    void reply.code(refusedStatusIn(type, isErrorCode(code) ? catalogue[code].status : 500));
    return errorsText([shown]);
  }
}

function errorsText(errors: readonly object[]): string {
  return `${JSON.stringify({ errors })}\n`;
}
