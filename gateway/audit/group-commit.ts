import { WatchfloorError } from '../error/error.ts';

/** How much may wait for the disk: drafts, and the length of their text in UTF-16 units. */
export interface QueueLimits {
  readonly drafts: number;
  readonly length: number;
}

/** Gathers what is to be written while the last write is under way, and writes it as one. */
export interface GroupCommit {
  /**
   * Resolves when the text of so many drafts, which go into one commit, is durable.
   *
   * Rejects with AUDIT_UNAVAILABLE when they are not known to be, at once where too much waits already.
   */
  add(drafts: number, text: string): Promise<void>;
  /** Whether there is room for one more draft. */
  hasRoom(): boolean;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
}

interface Part {
  readonly drafts: number;
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: WatchfloorError) => void;
}

/**
 * How much one commit takes at most, unless one request is more, so that a long queue makes neither one long wait nor
 * one large piece of memory.
 */
const atOnce: QueueLimits = { drafts: 2048, length: 4 * 1024 * 1024 };

/**
 * Opens an empty queue in front of `commit`.
 *
 * When a commit fails everything that waits fails with it: an answer must not wait for a store that is gone.
 */
export function openGroupCommit(
  commit: (texts: readonly string[]) => Promise<void>,
  limits: QueueLimits,
): GroupCommit {
  let queue: Part[] = [];
  let [drafts, length] = [0, 0];
  let running: Promise<void> | undefined;

  const take = (): readonly Part[] => {
    let [end, count, size] = [0, 0, 0];
    for (const part of queue) {
      count += part.drafts;
      size += part.text.length;
      if (end > 0 && (count > atOnce.drafts || size > atOnce.length)) break;
      end += 1;
    }
    const taken = queue.slice(0, end);
    queue = queue.slice(end);
    return taken;
  };
  const leave = (parts: readonly Part[]): void => {
    for (const part of parts) {
      drafts -= part.drafts;
      length -= part.text.length;
    }
  };
  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const parts = take();
      try {
        await commit(parts.map(({ text }) => text));
        leave(parts);
        for (const { resolve } of parts) resolve();
      } catch (cause) {
        const failed = [...parts, ...queue.splice(0)];
        leave(failed);
        for (const { reject } of failed) reject(unavailable(cause));
      }
    }
    running = undefined;
  };
  return {
    add: (count, text) => {
      if (drafts + count > limits.drafts || length + text.length > limits.length) {
        return Promise.reject(unavailable('too much waits to be written'));
      }
      drafts += count;
      length += text.length;
      return new Promise((resolve, reject) => {
        queue.push({ drafts: count, text, resolve, reject });
        // Begun a moment later, so that what is added in the same turn goes into the same commit.
        running ??= Promise.resolve().then(run);
      });
    },
    hasRoom: () => drafts < limits.drafts && length < limits.length,
    settled: () => running ?? Promise.resolve(),
  };
}

/** What an append that cannot be made durable rejects with; the cause stays inside. */
export function unavailable(cause: unknown): WatchfloorError {
  return new WatchfloorError('AUDIT_UNAVAILABLE', undefined, { cause });
}
