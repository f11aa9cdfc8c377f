import { Worker } from 'node:worker_threads';
import type { PlanningJob, PlanningReply } from './planning-job.ts';

/** One thread that plans, one job after the other. */
export interface PlanningThread {
  /** Rejects when the thread ends before it has answered. */
  run(job: PlanningJob): Promise<PlanningReply>;
  /** Ends it in the middle of whatever it does; what is under way rejects for `reason`. */
  end(reason: string): Promise<void>;
}

interface Asked {
  readonly tell: (reply: PlanningReply) => void;
  readonly lose: (error: Error) => void;
}

/** Starts a thread; it keeps the process running only while it has a job. */
export function openPlanningThread(): PlanningThread {
  const asked: Asked[] = [];
  let ended: Error | undefined;
  const worker = new Worker(new URL('./planning-worker.ts', import.meta.url), {
    // The young generation of the gateway itself is large; a plan gains nothing by that.
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 },
  });
  const lose = (reason: string): void => {
    ended ??= new Error(reason);
    for (const one of asked.splice(0)) one.lose(ended);
  };
  worker.unref();
  worker.on('message', (reply: PlanningReply) => {
    const first = asked.shift();
    if (asked.length === 0) worker.unref();
    first?.tell(reply);
  });
  worker.on('error', (error: Error) => lose(error.message));
  worker.on('exit', () => lose('the planning thread ended'));
  return {
    run: (job) =>
      new Promise((tell, fail) => {
        if (ended) {
          fail(ended);
          return;
        }
        asked.push({ tell, lose: fail });
        worker.ref();
        worker.postMessage(job);
      }),
    async end(reason) {
      lose(reason);
      await worker.terminate();
    },
  };
}
