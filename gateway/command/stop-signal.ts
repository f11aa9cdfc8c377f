/** The wish that a command ends. */
export interface StopSignal {
  /** Resolves with the first signal. */
  readonly first: Promise<void>;
  asked(): boolean;
  forget(): void;
}

/** The first SIGINT, SIGTERM or SIGHUP; a second one calls `atOnce` and ends the process. */
export function stopSignal(atOnce: () => void): StopSignal {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) {
      atOnce();
      process.exit(130);
    }
    stopping = true;
    resolve();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    first: promise,
    asked: () => stopping,
    forget: () => signals.forEach((signal) => process.off(signal, onSignal)),
  };
}
