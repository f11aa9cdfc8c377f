import type { ExecutionResult } from 'graphql';
import type { LocalSubgraph } from '../agency-data-source.ts';
import { departureBy } from './departure.ts';
import type { EngineOperation } from '../engine.ts';
import type { OutgoingRequest, PlanRun } from './plan-run.ts';
import type { AgencyText } from './reply-intake.ts';
import type { SharedExchange } from './shared-exchange.ts';

const none: NonNullable<EngineOperation['forwarded']> = [];

/** How the requests of one operation reach the agencies: over HTTP, or those of this process by a call. */
export function askAgencies(
  endpoints: ReadonlyMap<string, string>,
  locals: readonly LocalSubgraph[],
  exchange: SharedExchange,
  { on, principal, traceId, signal, sign, forwarded = none }: EngineOperation,
): PlanRun['ask'] {
  const departure = signal && departureBy(signal);
  return (request) => {
    const local = locals.find(({ name }) => name === request.agency);
    if (local) return askLocal(local, request, { on, principal, traceId });
    const url = endpoints.get(request.agency);
    if (url === undefined) return Promise.resolve({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    const { agency, body, repeatable } = request;
    return exchange.send({ agency, url, traceId, body, repeatable, principal, forwarded, sign, departure });
  };
}

async function askLocal(
  local: LocalSubgraph,
  { query, variables }: OutgoingRequest,
  context: Parameters<LocalSubgraph['answer']>[1],
): Promise<AgencyText> {
  try {
    const asked = { query, variables: JSON.parse(variables) as Record<string, unknown> };
    const answer: ExecutionResult = await local.answer(asked, context);
    return { kind: 'text', text: JSON.stringify(answer) };
  } catch {
    return { kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' };
  }
}
