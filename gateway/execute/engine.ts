import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Principal } from '../principal/principal.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';

/** The engines there are: the stock Apollo gateway, and our own, which compiles operations. */
export const engineNames = ['apollo', 'compiled'] as const;

/** One of the engines. */
export type EngineName = (typeof engineNames)[number];

/** A supergraph that an engine has taken into use, with the schema that callers see of it. */
export interface LoadedSupergraph {
  readonly supergraph: Supergraph;
  readonly apiSchema: GraphQLSchema;
}

/**
 * One operation to execute: parsed and valid against `on.apiSchema`.
 *
 * `on` pins the supergraph it was validated against, so an operation under way finishes on the old one when a
 * new one is loaded. `traceId` goes to every agency that is asked.
 */
export interface EngineOperation {
  readonly on: LoadedSupergraph;
  readonly document: DocumentNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly traceId: string;
  /** Fires when nobody waits for the answer any more: then the agencies are not asked further. */
  readonly signal?: AbortSignal;
}

/**
 * What plans an operation over the agencies and executes it.
 *
 * `load` throws and keeps the old supergraph if the new one cannot be used. `execute` never throws for what an
 * agency does: its fields become null and an error of a SUBGRAPH_ code says so.
 */
export interface Engine {
  load(next: Supergraph): Promise<LoadedSupergraph>;
  loaded(): LoadedSupergraph | undefined;
  execute(operation: EngineOperation): Promise<ExecutionResult>;
  stop(): Promise<void>;
}
