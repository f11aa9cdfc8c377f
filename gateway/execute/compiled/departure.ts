/** Whether whoever asked has gone away. */
export interface Departure {
  readonly left: boolean;
  /** Calls `leave` when they go; the function that it gives ends that. */
  onLeaving(leave: () => void): () => void;
}

/** The departure that a signal tells, with one listener for all that is to end then. */
export function departureBy(signal: AbortSignal): Departure {
  const leaving = new Set<() => void>();
  let listens = false;
  return {
    get left() {
      return signal.aborted;
    },
    onLeaving(leave) {
      leaving.add(leave);
      if (!listens) {
        listens = true;
        const all = (): void => leaving.forEach((one) => one());
        signal.addEventListener('abort', all, { once: true });
      }
      return () => leaving.delete(leave);
    },
  };
}
