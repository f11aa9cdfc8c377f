import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { catalogue, isErrorCode } from '../error/catalogue.ts';
import { shownError } from '../error/shown-error.ts';
import type { LoadedSupergraph } from '../execute/engine.ts';
import type { QueryFlow, Question } from '../flow/query.ts';
import type { Principal } from '../principal/principal.ts';
import { refusedStatusIn, type AnswerMediaTypes } from './answer-media-types.ts';
import { askedOperation } from './asked-operation.ts';
import type { Call } from './flow-gateway.ts';

/** A request as far as it decides whether it is the usual one; `body` is the parsed JSON. */
export interface LeanRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly principal: Principal;
}

/** What is answered; `type` is the whole `content-type`. */
export interface LeanAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** The way of the usual request: a POST of JSON with a document that is known, straight through the flow. */
export interface LeanRoute {
  /** Whether it may be one, before its body is read. */
  admits(request: Omit<LeanRequest, 'body' | 'principal'>): boolean;
  /** Answers it, and never rejects; undefined for one that is not for it. */
  answer(request: LeanRequest, callOf: () => Call): Promise<LeanAnswer> | undefined;
}

const jsonBody = /^application\/json(?:; ?charset=utf-8)?$/i;

/** The route beside a plugin or an engine that the short way would pass by. */
export const noLeanRoute: LeanRoute = { admits: () => false, answer: () => undefined };

/**
 * Opens the lean route.
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
  if (!answerAsJson) return noLeanRoute;
  const typeFor = ({ method, headers }: Omit<LeanRequest, 'body' | 'principal'>): string | undefined =>
    method === 'POST' && jsonBody.test(headers['content-type'] ?? '')
      ? mediaTypes.of(headers.accept ?? '')
      : undefined;
  return {
    admits: (request) => typeFor(request) !== undefined,
    answer(request, callOf) {
      const type = typeFor(request);
      const asked = askedOperation(request.body);
      const on = loaded();
      if (type === undefined || !asked || !on) return undefined;
      if (!flow.knows({ on, query: asked.query, principal: request.principal })) return undefined;
      return answered(answerAsJson, { ...callOf(), ...asked, on }, type);
    },
  };
}

async function answered(
  answerAsJson: NonNullable<QueryFlow['answerAsJson']>,
  question: Question,
  type: string,
): Promise<LeanAnswer> {
  try {
    const answer = await answerAsJson(question);
    const refused = 'kind' in answer;
    const status = refused ? answer.status : answer.ended && catalogue[answer.ended].status;
    const text = refused ? errorsText(answer.errors) : `${answer.body}\n`;
    return { status: status === undefined ? 200 : refusedStatusIn(type, status), type, text };
  } catch (error) {
    const shown = shownError(error, error instanceof GraphQLError ? error.toJSON() : { message: '' });
    const code = shown.extensions?.['code'];
    const status = isErrorCode(code) ? catalogue[code].status : 500;
    return { status: refusedStatusIn(type, status), type, text: errorsText([shown]) };
  }
}

function errorsText(errors: readonly object[]): string {
  return `${JSON.stringify({ errors })}\n`;
}
