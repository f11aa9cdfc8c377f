import { openCompiledEngine, type CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { LoadedSupergraph } from '../../gateway/execute/engine.ts';
import type { DisclosureLog } from '../../gateway/audit/disclosure-log.ts';
import type { Disclosure } from '../../gateway/audit/disclosure.ts';
import type { TokenVerifier } from '../../gateway/identity/token-verifier.ts';
import type { openEnforcement } from '../../gateway/flow/enforcement.ts';
import type { openQueryFlow, QueryFlow, Refused } from '../../gateway/flow/query.ts';
import type { Principal } from '../../gateway/principal/principal.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { composeSubgraphs } from '../federation/harness.ts';
import type { Graph } from './graph.ts';
import { graphSdls } from './graph-sdl.ts';
import { loadVariant, type Patch } from './module-variants.ts';
import type { RandomPolicies } from './policies.ts';
import { openSubgraphs, type Stage } from './subgraphs.ts';

interface QueryModule {
  readonly openQueryFlow: typeof openQueryFlow;
}

interface EnforcementModule {
  readonly openEnforcement: typeof openEnforcement;
}

/** The gateway's rooms of enforcement, whole or with something broken in them. */
export interface Product {
  /** A query flow over an engine that is shared by all products, with a log in memory. */
  flow(engine: CompiledEngine, log: Disclosure[]): QueryFlow;
}

/** Loads the rooms anew with `patches` in them. */
export async function openProduct(name: string, patches: readonly Patch[] = []): Promise<Product> {
  const query = await loadVariant<QueryModule>('gateway/flow/query.ts', name, patches);
  const enforcing = await loadVariant<EnforcementModule>('gateway/flow/enforcement.ts', name, patches);
  return {
    flow: (engine, log) =>
      query.openQueryFlow({} as TokenVerifier, engine, {
        kind: 'enforced',
        enforcement: enforcing.openEnforcement(memoryLog(log), () => undefined),
      }),
  };
}

function memoryLog(kept: Disclosure[]): DisclosureLog {
  return {
    append: async (records) => void kept.push(...records),
    available: () => true,
    find: () => Promise.reject(new Error('not kept to be read')),
    head: () => Promise.reject(new Error('not signed')),
    entityDigest: (type, key) => `${type} ${JSON.stringify(key)}`,
    close: async () => undefined,
  };
}

/** A graph that is served: its agencies answer in this process. */
export interface ServedGraph {
  readonly engine: CompiledEngine;
  readonly on: LoadedSupergraph;
  readonly stage: Stage;
  close(): Promise<void>;
}

/** Composes a graph and takes it into use. */
export async function serveGraph(graph: Graph, policies: RandomPolicies): Promise<ServedGraph> {
  const sdls = graphSdls(graph);
  const composed = composeSubgraphs(sdls);
  if ('problems' in composed) throw new Error(`does not compose: ${composed.problems.join('\n')}`);
  const stage: Stage = { world: { objects: new Map(), roots: {} }, guard: undefined, requests: [] };
  const engine = openCompiledEngine({
    gatewayKey: undefined,
    locals: openSubgraphs(graph, sdls, stage),
    areRulesEnforced: true,
  });
  const on = await engine.load(supergraphOf(composed.sdl, [], policies.book));
  return { engine, on, stage, close: () => engine.stop() };
}

/** What the gateway said, and what the agencies were asked on the way. */
export interface ProductAnswer {
  readonly text: string;
  readonly refused: string | undefined;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly {
      readonly path?: readonly (string | number)[];
      readonly extensions?: { readonly code?: string };
    }[];
    readonly extensions?: { readonly withheld?: WithheldInAnswer; readonly marking?: unknown };
  };
  readonly requests: readonly { readonly agency: string; readonly text: string }[];
  readonly disclosures: readonly Disclosure[];
}

export interface WithheldInAnswer {
  readonly count: number;
  readonly truncated: boolean;
  readonly items: readonly (Readonly<Record<string, unknown>> & {
    readonly paths: readonly (readonly (string | number)[])[];
    readonly counts?: readonly (number | null)[];
  })[];
}

/** A served graph with a product on top. */
export interface Asking {
  ask(
    principal: Principal,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ProductAnswer>;
}

/** Opens the flow of a product on a served graph; what it remembers is its own. */
export function openAsking(product: Product, { engine, on, stage }: ServedGraph): Asking {
  const disclosures: Disclosure[] = [];
  const flow = product.flow(engine, disclosures);
  return {
    async ask(principal, query, variables) {
      stage.requests.length = 0;
      disclosures.length = 0;
      const answer = await flow.answerAsJson!({ principal, on, query, variables, traceId: 'proof' });
      const requests = [...stage.requests];
      const recorded = [...disclosures];
      if ('kind' in answer) {
        const text = refusalText(answer);
        const [first] = answer.errors;
        return {
          text,
          refused: String(first?.extensions['code']),
          body: {},
          requests,
          disclosures: recorded,
        };
      }
      return {
        text: answer.body,
        refused: undefined,
        body: JSON.parse(answer.body),
        requests,
        disclosures: recorded,
      };
    },
  };
}

function refusalText({ status, errors }: Refused): string {
  return JSON.stringify([status, errors]);
}
