import { catalogue, type ErrorCode } from './catalogue.ts';

/** What an error may carry besides its code; all of it reaches the caller, except `cause`. */
export interface ErrorDetail {
  readonly agency?: string;
  readonly path?: readonly (string | number)[];
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * An error that ends a request, or the part of it that one agency answers.
 *
 * Its message reaches the caller where the catalogue exposes its code, so it must never hold a stack, a host, a port or a text that a
 * subgraph wrote. `cause` stays inside. `retryAfter` is in seconds.
 */
export class WatchfloorError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string = catalogue[code].message, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'WatchfloorError';
    this.code = code;
    this.detail = detail;
  }

  /** The HTTP status of the whole answer when this error ends it. */
  get status(): number {
    return catalogue[this.code].status;
  }
}
