import { WatchfloorError } from '../error/error.ts';
import type { PlannedSupergraph, PlanOrder } from './planner.ts';
import type { PlanningJob, PlanningReply } from './planning-job.ts';
import { openPlanningThread, type PlanningThread } from './planning-thread.ts';
import type { QueryPlan } from './query-plan.ts';

/** How long planning may take, and how much of it at once. */
export interface PlanningLimits {
  /** One operation. */
  readonly planMs: number;
  /** One operation while all threads are busy and others wait. */
  readonly fastMs: number;
  /** One supergraph that is taken into use. */
  readonly loadMs: number;
  readonly threads: number;
  /** Operations that may wait for a thread. */
  readonly waiting: number;
}

/** Threads that plan on any number of supergraphs. */
export interface PlanningPool {
  /** Rejects when the supergraph cannot be planned on. */
  load(id: string, sdl: string): Promise<PlannedSupergraph>;
  /**
   * Rejects with OPERATION_TOO_COMPLEX when the time is up or too many operations wait, and with INTERNAL when there
   * is no plan.
   */
  plan(id: string, order: PlanOrder): Promise<QueryPlan>;
  unload(id: string): Promise<void>;
  stop(): Promise<void>;
}

const usualPlanning: PlanningLimits = {
  planMs: 5000,
  fastMs: 250,
  loadMs: 60_000,
  threads: 2,
  waiting: 500,
};

interface Waiting {
  readonly job: PlanningJob & { readonly kind: 'load' | 'plan' };
  readonly tell: (reply: PlanningReply) => void;
  readonly lose: (error: WatchfloorError) => void;
}

interface Member {
  readonly thread: PlanningThread;
  /** Supergraphs that it has in use. */
  readonly known: Set<string>;
  /** What it does now, and since when; a plan that goes on beyond the fast limit is slow. */
  current?: { readonly kind: 'load' | 'plan'; readonly since: number; slow: boolean };
}

/**
 * Starts one thread, so that planning never holds up other requests, and another as soon as one plan is slow, so that
 * it never holds up other plans.
 *
 * Where all of them are slow and somebody waits, the plan that has taken longest is given up. A job that takes too
 * long costs its thread; the next one takes those supergraphs into use that it is asked about.
 */
export function openPlanningPool(over: Partial<PlanningLimits> = {}): PlanningPool {
  const limits = { ...usualPlanning, ...over };
  const sdls = new Map<string, string>();
  const queue: Waiting[] = [];
  const members: Member[] = [];
  let stopped = false;

  const open = (): Member => {
    const member: Member = { thread: openPlanningThread(), known: new Set() };
    members.push(member);
    return member;
  };

  const next = (): void => {
    if (stopped) return;
    while (queue.length > 0) {
      const free = members.find(({ current }) => !current) ?? another();
      const waiting = free && queue.shift();
      if (!waiting) break;
      void serve(free, waiting);
    }
    if (queue.length > 0) giveUpSlowest();
  };

  const another = (): Member | undefined => {
    const slow = members.every(({ current }) => current?.slow);
    return slow && members.length < limits.threads ? open() : undefined;
  };

  const giveUpSlowest = (): void => {
    const slow = members.filter(({ current }) => current?.kind === 'plan' && current.slow);
    if (slow.length < limits.threads) return;
    const [slowest] = slow.toSorted((a, b) => (a.current?.since ?? 0) - (b.current?.since ?? 0));
    if (slowest) drop(slowest, 'others wait for planning');
  };

  const drop = ({ thread }: Member, reason: string): void => {
    const index = members.findIndex((member) => member.thread === thread);
    if (index >= 0) members.splice(index, 1);
    void thread.end(reason);
  };

  const run = async (member: Member, job: Waiting['job']): Promise<PlanningReply> => {
    const current = { kind: job.kind, since: performance.now(), slow: false };
    member.current = current;
    const limit = job.kind === 'plan' ? limits.planMs : limits.loadMs;
    const end = setTimeout(() => drop(member, 'the time for planning is up'), limit);
    const slow = setTimeout(() => {
      current.slow = true;
      next();
    }, limits.fastMs);
    try {
      const reply = await member.thread.run(job);
      if (reply.kind === 'loaded') member.known.add(job.id);
      return reply;
    } finally {
      clearTimeout(end);
      clearTimeout(slow);
    }
  };

  const serve = async (member: Member, { job, tell, lose }: Waiting): Promise<void> => {
    try {
      const sdl = job.kind === 'plan' && !member.known.has(job.id) ? sdls.get(job.id) : undefined;
      const loaded = sdl === undefined ? undefined : await run(member, { kind: 'load', id: job.id, sdl });
      tell(loaded?.kind === 'failed' ? loaded : await run(member, job));
      delete member.current;
    } catch (error) {
      drop(member, 'the planning thread ended');
      const { message } = error as Error;
      lose(
        stopped ? failed(message) : new WatchfloorError('OPERATION_TOO_COMPLEX', undefined, { cause: error }),
      );
    }
    next();
  };

  const ask = (job: Waiting['job']): Promise<PlanningReply> =>
    new Promise((resolve, reject) => {
      if (stopped) {
        reject(failed('planning has stopped'));
      } else if (job.kind === 'plan' && queue.length >= limits.waiting) {
        reject(
          new WatchfloorError('OPERATION_TOO_COMPLEX', undefined, { cause: 'too many wait for planning' }),
        );
      } else {
        queue.push({ job, tell: resolve, lose: reject });
        next();
      }
    });

  open();
  return {
    async load(id, sdl) {
      const reply = await ask({ kind: 'load', id, sdl });
      if (reply.kind !== 'loaded') throw failed(reasonOf(reply));
      sdls.set(id, sdl);
      return reply.supergraph;
    },
    async plan(id, order) {
      const reply = await ask({ kind: 'plan', id, order });
      if (reply.kind === 'failed' && /exceeds|exceeded|too many/i.test(reply.reason)) {
        throw new WatchfloorError('OPERATION_TOO_COMPLEX', undefined, { cause: reply.reason });
      }
      if (reply.kind !== 'planned') throw failed(reasonOf(reply));
      return JSON.parse(reply.json) as QueryPlan;
    },
    async unload(id) {
      if (!sdls.delete(id) || stopped) return;
      const having = members.filter(({ known }) => known.delete(id));
      // A thread that has ended holds nothing any more.
      await Promise.allSettled(having.map(({ thread }) => thread.run({ kind: 'unload', id })));
    },
    async stop() {
      stopped = true;
      for (const { lose } of queue.splice(0)) lose(failed('planning has stopped'));
      await Promise.all(members.splice(0).map(({ thread }) => thread.end('planning has stopped')));
    },
  };
}

function reasonOf(reply: PlanningReply): string {
  return reply.kind === 'failed' ? reply.reason : `the planning thread answered \`${reply.kind}\``;
}

function failed(cause: string): WatchfloorError {
  return new WatchfloorError('INTERNAL', undefined, { cause });
}
