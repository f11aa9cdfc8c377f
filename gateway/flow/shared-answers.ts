import type { EngineOperation } from '../execute/engine.ts';
import { openFlights } from '../execute/flights.ts';

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
    make: Make<Answer>,
  ): Promise<{ readonly answer: Answer; readonly traceId: string }>;
}

type Make<Answer> = (signal: AbortSignal) => Promise<Answer>;

interface Flight<Answer> {
  readonly operation: EngineOperation;
  readonly rights: object;
  readonly leave: AbortController;
  answer: Promise<Answer>;
  waiting: number;
}

/**
 * Opens sharing. Equal are operations of one document with the same variables, for one and the same principal
 * with the same rights, with the same forwarded headers, on one supergraph: everything that can change an answer.
 * Whoever may do the same but is somebody else never shares one.
 */
export function openSharedAnswers<Answer>(): SharedAnswers<Answer> {
  const flights = openFlights<Flight<Answer>>();
  const landed = async (asked: string, flight: Flight<Answer>, answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer;
    } finally {
      flights.remove(asked, flight);
    }
  };
  const begin = (
    asked: string,
    operation: EngineOperation,
    rights: object,
    make: Make<Answer>,
  ): Flight<Answer> => {
    const leave = new AbortController();
    const answer = make(leave.signal);
    const flight: Flight<Answer> = { operation, rights, leave, answer, waiting: 0 };
    flight.answer = landed(asked, flight, answer);
    flights.add(asked, flight);
    return flight;
  };

  return {
    of(operation, rights, make) {
      const { operationName = '', variables, forwarded = [], signal } = operation;
      const asked = JSON.stringify([operationName, variables, forwarded]);
      const flight =
        flights.find(asked, (one) => one.rights === rights && isSame(one.operation, operation)) ??
        begin(asked, operation, rights, make);
      return joined(flight, signal, () => flights.remove(asked, flight));
    },
  };
}

/** Whether all that can change the answer is the same, beside what stands in the text. */
function isSame(one: EngineOperation, other: EngineOperation): boolean {
  return one.document === other.document && one.principal === other.principal && one.on === other.on;
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
    return { answer: await flight.answer, traceId: flight.operation.traceId };
  } finally {
    signal?.removeEventListener('abort', gone);
  }
}
