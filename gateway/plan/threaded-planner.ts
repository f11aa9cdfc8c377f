import { randomUUID } from 'node:crypto';
import type { Planner } from './planner.ts';
import type { PlanningPool } from './planning-pool.ts';

/** The planner on one supergraph that works in the threads of `pool`; stopping it leaves the threads to others. */
export function openThreadedPlanner(pool: PlanningPool, sdl: string): Planner {
  const id = randomUUID();
  const ready = pool.load(id, sdl);
  ready.catch(() => undefined);
  return {
    ready: () => ready,
    async plan(order) {
      await ready;
      return pool.plan(id, order);
    },
    stop: () => pool.unload(id),
  };
}
