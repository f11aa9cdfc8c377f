/** Counts down for many exchanges at once with one timer. */
export interface Deadlines {
  /** Calls `onPassed` when the time is up; the function that it gives ends the countdown. */
  start(onPassed: () => void): () => void;
  /** Ends all countdowns. */
  stop(): void;
}

/** One of a ring: what is taken out leads nowhere, so nothing that is over stays alive by it. */
interface Countdown {
  left: number;
  onPassed: (() => void) | undefined;
  before: Countdown;
  after: Countdown;
}

const ticks = 10;

/**
 * Countdowns of `timeoutMs`, to a tenth of it.
 *
 * They are counted in ticks of one timer, so time in which this process was busy itself counts as one tick at most:
 * an answer that lies ready in the socket is not thrown away because we were late to read it.
 */
export function openDeadlines(timeoutMs: number): Deadlines {
  const ring = alone();
  let timer: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const tick = (): void => {
    if (ring.after === ring) rest();
    const passed: Countdown[] = [];
    for (let one = ring.after; one !== ring; one = one.after) {
      one.left -= 1;
      if (one.left <= 0) passed.push(one);
    }
    // One that passes may end others, also of those that pass now.
    for (const one of passed) {
      const { onPassed } = one;
      takeOut(one);
      onPassed?.();
    }
  };
  return {
    start(onPassed) {
      // The tick that is under way is not a whole one.
      const one: Countdown = { left: ticks + 1, onPassed, before: ring.before, after: ring };
      ring.before.after = one;
      ring.before = one;
      timer ??= setInterval(tick, timeoutMs / ticks);
      return () => takeOut(one);
    },
    stop() {
      while (ring.after !== ring) takeOut(ring.after);
      rest();
    },
  };
}

function alone(): Countdown {
  const one = { left: 0, onPassed: undefined } as Countdown;
  one.before = one.after = one;
  return one;
}

function takeOut(one: Countdown): void {
  one.before.after = one.after;
  one.after.before = one.before;
  one.before = one.after = one;
  one.onPassed = undefined;
}
