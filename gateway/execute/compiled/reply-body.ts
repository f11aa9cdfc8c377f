import type { AgencyFailure } from '../agency-client.ts';
import type { ReplyHead } from './agency-transport.ts';
import type { AgencyText } from './reply-intake.ts';

/** The body of one HTTP response while it is read. */
export interface ReplyBody {
  /** How the agency failed, as far as status and headers say so. */
  readonly failure: AgencyFailure | undefined;
  /** False when it is too much: then nothing more is read. `bytes` are copied. */
  take(bytes: Buffer): boolean;
  /** What came of it, once all was taken. */
  reply(): AgencyText;
}

/** So much of a body that nobody wants is read to keep its connection. */
const keptBytes = 64 * 1024;

/** The body of a response with this head; of a failure it is read to its end and thrown away. */
export function openReplyBody(head: ReplyHead, maximumBytes: number): ReplyBody {
  const { status, length, contentType, contentEncoding } = head;
  const packed = contentEncoding !== undefined && contentEncoding !== 'identity';
  const failure = statusFailure(status, !packed && isJson(contentType));
  const limit = failure ? keptBytes : maximumBytes;
  let whole: string | undefined;
  let pieces: Buffer[] = [];
  let size = 0;
  return {
    failure,
    take(bytes) {
      size += bytes.length;
      if (size > limit) return false;
      if (failure) return true;
      // The usual body comes in one piece and needs no copy.
      if (size === length && pieces.length === 0) whole = bytes.toString('utf8');
      else pieces.push(Buffer.from(bytes));
      return true;
    },
    reply() {
      if (failure) return { kind: 'failed', code: failure };
      const text = whole ?? Buffer.concat(pieces, size).toString('utf8');
      pieces = [];
      return { kind: 'text', text };
    },
  };
}

function statusFailure(status: number, answersGraphQL: boolean): AgencyFailure | undefined {
  if (status >= 500 || status === 401 || status === 403 || status === 429) return 'SUBGRAPH_UNAVAILABLE';
  // GraphQL over HTTP: a request that cannot be executed is a 400 with a GraphQL body.
  if ((status === 200 || status === 400) && answersGraphQL) return undefined;
  return 'SUBGRAPH_MALFORMED';
}

function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json' || contentType === 'application/json; charset=utf-8') return true;
  return contentType !== undefined && /^application\/(?:graphql-response\+)?json *(?:;|$)/i.test(contentType);
}
