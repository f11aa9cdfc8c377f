import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import { newTraceId, withTrace } from '../error/trace.ts';
import { openCompiledEngine } from '../execute/compiled-engine.ts';
import { openQueryFlow } from '../flow/query.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { Principal } from '../principal/principal.ts';
import type { Supergraph, SupergraphSource } from '../supergraph/supergraph.ts';
import { openViewer } from '../viewer/viewer.ts';
import { bearerToken } from './caller.ts';
import { enforcementOf, logOf } from './enforcement-of.ts';
import type { AccessOptions } from './gateway-options.ts';
import { flowGateway, type ApolloGatewayOption } from './flow-gateway.ts';
import { inTurn } from './in-turn.ts';

/**
 * What a gateway inside another server needs: the supergraphs, whose tokens count, how rights are enforced, and the
 * key that the agencies' subgraphs know it by (at least 32 characters).
 */
export interface WatchfloorGatewayOptions {
  readonly source: SupergraphSource;
  readonly verifier: TokenVerifier;
  readonly access: AccessOptions;
  readonly gatewayKey: string;
  readonly subgraphTimeoutMs?: number;
}

/** The `gateway` of somebody else's Apollo Server. */
export interface WatchfloorGateway extends ApolloGatewayOption {
  /**
   * The caller of a request by its Authorization header; throws UNAUTHENTICATED when no accepted token is in it.
   *
   * It belongs into the server's context value as `principal`.
   */
  principalOf(authorization: string | undefined): Promise<Principal>;
}

/**
 * Our engine as the `gateway` of `new ApolloServer({ gateway })`.
 *
 * INVARIANT: an operation is answered only if the context value's `principal` came from this gateway's
 * `principalOf`; with any other, one made by hand too, it is UNAUTHENTICATED.
 */
export function watchfloorGateway(options: WatchfloorGatewayOptions): WatchfloorGateway {
  const { source, verifier, gatewayKey, subgraphTimeoutMs: timeoutMs } = options;
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  const enforcement = enforcementOf(options.access, gatewayKey);
  const engine = openCompiledEngine({
    gatewayKey,
    locals: [openViewer(enforcement, logOf(options.access))],
    limits,
    areRulesEnforced: enforcement !== undefined,
  });
  const flow = openQueryFlow(
    verifier,
    engine,
    enforcement ? { kind: 'enforced', enforcement } : { kind: 'unenforced' },
  );
  const verified = new WeakSet<Principal>();
  const inFlow = flowGateway(engine, flow, (context) => {
    const principal = principalIn(context);
    if (!principal || !verified.has(principal)) throw unauthenticated();
    return { principal, traceId: newTraceId() };
  });
  const take = async (next: Supergraph): Promise<void> => {
    // What cannot be enforced is refused before the engine has it.
    enforcement?.check(next);
    const loaded = await engine.load(next);
    enforcement?.prepare(loaded);
  };
  let unsubscribe: (() => void) | undefined;
  return {
    onSchemaLoadOrUpdate: (listener) => inFlow.gateway.onSchemaLoadOrUpdate(listener),
    async load(apollo) {
      await take(source.current());
      const loaded = await inFlow.gateway.load(apollo);
      unsubscribe = source.subscribe(
        inTurn(async (next) => {
          await take(next);
          inFlow.announce();
        }),
      );
      return loaded;
    },
    async stop() {
      unsubscribe?.();
      await engine.stop();
    },
    async principalOf(authorization) {
      const token = bearerToken(authorization);
      if (token === undefined) throw unauthenticated();
      const principal = await flow.identify(token).catch(() => {
        throw unauthenticated();
      });
      verified.add(principal);
      return principal;
    },
  };
}

function principalIn(context: unknown): Principal | undefined {
  return (context as { readonly principal?: Principal } | undefined)?.principal;
}

/** As a GraphQL error, with the status that Apollo Server then answers with. */
function unauthenticated(): Error {
  const error = withTrace(newTraceId(), () => graphqlError(new WatchfloorError('UNAUTHENTICATED')));
  error.extensions['http'] = { status: 401 };
  return error;
}
