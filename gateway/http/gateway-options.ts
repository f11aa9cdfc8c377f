import type { KeyObject } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyPluginAsync } from 'fastify';
import type { DisclosureLog } from '../audit/disclosure-log.ts';
import type { EngineName } from '../execute/engine.ts';
import type { DemoIssuer } from '../identity/demo-issuer.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { SupergraphSource } from '../supergraph/supergraph.ts';
import type { OperationContext } from './graphql-server.ts';

/**
 * Access without rules: everybody is one anonymous caller.
 *
 * `forwardHeaders` are the names, in lower case, of the headers that go on from the caller to every agency.
 */
export interface OpenAccess {
  readonly forwardHeaders: readonly string[];
}

/**
 * Whether callers' rights are enforced.
 *
 * Enforced, what is released of sensitive values is in the log before an answer leaves. `alarm` is told, in one line,
 * when an agency let through what the gateway had to drop; without one it goes to standard error.
 */
export type AccessOptions =
  | { readonly kind: 'unenforced' }
  | {
      readonly kind: 'enforced';
      readonly log: DisclosureLog;
      /** The gateway's Ed25519 key: agencies are told for whom they are asked, by a statement that they believe. */
      readonly signingKey?: KeyObject;
      readonly alarm?: (message: string) => void;
    };

/**
 * What a gateway needs to run; a missing setting refuses to start.
 *
 * `gatewayKey` is what the agencies' subgraphs know the gateway by: at least 32 characters. An empty
 * `allowedOrigins` means that no page of another origin may read an answer. `demo` turns on the sign-in with
 * personas and is refused unless `host` is a loopback address. `consoleFolder` is the built playground. `engine` is
 * `compiled` unless it is named. `plugins` are Apollo Server's: one that looks at requests makes all of them go
 * through Apollo Server.
 *
 * With `open` no token is asked for or looked at, the gateway's own subgraph is not part of the graph, and no
 * agency is shown a key unless `gatewayKey` is given; there is a playground only with a `consoleFolder`.
 */
export interface GatewayOptions {
  readonly source: SupergraphSource;
  readonly verifier: TokenVerifier;
  readonly access: AccessOptions;
  readonly gatewayKey?: string;
  readonly host: string;
  readonly port: number;
  readonly allowedOrigins: readonly string[];
  readonly open?: OpenAccess;
  readonly demo?: DemoIssuer;
  readonly consoleFolder?: string;
  readonly routes?: readonly FastifyPluginAsync[];
  readonly subgraphTimeoutMs?: number;
  readonly engine?: EngineName;
  readonly plugins?: readonly ApolloServerPlugin<OperationContext>[];
}

/** A gateway that answers at `url` (no trailing slash) until it is closed. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}
