import type { EngineOperation } from '../execute/engine.ts';

/** Gives the answers under way to whoever asks the same meanwhile. */
export interface SharedAnswers<Answer> {
  /**
   * The answer to `operation`: that of an equal one under way, else what `make` gives. `rights` are what its caller may
   * do now, one object for the same rights: they can change while an answer is under way.
   *
   * `traceId` is that of the request whose answer it is. The signal that `make` is given fires when everybody who
   * waits for the answer has gone.
   */
  of(
    operation: EngineOperation,
    rights: object,
    make: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer; readonly traceId: string }>;
}

interface Flight<Answer> {
  readonly answer: Promise<Answer>;
  readonly traceId: string;
  readonly leave: AbortController;
  waiting: number;
}

/**
 * Opens sharing. Equal are operations of one document with the same variables, for one and the same principal
 * with the same rights, with the same forwarded headers, on one supergraph: everything that can change an answer. Whoever may do the same but is
 * somebody else never shares one.
 */
export function openSharedAnswers<Answer>(): SharedAnswers<Answer> {
  const flights = new Map<string, Flight<Answer>>();
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (object: object): number => {
    const known = numbers.get(object) ?? (last += 1);
    numbers.set(object, known);
    return known;
  };

  return {
    of(operation, rights, make) {
      const { document, operationName = '', variables, principal, on, forwarded = [], signal } = operation;
      const asked = JSON.stringify([operationName, variables, forwarded]);
      const key = `${numberOf(document)} ${numberOf(principal)} ${numberOf(rights)} ${numberOf(on)} ${asked}`;
      let flight = flights.get(key);
      if (!flight) {
        const leave = new AbortController();
        const begun: Flight<Answer> = {
          answer: make(leave.signal).finally(() => flights.get(key) === begun && flights.delete(key)),
          traceId: operation.traceId,
          leave,
          waiting: 0,
        };
        flights.set(key, begun);
        flight = begun;
      }
      return joined(flight, signal, () => flights.get(key) === flight && flights.delete(key));
    },
  };
}

async function joined<Answer>(
  flight: Flight<Answer>,
  signal: AbortSignal | undefined,
  forget: () => void,
): Promise<{ readonly answer: Answer; readonly traceId: string }> {
  flight.waiting += 1;
  const gone = (): void => {
    flight.waiting -= 1;
    if (flight.waiting > 0) return;
    // Whoever asks from now on must not wait for an answer that never comes.
    forget();
    flight.leave.abort();
  };
  signal?.addEventListener('abort', gone, { once: true });
  try {
    return { answer: await flight.answer, traceId: flight.traceId };
  } finally {
    signal?.removeEventListener('abort', gone);
  }
}
