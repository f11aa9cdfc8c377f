import type { AgencyFailure } from '../agency-client.ts';
import type { AgencyText } from './reply-intake.ts';

/** The body of one HTTP response while it is read. */
export interface ReplyBody {
  /** How the agency failed, as far as status and headers say so. */
  readonly failure: AgencyFailure | undefined;
  /** False when it is too much: then nothing more is read. */
  take(chunk: Buffer): boolean;
  /** What came of it, once all was taken. */
  reply(): AgencyText;
}

/** So much of a body that nobody wants is read to keep its connection. */
const keptBytes = 64 * 1024;

/** The body of a response with these status and headers; of a failure it is read to its end and thrown away. */
export function openReplyBody(
  status: number,
  headers: Readonly<Record<string, unknown>>,
  maximumBytes: number,
): ReplyBody {
  const packed = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
  const failure = statusFailure(status, !packed && isJson(headers['content-type']));
  const limit = failure ? keptBytes : maximumBytes;
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let size = 0;
  return {
    failure,
    take(chunk) {
      size += chunk.length;
      if (size > limit) return false;
      if (failure) return true;
      if (!first) first = chunk;
      else if (rest) rest.push(chunk);
      else rest = [first, chunk];
      return true;
    },
    reply: () =>
      failure
        ? { kind: 'failed', code: failure }
        : { kind: 'text', text: (rest ? Buffer.concat(rest, size) : first)?.toString('utf8') ?? '' },
  };
}

function statusFailure(status: number, answersGraphQL: boolean): AgencyFailure | undefined {
  if (status >= 500 || status === 401 || status === 403 || status === 429) return 'SUBGRAPH_UNAVAILABLE';
  // GraphQL over HTTP: a request that cannot be executed is a 400 with a GraphQL body.
  if ((status === 200 || status === 400) && answersGraphQL) return undefined;
  return 'SUBGRAPH_MALFORMED';
}

function isJson(contentType: unknown): boolean {
  if (contentType === 'application/json' || contentType === 'application/json; charset=utf-8') return true;
  return (
    typeof contentType === 'string' && /^application\/(?:graphql-response\+)?json *(?:;|$)/i.test(contentType)
  );
}
