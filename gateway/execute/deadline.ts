/** An abort signal that fires when the time is up, unless it is cleared before. */
export interface Deadline {
  readonly signal: AbortSignal;
  clear(): void;
}

const ticks = 10;

/**
 * A deadline `timeoutMs` from now, reason `TimeoutError`.
 *
 * It is counted in ten ticks, so time in which this process was busy itself counts as one tick at most: an
 * answer that lies ready in the socket is not thrown away because we were late to read it.
 */
export function deadlineIn(timeoutMs: number): Deadline {
  const controller = new AbortController();
  let passed = 0;
  const ticking = setInterval(() => {
    passed += 1;
    if (passed < ticks) return;
    clearInterval(ticking);
    controller.abort(new DOMException('the time is up', 'TimeoutError'));
  }, timeoutMs / ticks);
  return { signal: controller.signal, clear: () => clearInterval(ticking) };
}
