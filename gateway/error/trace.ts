import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const traces = new AsyncLocalStorage<string>();

/** A fresh trace id: what ties an answer, its errors and the agencies' records of one request together. */
export function newTraceId(): string {
  return randomUUID();
}

/** Runs `work`, and all that it starts, as part of the request `traceId`. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return traces.run(traceId, work);
}

/** The trace id of the request under way; a fresh one outside of any request. */
export function currentTraceId(): string {
  return traces.getStore() ?? newTraceId();
}
