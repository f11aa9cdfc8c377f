import { Worker } from 'node:worker_threads';
import type { ChainWriterSettings } from './chain-writer.ts';
import type { SignedHead } from './signed-head.ts';

/** What the thread is told; drafts are what `joinedDrafts` gives. */
export type WritingJob =
  | { readonly kind: 'append'; readonly drafts: string }
  | { readonly kind: 'head' }
  | { readonly kind: 'close' };

/**
 * What the thread answers: first whether it is open, then to each job in turn; after `failed` it ends. `updating` is
 * no answer: a store of an earlier layout is brought up to date before it is open.
 */
export type WritingReply =
  | { readonly kind: 'updating' }
  | { readonly kind: 'open' }
  | { readonly kind: 'done' }
  | { readonly kind: 'head'; readonly head: SignedHead }
  | { readonly kind: 'failed'; readonly reason: string };

/** A thread that writes; it is lost with its first failure. */
export interface WritingThread {
  /** Rejects when the log cannot be opened. */
  readonly opened: Promise<void>;
  /** Resolves to the reason when the thread can be used no more. */
  readonly lost: Promise<string>;
  /** Rejects when the thread is lost before it has answered. */
  ask(job: WritingJob): Promise<WritingReply>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly tell: (reply: WritingReply) => void;
  readonly lose: (error: Error) => void;
}

/** What a thread may take of its process. */
export interface ThreadLimits {
  /** How long it may take for one answer. */
  readonly patienceMs: number;
  /** How large its heap may become, in MiB. */
  readonly memoryMb: number;
}

/**
 * Starts a thread; one that goes beyond its limits is lost too, and takes nothing else with it. While it says that it
 * is updating the store it may take its time.
 */
export function startWritingThread(
  settings: ChainWriterSettings,
  { patienceMs, memoryMb }: ThreadLimits,
): WritingThread {
  const worker = new Worker(new URL('./writing-worker.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const waiting: Waiting[] = [];
  const { promise: lost, resolve: tellLost } = Promise.withResolvers<string>();
  let reason: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lose = (why: string): void => {
    if (reason !== undefined) return;
    reason = why;
    clearTimeout(timer);
    for (const { lose: loseOne } of waiting.splice(0)) loseOne(new Error(why));
    tellLost(why);
    void worker.terminate();
  };
  const watch = (): void => {
    clearTimeout(timer);
    if (waiting.length === 0) worker.unref();
    else timer = setTimeout(() => lose('the store gives no answer'), patienceMs);
  };
  const answer = (): Promise<WritingReply> =>
    new Promise((tell, loseOne) => {
      waiting.push({ tell, lose: loseOne });
      worker.ref();
      if (waiting.length === 1) watch();
    });

  worker.on('message', (reply: WritingReply) => {
    if (reply.kind === 'failed') {
      lose(reply.reason);
      return;
    }
    if (reply.kind === 'updating') {
      clearTimeout(timer);
      return;
    }
    waiting.shift()?.tell(reply);
    watch();
  });
  worker.on('error', (error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  worker.once('exit', () => lose('the writing thread ended'));

  const opened = answer().then(() => undefined);
  opened.catch(() => undefined);
  return {
    opened,
    lost,
    ask: async (job) => {
      if (reason !== undefined) throw new Error(reason);
      const reply = answer();
      worker.postMessage(job);
      return reply;
    },
    stop: async () => {
      lose('the log is closed');
      await worker.terminate();
    },
  };
}
