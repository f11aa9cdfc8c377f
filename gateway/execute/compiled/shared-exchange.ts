import type { AgencyExchange, ExchangeRequest } from './agency-exchange.ts';
import {
  openCircuitBreaker,
  usualCircuit,
  type CircuitBreaker,
  type CircuitLimits,
} from './circuit-breaker.ts';
import type { AgencyText } from './reply-intake.ts';

/** A request with whose it is: only equal requests on behalf of equal `audience` share an answer. */
export interface SharedRequest extends ExchangeRequest {
  /** Everything about the caller that can change the answer. */
  readonly audience: string;
  readonly signal?: AbortSignal | undefined;
}

/** Exchanges with agencies, where the same question at the same time is asked once. */
export interface SharedExchange {
  send(request: SharedRequest): Promise<AgencyText>;
  close(): Promise<void>;
}

interface Flight {
  readonly reply: Promise<AgencyText>;
  giveUp: () => void;
  waiting: number;
}

const givenUp: AgencyText = { kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' };

/**
 * Shares the answers of queries that are under way, keeps requests from agencies that fail again and again, and
 * gives up an exchange for which nobody waits any more.
 */
export function shareExchange(
  exchange: AgencyExchange,
  limits: CircuitLimits = usualCircuit,
): SharedExchange {
  const flights = new Map<string, Flight>();
  const breakers = new Map<string, CircuitBreaker>();

  const breakerOf = (url: string): CircuitBreaker => {
    const known = breakers.get(url);
    if (known) return known;
    const breaker = openCircuitBreaker(limits);
    breakers.set(url, breaker);
    return breaker;
  };

  const begin = (request: SharedRequest, key: string | undefined): Flight => {
    const breaker = breakerOf(request.url);
    const flight: Flight = { reply: Promise.resolve(givenUp), giveUp: () => undefined, waiting: 0 };
    let abandoned = false;
    const reply = exchange.send(request, (giveUp) => {
      flight.giveUp = () => {
        abandoned = true;
        // Whoever asks from now on must not wait for an answer that never comes.
        if (key !== undefined && flights.get(key) === flight) flights.delete(key);
        giveUp();
      };
    });
    const noted = reply.then((got) => {
      if (key !== undefined && flights.get(key) === flight) flights.delete(key);
      // A malformed answer is an answer; being left by the caller says nothing of the agency.
      if (!abandoned) breaker.note(got.kind === 'text' || got.code === 'SUBGRAPH_MALFORMED');
      return got;
    });
    return Object.assign(flight, { reply: noted });
  };

  return {
    send(request) {
      const { signal } = request;
      if (signal?.aborted) return Promise.resolve(givenUp);
      const key = request.repeatable
        ? `${request.agency}\n${request.url}\n${request.audience}\n${request.body}`
        : undefined;
      let flight = key === undefined ? undefined : flights.get(key);
      if (!flight) {
        if (!breakerOf(request.url).admits()) return Promise.resolve(givenUp);
        flight = begin(request, key);
        if (key !== undefined) flights.set(key, flight);
      }
      return signal ? whileWanted(flight, signal) : joined(flight);
    },
    close: () => exchange.close(),
  };
}

function joined(flight: Flight): Promise<AgencyText> {
  flight.waiting += 1;
  return flight.reply;
}

async function whileWanted(flight: Flight, signal: AbortSignal): Promise<AgencyText> {
  const { promise, resolve } = Promise.withResolvers<AgencyText>();
  const leave = (): void => {
    flight.waiting -= 1;
    if (flight.waiting === 0) flight.giveUp();
    resolve(givenUp);
  };
  flight.waiting += 1;
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([flight.reply, promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
