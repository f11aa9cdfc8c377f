/** When an agency that fails again and again is left alone, and for how long. */
export interface CircuitLimits {
  readonly failures: number;
  readonly pauseMs: number;
}

/** Keeps requests from an agency that has failed again and again. */
export interface CircuitBreaker {
  /** Whether a request may go out now; after a pause one may, and what comes of it decides. */
  admits(): boolean;
  note(succeeded: boolean): void;
}

/** Ten failures in a row, and a second's pause. */
export const usualCircuit: CircuitLimits = { failures: 10, pauseMs: 1000 };

/** A breaker for one agency, closed at first; `now` is in milliseconds. */
export function openCircuitBreaker(
  { failures, pauseMs }: CircuitLimits = usualCircuit,
  now: () => number = () => performance.now(),
): CircuitBreaker {
  let inARow = 0;
  let closedUntil = 0;
  return {
    admits() {
      if (inARow < failures) return true;
      if (now() < closedUntil) return false;
      // One probe; the others wait for another pause unless it succeeds.
      closedUntil = now() + pauseMs;
      return true;
    },
    note(succeeded) {
      if (succeeded) {
        inARow = 0;
        return;
      }
      inARow += 1;
      if (inARow >= failures) closedUntil = now() + pauseMs;
    },
  };
}
