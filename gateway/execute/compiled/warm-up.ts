import { setTimeout as pause } from 'node:timers/promises';
import { parse, validate } from 'graphql';
import type { CompiledGeneration } from './compiled-generation.ts';

/** How much is planned anew. */
export interface WarmUpLimits {
  readonly operations: number;
  /** How long the new supergraph waits for it. */
  readonly waitMs: number;
  /** How long it goes on behind the new supergraph's back. */
  readonly timeMs: number;
}

const usualWarmUp: WarmUpLimits = { operations: 200, waitMs: 500, timeMs: 30_000 };

/**
 * Plans on a new supergraph what was asked on the old one, most recent first, as far as it is still valid.
 *
 * What does not fit into the wait is planned one by one afterwards; between two of them others' operations are planned.
 */
export async function warmUp(
  next: CompiledGeneration,
  before: CompiledGeneration,
  limits: WarmUpLimits = usualWarmUp,
): Promise<void> {
  await Promise.race([planAnew(next, before, limits), pause(limits.waitMs, undefined, { ref: false })]);
}

async function planAnew(
  next: CompiledGeneration,
  before: CompiledGeneration,
  { operations, timeMs }: WarmUpLimits,
): Promise<void> {
  const end = performance.now() + timeMs;
  for (const { text, labels } of before.planner.recent(operations)) {
    if (performance.now() > end) return;
    // What is fetched may hold what callers never see.
    if (validate(next.wholeSchema, parse(text, { noLocation: true })).length > 0) continue;
    const holding = labels.filter((label) => next.labels.includes(label));
    await next.planner.plan({ text, labels: holding }).catch(() => undefined);
  }
}
