/** The ids that were used within a time. */
export interface ReplaySet {
  /** Whether an id is used for the first time; it counts as used then. A full set takes no id. */
  use(id: string, now: number): boolean;
}

/**
 * A set that remembers an id for `lifeMs` at least and twice as long at most, and at most twice `limit` of them.
 *
 * Two halves take turns, so that nothing has to be sought out to be forgotten. What is full refuses: to forget
 * early would let an id be used again.
 */
export function openReplaySet(lifeMs: number, limit: number): ReplaySet {
  let current = new Set<string>();
  let before = new Set<string>();
  let since = 0;
  return {
    use(id, now) {
      if (now - since >= lifeMs) {
        before = now - since >= 2 * lifeMs ? new Set() : current;
        current = new Set();
        since = now;
      }
      if (current.size >= limit || current.has(id) || before.has(id)) return false;
      current.add(id);
      return true;
    },
  };
}
