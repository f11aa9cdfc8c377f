import { parse, validate } from 'graphql';
import type { CompiledGeneration } from './compiled-generation.ts';

/** So many operations are planned anew, and so long a new supergraph waits for it. */
const usual = { operations: 100, timeMs: 3000 };

/**
 * Plans on a new supergraph what was asked most recently on the old one, as far as it is still valid.
 *
 * What does not fit into the time is planned when it is asked for.
 */
export async function warmUp(
  next: CompiledGeneration,
  before: CompiledGeneration,
  { operations, timeMs } = usual,
): Promise<void> {
  const end = performance.now() + timeMs;
  for (const { text, labels } of before.planner.recent(operations)) {
    if (performance.now() > end) return;
    if (validate(next.apiSchema, parse(text, { noLocation: true })).length > 0) continue;
    const holding = labels.filter((label) => next.labels.includes(label));
    await next.planner.plan({ text, labels: holding }).catch(() => undefined);
  }
}
