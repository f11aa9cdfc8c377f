import { openRecent } from '../plan/recent.ts';

/** Which `content-type` each `accept` header was answered with. */
export interface AnswerMediaTypes {
  /** `accept` as it came, empty where there was none. */
  of(accept: string): string | undefined;
  note(accept: string, type: string): void;
}

const mostHeaders = 100;
const longestHeader = 500;

/**
 * Remembers what Apollo Server negotiated (RFC 9110 12.5.1), so that whoever answers beside it never negotiates
 * otherwise: a header that it has not answered yet is not known.
 */
export function openAnswerMediaTypes(): AnswerMediaTypes {
  const known = openRecent<string>(mostHeaders);
  return {
    of: (accept) => known.get(accept),
    note(accept, type) {
      if (accept.length <= longestHeader) known.set(accept, type);
    },
  };
}

/**
 * The status of an operation that was refused before it was executed: a client of the older media type expects 200
 * for every request that could be read (GraphQL over HTTP, `application/json`).
 */
export function refusedStatusIn(type: string, status: number): number {
  return status === 400 && type.startsWith('application/json') ? 200 : status;
}
