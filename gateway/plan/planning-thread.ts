import { Worker } from 'node:worker_threads';
import { WatchfloorError } from '../error/error.ts';
import type { PlannedSupergraph, PlanOrder } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';

/** How long one operation may take to plan, and one supergraph to be taken into use. */
export interface PlanningLimits {
  readonly planMs: number;
  readonly loadMs: number;
}

/** Five seconds for a plan, a minute for a supergraph. */
const usualPlanning: PlanningLimits = { planMs: 5000, loadMs: 60_000 };

/** What the thread is told: all of it about the supergraph that is known by `id`. */
export type PlanningJob =
  | { readonly kind: 'load'; readonly id: string; readonly sdl: string }
  | { readonly kind: 'plan'; readonly id: string; readonly order: PlanOrder }
  | { readonly kind: 'unload'; readonly id: string };

/** What the thread answers, in the order of its jobs. */
export type PlanningReply =
  | { readonly kind: 'loaded'; readonly supergraph: PlannedSupergraph }
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A thread that plans on any number of supergraphs, one job after the other. */
export interface PlanningThread {
  /** Rejects when the supergraph cannot be planned on. */
  load(id: string, sdl: string): Promise<PlannedSupergraph>;
  /** Rejects with OPERATION_TOO_COMPLEX when the time is up and with INTERNAL when there is no plan. */
  plan(id: string, order: PlanOrder): Promise<QueryPlan>;
  unload(id: string): Promise<void>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly job: PlanningJob;
  readonly tell: (reply: PlanningReply) => void;
  readonly lose: (error: WatchfloorError) => void;
}

/**
 * Starts a thread, so that a slow plan never holds up other requests.
 *
 * A job that takes too long costs the thread: it is ended, a new one takes its place, takes the same supergraphs
 * into use and goes on with what waits.
 */
export function openPlanningThread(limits: PlanningLimits = usualPlanning): PlanningThread {
  const queue: Waiting[] = [];
  const loaded = new Map<string, string>();
  let current: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | undefined;
  let stopped = false;

  const start = (): Worker => {
    const started = new Worker(new URL('./planning-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    started.unref();
    started.on('message', (reply: PlanningReply) => {
      if (!current) return;
      const { waiting, timer } = current;
      clearTimeout(timer);
      current = undefined;
      waiting.tell(reply);
      next();
    });
    started.once('error', (error: Error) => replace(error.message));
    started.once('exit', () => replace('the planning thread ended'));
    return started;
  };

  const next = (): void => {
    if (current) return;
    const waiting = stopped ? undefined : queue.shift();
    if (!waiting) {
      worker.unref();
      return;
    }
    const limit = waiting.job.kind === 'plan' ? limits.planMs : limits.loadMs;
    const timer = setTimeout(() => replace('the time for planning is up'), limit);
    current = { waiting, timer };
    worker.ref();
    worker.postMessage(waiting.job);
  };

  const replace = (reason: string): void => {
    if (stopped) return;
    const lost = current;
    current = undefined;
    clearTimeout(lost?.timer);
    worker.removeAllListeners();
    worker.on('error', () => undefined);
    void worker.terminate();
    worker = start();
    const again = [...loaded].map(([id, sdl]): Waiting => {
      return { job: { kind: 'load', id, sdl }, tell: () => undefined, lose: () => undefined };
    });
    queue.unshift(...again);
    lost?.waiting.lose(new WatchfloorError('OPERATION_TOO_COMPLEX', undefined, { cause: reason }));
    next();
  };

  const ask = (job: PlanningJob): Promise<PlanningReply> =>
    new Promise((resolve, reject) => {
      if (stopped) reject(failed('planning has stopped'));
      queue.push({ job, tell: resolve, lose: reject });
      next();
    });

  let worker = start();
  return {
    async load(id, sdl) {
      const reply = await ask({ kind: 'load', id, sdl });
      if (reply.kind !== 'loaded') throw failed(reasonOf(reply));
      loaded.set(id, sdl);
      return reply.supergraph;
    },
    async plan(id, order) {
      const reply = await ask({ kind: 'plan', id, order });
      if (reply.kind === 'failed' && /exceeds|exceeded|too many/i.test(reply.reason)) {
        throw new WatchfloorError('OPERATION_TOO_COMPLEX', undefined, { cause: reply.reason });
      }
      if (reply.kind !== 'planned') throw failed(reasonOf(reply));
      return reply.plan;
    },
    async unload(id) {
      if (loaded.delete(id) && !stopped) await ask({ kind: 'unload', id });
    },
    async stop() {
      stopped = true;
      clearTimeout(current?.timer);
      for (const { lose } of [...(current ? [current.waiting] : []), ...queue.splice(0)]) {
        lose(failed('planning has stopped'));
      }
      current = undefined;
      await worker.terminate();
    },
  };
}

function reasonOf(reply: PlanningReply): string {
  return reply.kind === 'failed' ? reply.reason : `the planning thread answered \`${reply.kind}\``;
}

function failed(cause: string): WatchfloorError {
  return new WatchfloorError('INTERNAL', undefined, { cause });
}
