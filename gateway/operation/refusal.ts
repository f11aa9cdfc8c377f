import { GraphQLError, type Source } from 'graphql';
import { catalogue, type ErrorCode } from '../error/catalogue.ts';
import { withoutSuggestion } from '../error/shown-error.ts';

/** Why an operation is not executed, and where in its document. */
export interface Refusal {
  readonly code: Extract<
    ErrorCode,
    'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'OPERATION_TOO_COMPLEX' | 'BAD_USER_INPUT'
  >;
  readonly message: string;
  readonly source?: Source;
  /** Characters from the start of `source`. */
  readonly positions?: readonly number[];
}

/** What graphql-js says against a document, in a code of ours and without suggestions. */
export function refusalOf(error: GraphQLError, code: Refusal['code']): Refusal {
  const { source, positions } = error;
  const message = withoutSuggestion(error.message);
  return { code, message, ...(source && positions ? { source, positions } : {}) };
}

/** The error as it stands in the answer to the request `traceId`. */
export function refusedError({ code, message, source, positions }: Refusal, traceId: string): GraphQLError {
  return new GraphQLError(message, {
    ...(source && positions ? { source, positions } : {}),
    extensions: { code, traceId },
  });
}

/** The status of an answer that is nothing but these refusals. */
export function refusedStatus([first]: readonly Refusal[]): number {
  return catalogue[first?.code ?? 'INTERNAL'].status;
}
