import type { Planner, PlanOrder } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';
import { openRecent } from './recent.ts';

/** A planner that remembers its plans. */
export interface CachedPlanner extends Planner {
  /** The orders that were planned most recently, newest first. */
  recent(count: number): readonly PlanOrder[];
}

/**
 * Keeps the `limit` most recently used plans of `planner`; an operation that is asked for twice at once is planned
 * once, and one that could not be planned is tried anew the next time.
 */
export function cachedPlanner(planner: Planner, limit = 1000): CachedPlanner {
  const plans = openRecent<Promise<QueryPlan>>(limit);
  return {
    ready: () => planner.ready(),
    stop: () => planner.stop(),
    async plan(order) {
      const key = JSON.stringify([order.text, order.labels]);
      const known = plans.get(key);
      if (known) return known;
      const plan = planner.plan(order);
      plans.set(key, plan);
      plan.catch(() => plans.delete(key));
      return plan;
    },
    recent: (count) =>
      [...plans.keys()]
        .slice(-count)
        .toReversed()
        .map((key) => {
          const [text, labels] = JSON.parse(key) as [string, string[]];
          return { text, labels };
        }),
  };
}
