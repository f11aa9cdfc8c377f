import type { FastifyPluginAsync } from 'fastify';
import type { EngineName } from '../execute/engine.ts';
import type { DemoIssuer } from '../identity/demo-issuer.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { SupergraphSource } from '../supergraph/supergraph.ts';

/**
 * What a gateway needs to run; a missing setting refuses to start.
 *
 * `gatewayKey` is what the agencies' subgraphs know the gateway by: at least 32 characters. An empty
 * `allowedOrigins` means that no page of another origin may read an answer. `demo` turns on the sign-in with
 * personas and is refused unless `host` is a loopback address. `consoleFolder` is the built playground. `engine` is
 * `apollo` unless it is named.
 */
export interface GatewayOptions {
  readonly source: SupergraphSource;
  readonly verifier: TokenVerifier;
  readonly gatewayKey: string;
  readonly host: string;
  readonly port: number;
  readonly allowedOrigins: readonly string[];
  readonly demo?: DemoIssuer;
  readonly consoleFolder?: string;
  readonly routes?: readonly FastifyPluginAsync[];
  readonly subgraphTimeoutMs?: number;
  readonly engine?: EngineName;
}

/** A gateway that answers at `url` (no trailing slash) until it is closed. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}
