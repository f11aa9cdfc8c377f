import type { Principal } from '../../principal/principal.ts';
import type { AgencyExchange, ExchangeRequest } from './agency-exchange.ts';
import {
  openCircuitBreaker,
  usualCircuit,
  type CircuitBreaker,
  type CircuitLimits,
} from './circuit-breaker.ts';
import type { Departure } from './departure.ts';
import { openFlights } from '../flights.ts';
import type { ForwardedHeaders } from '../forwarded-headers.ts';
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
  readonly request: SharedRequest;
  reply: Promise<AgencyText>;
  giveUp: () => void;
  waiting: number;
}

const givenUp: AgencyText = { kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' };

/**
 * Shares the answers of equal queries of equal callers that are under way, keeps requests from agencies that fail again
 * and again, and gives up an exchange for which nobody waits any more.
 */
export function shareExchange(
  exchange: AgencyExchange,
  limits: CircuitLimits = usualCircuit,
): SharedExchange {
  const flights = openFlights<Flight>();
  const breakers = new Map<string, CircuitBreaker>();

  const breakerOf = (url: string): CircuitBreaker => {
    const known = breakers.get(url);
    if (known) return known;
    const breaker = openCircuitBreaker(limits);
    breakers.set(url, breaker);
    return breaker;
  };

  const begin = (request: SharedRequest): Flight => {
    const breaker = breakerOf(request.url);
    const flight: Flight = { request, reply: Promise.resolve(givenUp), giveUp: () => undefined, waiting: 0 };
    let abandoned = false;
    const reply = exchange.send(request, (giveUp) => {
      flight.giveUp = () => {
        abandoned = true;
        // Whoever asks from now on must not wait for an answer that never comes.
        flights.remove(request.body, flight);
        giveUp();
      };
    });
    flight.reply = reply.then((got) => {
      flights.remove(request.body, flight);
      // A malformed answer is an answer; being left by the caller says nothing of the agency.
      if (!abandoned) breaker.note(got.kind === 'text' || got.code === 'SUBGRAPH_MALFORMED');
      return got;
    });
    return flight;
  };

  return {
    send(request) {
      const { departure } = request;
      if (departure?.left) return Promise.resolve(givenUp);
      const { body, repeatable } = request;
      let flight = repeatable ? flights.find(body, (one) => isSame(one.request, request)) : undefined;
      if (!flight) {
        if (!breakerOf(request.url).admits()) return Promise.resolve(givenUp);
        flight = begin(request);
        if (repeatable) flights.add(body, flight);
      }
      return departure ? whileWanted(flight, departure) : joined(flight);
    },
    close: () => exchange.close(),
  };
}

/** Whether all that can change the answer is the same, beside the body; not the signature, of which each has its own. */
function isSame(one: SharedRequest, other: SharedRequest): boolean {
  return (
    one.agency === other.agency &&
    one.url === other.url &&
    (one.principal === other.principal || audienceOf(one.principal) === audienceOf(other.principal)) &&
    isForwardedSame(one.forwarded, other.forwarded)
  );
}

function isForwardedSame(one: ForwardedHeaders, other: ForwardedHeaders): boolean {
  if (one.length !== other.length) return false;
  return one.every(([name, value], index) => other[index]?.[0] === name && other[index][1] === value);
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
