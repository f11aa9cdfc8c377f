/** Counts down for many exchanges at once with one timer. */
export interface Deadlines {
  /** Calls `onPassed` when the time is up; the function that it gives ends the countdown. */
  start(onPassed: () => void): () => void;
  /** Ends all countdowns. */
  stop(): void;
}

const ticks = 10;

/**
 * Countdowns of `timeoutMs`, to a tenth of it.
 *
 * They are counted in ticks of one timer, so time in which this process was busy itself counts as one tick at most:
 * an answer that lies ready in the socket is not thrown away because we were late to read it.
 */
export function openDeadlines(timeoutMs: number): Deadlines {
  const running = new Set<{ left: number; readonly onPassed: () => void }>();
  let timer: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const tick = (): void => {
    for (const one of running) {
      one.left -= 1;
      if (one.left > 0) continue;
      running.delete(one);
      one.onPassed();
    }
    if (running.size === 0) rest();
  };
  return {
    start(onPassed) {
      // The tick that is under way is not a whole one.
      const one = { left: ticks + 1, onPassed };
      running.add(one);
      timer ??= setInterval(tick, timeoutMs / ticks);
      return () => running.delete(one);
    },
    stop() {
      running.clear();
      rest();
    },
  };
}
