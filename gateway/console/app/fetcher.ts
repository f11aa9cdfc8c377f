import type { Fetcher } from '@graphiql/toolkit';
import { type AnswerNotes, answerNotesOf } from './answer-notes.ts';
import { isRecord } from './record.ts';
import { type Outage, outagesOf } from './outage.ts';
import { request } from './request.ts';

/** What the page wants to hear about the answers that pass. */
export interface AnswerListener {
  /** The gateway no longer knows who asks. */
  readonly onSignedOut: () => void;
  /** After each operation that the caller ran; an empty list clears what was said before. */
  readonly onOutages: (outages: readonly Outage[]) => void;
  /** After each operation that the caller ran: its marking, and what it withholds. */
  readonly onNotes: (notes: AnswerNotes) => void;
  /** After each attempt to load the schema: why it failed, or `undefined`. */
  readonly onSchema: (problem: string | undefined) => void;
}

/**
 * GraphiQL's way to the gateway: one request, one answer.
 *
 * A plain promise and not the default multipart iterator, so each answer is seen here before GraphiQL shows it.
 */
export function createFetcher(listener: AnswerListener): Fetcher {
  return async (parameters) => {
    const answer = await ask(parameters);
    if (answer.status === 401) listener.onSignedOut();
    if (parameters.operationName === 'IntrospectionQuery') listener.onSchema(schemaProblem(answer));
    else {
      listener.onOutages(outagesOf(answer.body));
      listener.onNotes(answerNotesOf(answer.body));
    }
    return dataFirst(answer.body);
  };
}

/** What the agencies said stands before what went wrong, so one silent agency does not push the rest off the screen. */
function dataFirst({ data, ...rest }: Answer['body']): object {
  return data === undefined ? rest : { data, ...rest };
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(parameters: object): Promise<Answer> {
  let response: Response;
  try {
    response = await request('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
      },
      body: JSON.stringify(parameters),
    });
  } catch {
    return failed(0, 'the gateway is not answering; check that it runs, then try again');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (isRecord(body)) return { status: response.status, body };
  return failed(
    response.status,
    `the gateway answered with status ${response.status} and no GraphQL; try again`,
  );
}

function failed(status: number, message: string): Answer {
  return { status, body: { errors: [{ message }] } };
}

function schemaProblem({ status, body }: Answer): string | undefined {
  if (isRecord(body.data) && '__schema' in body.data) return undefined;
  if (status === 401) return 'you are not signed in';
  const errors: readonly unknown[] = Array.isArray(body.errors) ? body.errors : [];
  const first = errors[0];
  return isRecord(first) && typeof first.message === 'string'
    ? first.message
    : `the gateway answered with status ${status} and no schema`;
}
