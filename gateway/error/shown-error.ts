import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { catalogue, isErrorCode, type ErrorCode } from './catalogue.ts';
import { WatchfloorError } from './error.ts';
import { graphqlError } from './graphql-error.ts';
import { currentTraceId } from './trace.ts';

/** Codes that Apollo Server uses and our catalogue does not, and which of ours says the same. */
const ours: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_NOT_FOUND'],
]);

/** Codes whose messages are written by the parser and validator about the caller's own text. */
const aboutTheRequest: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * What a caller reads of any error: a code of the catalogue, a message that is safe, the trace id.
 *
 * An error of unknown origin becomes INTERNAL and keeps nothing but its path.
 */
export function shownError(error: unknown, formatted: GraphQLFormattedError): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof WatchfloorError) return graphqlError(cause).toJSON();
  const code = ours.get(formatted.extensions?.['code']) ?? formatted.extensions?.['code'];
  const place = {
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
  };
  const traceId = currentTraceId();
  if (isErrorCode(code) && isTold(formatted)) {
    return { message: formatted.message, ...place, extensions: { ...formatted.extensions, code } };
  }
  if (isErrorCode(code) && aboutTheRequest.has(code)) {
    return { message: withoutSuggestion(formatted.message), ...place, extensions: { code, traceId } };
  }
  const known = isErrorCode(code) ? code : 'INTERNAL';
  return { message: catalogue[known].message, ...place, extensions: { code: known, traceId } };
}

/** The message without "Did you mean": suggestions name what the caller may not know of. */
export function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?$/, '');
}

/** Whether `graphqlError` made it: only our own errors carry a trace id. */
function isTold({ extensions }: GraphQLFormattedError): boolean {
  return typeof extensions?.['traceId'] === 'string';
}
