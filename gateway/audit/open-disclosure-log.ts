import type { ChainWriterSettings } from './chain-writer.ts';
import type { DisclosureLog } from './disclosure-log.ts';
import { draftsText, joinedDrafts } from './draft-text.ts';
import { entityName, openEntityDigest } from './entity-digest.ts';
import { openGroupCommit, unavailable } from './group-commit.ts';
import { logPlace } from './log-place.ts';
import { storeAddress } from './open-store.ts';
import { openReadingThread } from './reading-thread.ts';
import {
  startWritingThread,
  type WritingJob,
  type WritingReply,
  type WritingThread,
} from './writing-thread.ts';

/** Where a log is and how it behaves; all but the data directory has a default. */
export interface LogOptions {
  readonly dataDir: string;
  /** The second place, where signed heads are kept: another disk or machine if it can be. */
  readonly heads?: string | undefined;
  /** A `postgres://` URL; without one the log is a file in the data directory. */
  readonly connection?: string | undefined;
  /** The schema on that server. */
  readonly schema?: string | undefined;
  /** Numbers the gateway's processes on one data directory; each writes a chain of its own. */
  readonly worker?: number;
  /** How large the embedded store may become; a log that is full refuses. */
  readonly maxBytes?: number;
  readonly headEvery?: number;
  readonly headEveryMs?: number;
  /** How long the store may take for one answer. */
  readonly patienceMs?: number;
  /** How large the heaps of the threads that write and read may become, in MiB; what would need more is refused. */
  readonly memoryMb?: number;
  /** How many records may wait to be written. */
  readonly queue?: number;
  /** Told once whenever the log can no longer be written, with the reason, and once when it can again. */
  readonly onChange?: (reason: string | undefined) => void;
}

/**
 * Opens the disclosure log; rejects with the reason where it cannot be opened now.
 *
 * Once open it heals by itself: whatever ends the writing thread, a new one is started, after 100 ms at first and up
 * to 5 seconds later, and until it has the log open every append is refused.
 */
export async function openDisclosureLog(options: LogOptions): Promise<DisclosureLog> {
  const { onChange, patienceMs = 10_000, memoryMb = 512 } = options;
  const settings = writerSettings(options);
  const digest = openEntityDigest(logPlace(options.dataDir).entityKey);
  const reading = openReadingThread(settings.store, memoryMb);
  let thread: WritingThread | undefined;
  let retry: NodeJS.Timeout | undefined;
  let delayMs = shortestDelayMs;
  let closed = false;

  const start = async (): Promise<void> => {
    const started = startWritingThread(settings, { patienceMs, memoryMb });
    try {
      await started.opened;
    } catch (error) {
      await started.stop();
      throw error;
    }
    if (closed) return started.stop();
    thread = started;
    void started.lost.then((reason) => {
      thread = undefined;
      if (closed) return;
      onChange?.(reason);
      restart();
    });
  };
  const restart = (): void => {
    retry = setTimeout(() => {
      start().then(() => !closed && onChange?.(undefined), restart);
    }, delayMs);
    retry.unref();
    delayMs = Math.min(2 * delayMs, longestDelayMs);
  };
  const ask = async (job: WritingJob): Promise<WritingReply> => {
    if (thread === undefined) throw unavailable('the log is not open');
    return thread.ask(job);
  };
  const group = openGroupCommit(
    async (texts) => {
      await ask({ kind: 'append', drafts: joinedDrafts(texts) });
      delayMs = shortestDelayMs;
    },
    { drafts: options.queue ?? 65_536, length: 64 * 1024 * 1024 },
  );

  await start();
  return {
    append: (request) => {
      if (request.length === 0) return Promise.resolve();
      if (closed || thread === undefined) return Promise.reject(unavailable('the log is not open'));
      let text: string;
      try {
        text = draftsText(request);
      } catch (error) {
        // What cannot be put down as it should be is refused like what cannot be written.
        return Promise.reject(unavailable(error));
      }
      return group.add(request.length, text);
    },
    available: () => !closed && thread !== undefined && group.hasRoom(),
    find: ({ of, ...query }) =>
      reading.find(of === undefined ? query : { ...query, entity: digest(entityName(of.type, of.key)) }),
    head: async () => {
      const reply = await ask({ kind: 'head' }).catch((error: unknown) => Promise.reject(unavailable(error)));
      if (reply.kind !== 'head') throw unavailable(`the thread answered \`${reply.kind}\``);
      return reply.head;
    },
    entityDigest: (type, key) => digest(entityName(type, key)),
    close: async () => {
      if (closed) return;
      closed = true;
      clearTimeout(retry);
      await group.settled();
      await thread?.ask({ kind: 'close' }).catch(() => undefined);
      await Promise.all([thread?.stop(), reading.close()]);
    },
  };
}

const shortestDelayMs = 100;
const longestDelayMs = 5000;

function writerSettings(options: LogOptions): ChainWriterSettings {
  const { dataDir, connection, schema, worker = 0, maxBytes, headEvery = 8192, headEveryMs = 2000 } = options;
  const place = logPlace(dataDir, options.heads);
  const address = storeAddress(place.database, connection, schema);
  const store = address.kind === 'sqlite' && maxBytes !== undefined ? { ...address, maxBytes } : address;
  return { dataDir, heads: place.heads, worker, store, headEvery, headEveryMs };
}
