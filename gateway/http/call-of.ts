import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../principal/principal.ts';
import { forwardedHeaders } from './caller.ts';
import type { Call } from './flow-gateway.ts';

/** What a request says about its call, whoever reads its body. */
export type CallOf = (
  request: IncomingMessage,
  response: ServerResponse,
  principal: Principal,
  traceId: string,
) => Call;

// A client that knows no extensions asks for what is withheld as errors.
const withheldHeader = 'x-watchfloor-withheld';

/** Calls that go on to the agencies with those headers of the request that `forwarded` names, in lower case. */
export function callsForwarding(forwarded: readonly string[]): CallOf {
  return ({ headers }, response, principal, traceId) => {
    const passing = forwardedHeaders(headers, forwarded);
    return {
      principal,
      traceId,
      signal: goneSignal(response),
      ...(passing.length === 0 ? {} : { forwarded: passing }),
      ...(headers[withheldHeader] === 'errors' ? { withheldAs: 'errors' } : {}),
    };
  };
}

/** Aborted when the caller goes away before the answer: then the agencies need not work for it either. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
