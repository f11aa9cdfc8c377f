import type { Principal } from '../../principal/principal.ts';
import type { AgencyExchange, ExchangeRequest } from './agency-exchange.ts';
import {
  openCircuitBreaker,
  usualCircuit,
  type CircuitBreaker,
  type CircuitLimits,
} from './circuit-breaker.ts';
import type { Departure } from './departure.ts';
import type { AgencyText } from './reply-intake.ts';

/** A request with those who may leave before it is answered. */
export interface SharedRequest extends ExchangeRequest {
  readonly departure?: Departure | undefined;
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
 * Shares the answers of equal queries of equal callers that are under way, keeps requests from agencies that fail again and again, and
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
      const { departure } = request;
      if (departure?.left) return Promise.resolve(givenUp);
      const key = request.repeatable ? sharingKey(request) : undefined;
      let flight = key === undefined ? undefined : flights.get(key);
      if (!flight) {
        if (!breakerOf(request.url).admits()) return Promise.resolve(givenUp);
        flight = begin(request, key);
        if (key !== undefined) flights.set(key, flight);
      }
      return departure ? whileWanted(flight, departure) : joined(flight);
    },
    close: () => exchange.close(),
  };
}

/** All that can change the answer; not the signature, of which each has its own. */
function sharingKey({ agency, url, principal, forwarded, body }: SharedRequest): string {
  const headers = forwarded.length === 0 ? '' : JSON.stringify(forwarded);
  return `${agency}\n${url}\n${audienceOf(principal)}\n${headers}\n${body}`;
}

const audiences = new WeakMap<Principal, string>();

/** All that is known of the caller: whatever an agency is told of them stands in it. */
function audienceOf(principal: Principal): string {
  const known = audiences.get(principal);
  if (known !== undefined) return known;
  const audience = JSON.stringify(principal);
  audiences.set(principal, audience);
  return audience;
}

function joined(flight: Flight): Promise<AgencyText> {
  flight.waiting += 1;
  return flight.reply;
}

function whileWanted(flight: Flight, departure: Departure): Promise<AgencyText> {
  flight.waiting += 1;
  return new Promise((resolve) => {
    const stay = departure.onLeaving(() => {
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.giveUp();
      resolve(givenUp);
    });
    void flight.reply.then((got) => {
      stay();
      resolve(got);
    });
  });
}
