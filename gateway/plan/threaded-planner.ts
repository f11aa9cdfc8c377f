import { randomUUID } from 'node:crypto';
import type { Planner } from './planner.ts';
import type { PlanningThread } from './planning-thread.ts';

/** The planner on one supergraph that works in `thread`; stopping it leaves the thread to others. */
export function openThreadedPlanner(thread: PlanningThread, sdl: string): Planner {
  const id = randomUUID();
  const ready = thread.load(id, sdl);
  ready.catch(() => undefined);
  return {
    ready: () => ready,
    async plan(order) {
      await ready;
      return thread.plan(id, order);
    },
    stop: () => thread.unload(id),
  };
}
