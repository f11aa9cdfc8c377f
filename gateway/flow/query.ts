import type { ExecutionResult } from 'graphql';
import type { Engine, EngineOperation } from '../execute/engine.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { Principal } from '../principal/principal.ts';

/** The stages that a query passes, in their order; each is a room of its own. */
export interface QueryFlow {
  /** Stage 1, identity: a verified token becomes a principal, or the request ends with UNAUTHENTICATED. */
  identify(token: string): Promise<Principal>;
  /** Stage 3, plan and execute: the agencies are asked; one that fails costs its own fields. */
  execute(operation: EngineOperation): Promise<ExecutionResult>;
}

/**
 * The journey of a query through the gateway.
 *
 * Stage 2, operation, lies between the two: the HTTP server parses the document and validates it against the
 * schema of the supergraph that `EngineOperation.on` then pins.
 */
export function openQueryFlow(verifier: TokenVerifier, engine: Engine): QueryFlow {
  return {
    identify: (token) => verifier.verify(token),
    execute: (operation) => engine.execute(operation),
  };
}
