import { GraphQLError } from 'graphql';
import { catalogue } from './catalogue.ts';
import type { WatchfloorError } from './error.ts';
import { currentTraceId } from './trace.ts';

/** The error as it stands in an answer's `errors`: message, path, code, trace id and the agency it is about. */
export function graphqlError(error: WatchfloorError): GraphQLError {
  const { agency, path, retryAfter } = error.detail;
  const { exposed, message } = catalogue[error.code];
  return new GraphQLError(exposed ? error.message : message, {
    ...(path ? { path } : {}),
    extensions: {
      code: error.code,
      traceId: currentTraceId(),
      ...(agency === undefined ? {} : { agency }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  });
}
