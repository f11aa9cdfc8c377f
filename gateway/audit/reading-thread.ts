import { Worker } from 'node:worker_threads';
import { unavailable } from './group-commit.ts';
import type { LoggedDisclosure } from './disclosure.ts';
import type { DigestQuery, StoreAddress } from './record-store.ts';

/** What the reading thread answers to a query, in their order. */
export type ReadingReply =
  | { readonly kind: 'found'; readonly records: readonly LoggedDisclosure[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Looks records up beside the thread that writes, so that a long search holds up no answer. */
export interface ReadingThread {
  /** Rejects with AUDIT_UNAVAILABLE when the log cannot be read. */
  find(query: DigestQuery): Promise<readonly LoggedDisclosure[]>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (records: readonly LoggedDisclosure[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread is started by the first query, and by the next one when it has ended; one whose heap would grow beyond
 * `memoryMb` (MiB) ends.
 */
export function openReadingThread(store: StoreAddress, memoryMb: number): ReadingThread {
  let worker: Worker | undefined;
  let waiting: Waiting[] = [];

  const start = (): Worker => {
    const started = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      workerData: store,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const lose = (cause: unknown): void => {
      if (worker !== started) return;
      worker = undefined;
      for (const { reject } of waiting.splice(0)) reject(unavailable(cause));
    };
    started.on('message', (reply: ReadingReply) => {
      if (worker !== started) return;
      const next = waiting.shift();
      if (reply.kind === 'found') next?.resolve(reply.records);
      else next?.reject(unavailable(reply.reason));
      if (waiting.length === 0) started.unref();
    });
    started.on('error', lose);
    started.once('exit', () => lose('the reading thread ended'));
    return started;
  };
  return {
    find: (query) => {
      worker ??= start();
      worker.ref();
      worker.postMessage(query);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    close: async () => {
      const ending = worker;
      worker = undefined;
      for (const { reject } of waiting) reject(unavailable('the log is closed'));
      waiting = [];
      await ending?.terminate();
    },
  };
}
