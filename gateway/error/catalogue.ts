/**
 * What is fixed about one error code: its HTTP status and what the caller reads when nothing better is known.
 *
 * Of a code that is not `exposed` the caller reads this message alone, whatever an error says.
 */
export interface CatalogueEntry {
  readonly status: number;
  readonly exposed: boolean;
  readonly message: string;
}

/**
 * Every error code a caller can receive.
 *
 * The SUBGRAPH_ codes have status 200: an agency that fails costs its own fields and never the answer. So has WITHHELD,
 * which only callers read who ask for it.
 */
export const catalogue = {
  UNAUTHENTICATED: { status: 401, exposed: false, message: 'sign in with a valid token' },
  FORBIDDEN: { status: 403, exposed: true, message: 'this operation is not allowed' },
  GRAPHQL_PARSE_FAILED: { status: 400, exposed: true, message: 'the document is not GraphQL' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, exposed: true, message: 'the operation does not fit the schema' },
  BAD_USER_INPUT: { status: 400, exposed: true, message: 'the request cannot be read' },
  PERSISTED_QUERY_NOT_FOUND: { status: 400, exposed: true, message: 'no document is known by this hash' },
  TRUSTED_DOCUMENT_REQUIRED: { status: 400, exposed: true, message: 'only trusted documents are accepted' },
  OPERATION_TOO_COMPLEX: { status: 400, exposed: true, message: 'the operation asks for too much at once' },
  RATE_LIMITED: { status: 429, exposed: true, message: 'too many requests, retry later' },
  SUBGRAPH_UNAVAILABLE: { status: 200, exposed: true, message: 'an agency is not answering' },
  SUBGRAPH_TIMEOUT: { status: 200, exposed: true, message: 'an agency did not answer in time' },
  SUBGRAPH_MALFORMED: { status: 200, exposed: true, message: 'an agency sent an answer that cannot be used' },
  AUDIT_UNAVAILABLE: {
    status: 503,
    exposed: true,
    message: 'the disclosure log cannot be written, retry later',
  },
  WITHHELD: { status: 200, exposed: true, message: 'a value is withheld' },
  INTERNAL: { status: 500, exposed: false, message: 'something went wrong in the gateway' },
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof catalogue;

/** Whether `value` is a code of the catalogue. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(catalogue, value);
}
