import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { catalogue } from '../../gateway/error/catalogue.ts';
import { WatchfloorError } from '../../gateway/error/error.ts';
import { shownError } from '../../gateway/error/shown-error.ts';
import { currentTraceId, withTrace } from '../../gateway/error/trace.ts';

const secret = 'connect ECONNREFUSED 10.1.2.3:5432';
const shown = (error: unknown, code = 'INTERNAL_SERVER_ERROR') =>
  withTrace('trace-1', () =>
    shownError(error, { message: error instanceof Error ? error.message : secret, extensions: { code } }),
  );

test('the catalogue holds exactly the codes that callers are told of', () => {
  const statuses = Object.entries(catalogue).map(([code, { status }]) => `${code} ${status}`);
  expect(statuses).toEqual([
    'UNAUTHENTICATED 401',
    'FORBIDDEN 403',
    'GRAPHQL_PARSE_FAILED 400',
    'GRAPHQL_VALIDATION_FAILED 400',
    'BAD_USER_INPUT 400',
    'PERSISTED_QUERY_NOT_FOUND 400',
    'TRUSTED_DOCUMENT_REQUIRED 400',
    'OPERATION_TOO_COMPLEX 400',
    'RATE_LIMITED 429',
    'SUBGRAPH_UNAVAILABLE 200',
    'SUBGRAPH_TIMEOUT 200',
    'SUBGRAPH_MALFORMED 200',
    'AUDIT_UNAVAILABLE 503',
    'WITHHELD 200',
    'INTERNAL 500',
  ]);
});

test('every message is one line in lower case without a full stop', () => {
  for (const { message } of Object.values(catalogue)) expect(message).not.toMatch(/\.$|\n|^[A-Z](?![A-Z])/);
});

test.each<[string, unknown]>([
  ['an Error', new Error(secret)],
  ['a GraphQLError around an Error', new GraphQLError(secret, { originalError: new Error(secret) })],
  ['a text', secret],
  [
    'an error with a code of somebody else',
    new GraphQLError(secret, { extensions: { code: 'ECONNREFUSED' } }),
  ],
  ['our own INTERNAL with a text', new WatchfloorError('INTERNAL', secret)],
])('%s of unknown origin is INTERNAL and keeps no text', (_, error) => {
  expect(shown(error)).toEqual({
    message: catalogue.INTERNAL.message,
    extensions: { code: 'INTERNAL', traceId: 'trace-1' },
  });
});

test('an error of ours keeps its message, agency, path and patience, and not its cause', () => {
  const detail = { agency: 'cyber', path: ['a', 0], retryAfter: 3, cause: new Error(secret) };
  const told = shown(new WatchfloorError('RATE_LIMITED', 'too many requests of `x`', detail));
  expect(told).toEqual({
    message: 'too many requests of `x`',
    path: ['a', 0],
    extensions: { code: 'RATE_LIMITED', traceId: 'trace-1', agency: 'cyber', retryAfter: 3 },
  });
});

test('a code of Apollo Server’s is told as ours, without a suggestion', () => {
  const message = 'Cannot query field "nam" on type "A". Did you mean "name" or "names"?';
  expect(shown(new GraphQLError(message), 'GRAPHQL_VALIDATION_FAILED')).toEqual({
    message: 'Cannot query field "nam" on type "A".',
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', traceId: 'trace-1' },
  });
  expect(shown(new GraphQLError('m'), 'BAD_REQUEST').extensions?.['code']).toBe('BAD_USER_INPUT');
});

test('requests at the same time keep their own trace ids', async () => {
  const later = (id: string): Promise<string> =>
    withTrace(id, async () => {
      await new Promise((done) => setTimeout(done, 5));
      return currentTraceId();
    });
  expect(await Promise.all([later('a'), later('b')])).toEqual(['a', 'b']);
});
