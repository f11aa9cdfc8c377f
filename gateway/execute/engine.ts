import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Principal } from '../principal/principal.ts';
import type { QueryPlan } from '../plan/query-plan.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { AuthorizedOperation } from './compiled/authorized-operation.ts';
import type { ReleaseSession } from './compiled/release.ts';
import type { SentObjects } from './compiled/sent-objects.ts';
import type { ForwardedHeaders } from './forwarded-headers.ts';

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
  /** `variables` by the types that the operation declares, where somebody has coerced them already. */
  readonly coerced?: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly traceId: string;
  /** Fires when nobody waits for the answer any more: then the agencies are not asked further. */
  readonly signal?: AbortSignal;
  /** The operation with the caller's rights in it; absent: open access, everything is answered as it was asked. */
  readonly authorized?: AuthorizedOperation;
  /**
   * The `authorization` header with which an agency is sent exactly this body, made anew for each time it is sent; what
   * it throws keeps the request from being sent. Absent: the engine's own way.
   */
  readonly sign?: (agency: string, body: string) => string;
  /** What the releases of this answer share; demanded with `authorized`. */
  readonly session?: ReleaseSession;
  /** What introspection tells of; absent: the whole API schema. */
  readonly visibleSchema?: GraphQLSchema;
  /**
   * Asked once for each plan before anything is fetched by it; what it throws is the answer.
   *
   * It is not asked again for the same `authorized`, so nothing of one request may decide.
   */
  readonly assertPlan?: (plan: QueryPlan) => void;
  /**
   * Told of the objects whose values a request carries, before it leaves; what it throws is the answer, and that
   * request and those that wait for it are not made.
   */
  readonly sending?: (sent: SentObjects) => void;
  /** Sent to every agency, except those that the gateway sets itself. */
  readonly forwarded?: ForwardedHeaders;
}

/**
 * What plans an operation over the agencies and executes it.
 *
 * `load` throws and keeps the old supergraph if the new one cannot be used. `execute` never throws for what an
 * agency does: its fields become null and an error of a SUBGRAPH_ code says so. An operation that is refused
 * (BAD_USER_INPUT, OPERATION_TOO_COMPLEX) is answered by that error alone, without data.
 */
export interface Engine {
  load(next: Supergraph): Promise<LoadedSupergraph>;
  loaded(): LoadedSupergraph | undefined;
  execute(operation: EngineOperation): Promise<ExecutionResult>;
  stop(): Promise<void>;
}
