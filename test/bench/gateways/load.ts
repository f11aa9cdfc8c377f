import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Stands for the caller's token in bodies and answers; every token is as long as it is. */
export const tokenPlace = 't000000any000000';

/** One question with the bytes that every answer to it must have. */
export interface Question {
  readonly body: string;
  readonly answer: string;
}

/** What the load generator does in one go. */
export interface LoadJob {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  /** Asked one after the other, and again from the first, until the time or the number is over. */
  readonly questions: readonly Question[];
  /** Whether each request comes from a caller of its own. */
  readonly distinct: boolean;
  readonly until: { readonly seconds: number } | { readonly requests: number };
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not those of their caller and question; `sample` begins the first of them. */
  readonly wrong: number;
  readonly sample?: string;
}

/** A load generator in a process of its own. */
export interface LoadGenerator {
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts the generator, on one core where `pin` can do so. */
export function openLoadGenerator(pin: (pid: number) => void): LoadGenerator {
  const child: ChildProcess = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
    serialization: 'advanced',
  });
  if (child.pid !== undefined) pin(child.pid);
  const ended = once(child, 'exit');
  return {
    async run(job) {
      child.send(job);
      const [said] = await Promise.race([once(child, 'message'), ended.then(() => [undefined])]);
      if (said === undefined) throw new Error('the load generator ended');
      return said as LoadResult;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
