import { createHmac } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { openCompiledEngine, type CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { LoadedSupergraph } from '../../gateway/execute/engine.ts';
import type { DisclosureLog } from '../../gateway/audit/disclosure-log.ts';
import type { Disclosure } from '../../gateway/audit/disclosure.ts';
import type { TokenVerifier } from '../../gateway/identity/token-verifier.ts';
import { WatchfloorError } from '../../gateway/error/error.ts';
import type { Enforcement, openEnforcement } from '../../gateway/flow/enforcement.ts';
import type { openQueryFlow, Question, QueryFlow, Refused } from '../../gateway/flow/query.ts';
import type { Principal } from '../../gateway/principal/principal.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { composeSubgraphs } from '../federation/harness.ts';
import type { PolicyEngine } from '../policy/engine-comparison.ts';
import type { CallerAccess } from '../../gateway/viewer/viewer-access.ts';
import type { Graph } from './graph.ts';
import { graphSdls } from './graph-sdl.ts';
import { withoutPruning } from './without-pruning.ts';
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
  flow(
    engine: CompiledEngine,
    log: MemoryLog,
  ): { readonly flow: QueryFlow; readonly unpruned: QueryFlow; readonly enforcement: Enforcement };
}

/** Loads the evaluator of policies anew with `patches` in it. */
export async function openPolicyEngine(name: string, patches: readonly Patch[] = []): Promise<PolicyEngine> {
  const load = <T>(file: string): Promise<T> => loadVariant<T>(`schema/policy/${file}`, name, patches);
  const [{ openPolicies }, { residualOf }, { satisfies }] = await Promise.all([
    load<Pick<PolicyEngine, 'openPolicies'>>('policies.ts'),
    load<Pick<PolicyEngine, 'residualOf'>>('foreseen.ts'),
    load<Pick<PolicyEngine, 'satisfies'>>('residual.ts'),
  ]);
  return { openPolicies, residualOf, satisfies };
}

/** Loads the rooms anew with `patches` in them. */
export async function openProduct(name: string, patches: readonly Patch[] = []): Promise<Product> {
  const query = await loadVariant<QueryModule>('gateway/flow/query.ts', name, patches);
  const enforcing = await loadVariant<EnforcementModule>('gateway/flow/enforcement.ts', name, patches);
  return {
    flow(engine, log) {
      const enforcement = enforcing.openEnforcement(memoryLog(log), () => undefined);
      const flowBy = (by: Enforcement): QueryFlow =>
        query.openQueryFlow({} as TokenVerifier, engine, { kind: 'enforced', enforcement: by });
      return { flow: flowBy(enforcement), unpruned: flowBy(withoutPruning(enforcement)), enforcement };
    },
  };
}

/** What names an object in records: as the product's own does, so that one that is named in plain words is noticed. */
export function entityDigest(type: string, key: Readonly<Record<string, unknown>>): string {
  return createHmac('sha256', 'proof')
    .update(`${type} ${JSON.stringify(key)}`)
    .digest('base64url');
}

/** The records of an answer, where they can be written. */
interface MemoryLog {
  readonly kept: Disclosure[];
  isDown: boolean;
}

function memoryLog(log: MemoryLog): DisclosureLog {
  return {
    append: async (records) => {
      if (log.isDown) throw new WatchfloorError('AUDIT_UNAVAILABLE');
      log.kept.push(...records);
    },
    available: () => !log.isDown,
    find: () => Promise.reject(new Error('not kept to be read')),
    head: () => Promise.reject(new Error('not signed')),
    entityDigest,
    close: async () => undefined,
  };
}

/** A graph that is served: its agencies answer in this process. */
export interface ServedGraph {
  readonly engine: CompiledEngine;
  readonly on: LoadedSupergraph;
  readonly stage: Stage;
  /** The schema of each agency. */
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
  close(): Promise<void>;
}

/** Composes a graph and takes it into use. */
export async function serveGraph(graph: Graph, policies: RandomPolicies): Promise<ServedGraph> {
  const sdls = graphSdls(graph);
  const composed = composeSubgraphs(sdls);
  if ('problems' in composed) throw new Error(`does not compose: ${composed.problems.join('\n')}`);
  const stage: Stage = {
    world: { objects: new Map(), roots: {} },
    guard: undefined,
    isGuarded: false,
    requests: [],
  };
  const engine = openCompiledEngine({
    gatewayKey: undefined,
    locals: openSubgraphs(graph, sdls, stage, policies.book),
    areRulesEnforced: true,
  });
  const on = await engine.load(supergraphOf(composed.sdl, [], policies.book));
  const schemas = new Map([...sdls].map(([agency, sdl]) => [agency, buildSubgraphSchema(parse(sdl))]));
  return { engine, on, stage, schemas, close: () => engine.stop() };
}

/** What the gateway said, without its trace ids, and what the agencies were asked on the way. */
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

function bodyOf(text: string): ProductAnswer['body'] {
  return JSON.parse(text) as ProductAnswer['body'];
}

/** Trace ids of errors are made anew each time. */
function untraced(text: string): string {
  return text.replaceAll(/"traceId":"[^"]*"/gu, '"traceId":""');
}

/** A question, and who asks it. */
export interface Asked {
  readonly principal: Principal;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How an answer is wanted: written at once, or as objects for another encoder; with errors for what is withheld. */
export interface Wanted {
  readonly as?: 'objects';
  readonly withheldAs?: 'errors';
  /** Nothing can be recorded meanwhile. */
  readonly isLogDown?: boolean;
  /** Everything that is asked for is planned, as if the caller might have it: only the check of plans is left. */
  readonly isUnpruned?: boolean;
}

/** A served graph with a product on top. */
export interface Asking {
  ask(
    principal: Principal,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    wanted?: Wanted,
  ): Promise<ProductAnswer>;
  /** What a caller may do, with the schema that they see. */
  accessOf(principal: Principal): CallerAccess;
}

/** Opens the flow of a product on a served graph; what it remembers is its own. */
export function openAsking(product: Product, { engine, on, stage }: ServedGraph): Asking {
  const log: MemoryLog = { kept: [], isDown: false };
  const { flow: pruned, unpruned, enforcement } = product.flow(engine, log);
  // What a product remembers of a supergraph is not found by another one.
  const own = { ...on, supergraph: { ...on.supergraph } };
  const answered = async (question: Question, { as, isUnpruned }: Wanted): Promise<string | Refused> => {
    const flow = isUnpruned ? unpruned : pruned;
    if (as === 'objects') {
      const answer = await flow.answer(question);
      if ('kind' in answer) return answer;
      const { errors, data, extensions } = answer;
      // In the order in which Apollo Server writes them.
      return JSON.stringify({ errors, data, extensions });
    }
    if (!flow.answerAsJson) throw new Error('the engine writes no JSON');
    const answer = await flow.answerAsJson(question);
    return 'kind' in answer ? answer : answer.body;
  };
  return {
    async ask(principal, query, variables, wanted = {}) {
      stage.requests.length = 0;
      log.kept.length = 0;
      const { withheldAs, isLogDown = false } = wanted;
      log.isDown = isLogDown;
      const answer = await answered(
        {
          principal,
          on: own,
          query,
          variables,
          traceId: 'proof',
          ...(withheldAs === undefined ? {} : { withheldAs }),
        },
        wanted,
      );
      const met = { requests: [...stage.requests], disclosures: [...log.kept] };
      if (typeof answer === 'string')
        return { text: untraced(answer), refused: undefined, body: bodyOf(untraced(answer)), ...met };
      const [first] = answer.errors;
      return {
        text: untraced(JSON.stringify([answer.status, answer.errors])),
        refused: String(first?.extensions['code']),
        body: {},
        ...met,
      };
    },
    accessOf: (principal) => enforcement.accessOf(principal, own),
  };
}
