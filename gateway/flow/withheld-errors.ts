import { GraphQLError, type ExecutionResult } from 'graphql';
import { catalogue } from '../error/catalogue.ts';
import { currentTraceId } from '../error/trace.ts';
import type { JsonAnswer } from '../execute/compiled-engine.ts';
import type { AnswerExtensions } from './enforcement.ts';

/** Everything that an answer withholds as GraphQL errors of code WITHHELD, one for each place that it tells of. */
export function withheldErrors({ withheld }: AnswerExtensions): readonly GraphQLError[] {
  const traceId = currentTraceId();
  return (withheld?.items ?? []).flatMap(({ paths, counts: _counts, ...told }) =>
    paths.map(
      (path) =>
        new GraphQLError(catalogue.WITHHELD.message, {
          path,
          extensions: { code: 'WITHHELD', traceId, ...told },
        }),
    ),
  );
}

/** The answer with errors before those that it has. */
export function withErrors(answer: ExecutionResult, errors: readonly GraphQLError[]): ExecutionResult {
  return errors.length === 0 ? answer : { ...answer, errors: [...errors, ...(answer.errors ?? [])] };
}

const begun = '{"errors":[';

/** The same for an answer as its JSON. */
export function withErrorsText(answer: JsonAnswer, errors: readonly GraphQLError[]): JsonAnswer {
  if (errors.length === 0) return answer;
  const told = JSON.stringify(errors).slice(1, -1);
  const { unclosed: before } = answer;
  const unclosed = before.startsWith(begun)
    ? `${begun}${told},${before.slice(begun.length)}`
    : `${begun}${told}],${before.slice(1)}`;
  return { ...answer, unclosed, body: `${unclosed}}` };
}
