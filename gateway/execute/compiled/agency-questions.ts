import type { ExecutionResult } from 'graphql';
import type { Principal } from '../../principal/principal.ts';
import type { LocalSubgraph } from '../agency-data-source.ts';
import type { EngineOperation } from '../engine.ts';
import type { OutgoingRequest, PlanRun } from './plan-run.ts';
import type { AgencyText } from './reply-intake.ts';
import type { SharedExchange } from './shared-exchange.ts';

/** How the requests of one operation reach the agencies: over HTTP, or those of this process by a call. */
export function askAgencies(
  endpoints: ReadonlyMap<string, string>,
  locals: readonly LocalSubgraph[],
  exchange: SharedExchange,
  { on, principal, traceId, signal }: EngineOperation,
): PlanRun['ask'] {
  const audience = audienceOf(principal);
  return (request) => {
    const local = locals.find(({ name }) => name === request.agency);
    if (local) return askLocal(local, request, { on, principal, traceId });
    const url = endpoints.get(request.agency);
    if (url === undefined) return Promise.resolve({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    const { agency, body, repeatable } = request;
    return exchange.send({ agency, url, traceId, body, repeatable, audience, signal });
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

const audiences = new WeakMap<Principal, string>();

/** All that is known of the caller: whatever an agency is told of them stands in it. */
function audienceOf(principal: Principal): string {
  const known = audiences.get(principal);
  if (known !== undefined) return known;
  const audience = JSON.stringify(principal);
  audiences.set(principal, audience);
  return audience;
}
