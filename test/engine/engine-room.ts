import { composeServices } from '@apollo/composition';
import { parse, validate, type ExecutionResult } from 'graphql';
import { openApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { openCompiledEngine, type CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { Engine, EngineOperation } from '../../gateway/execute/engine.ts';
import { frozenCopy, type Principal } from '../../gateway/principal/principal.ts';
import { supergraphOf, type Supergraph } from '../../gateway/supergraph/supergraph.ts';
import { startSubgraph, type TinySubgraph } from '../gateway/tiny-subgraph.ts';

export const gatewayKey = 'a-gateway-key-for-tests-0123456789abcdef';

export const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@override", "@context", "@fromContext", "@interfaceObject", "@provides", "@inaccessible"])\n';

/** A caller of no rights; `over` makes it another. */
export function callerWith(over: Partial<Principal> = {}): Principal {
  return frozenCopy({
    id: 'caller',
    name: 'Caller',
    agency: 'exercise',
    roles: [],
    scopes: [],
    community: [],
    assignments: [],
    purposes: [],
    exercise: true,
    demo: true,
    ...over,
  });
}

const caller = callerWith();

/** SDL and resolvers of each subgraph by its name. */
export type RoomPlan = Readonly<Record<string, { readonly sdl: string; readonly resolvers: Resolvers }>>;

type Resolvers = Parameters<typeof startSubgraph>[2];

/** An engine on real subgraphs over loopback. */
export interface EngineRoom {
  readonly engine: Engine;
  readonly subgraphs: Readonly<Record<string, TinySubgraph>>;
  readonly supergraph: Supergraph;
  ask(
    query: string,
    variables?: Record<string, unknown>,
    over?: Partial<EngineOperation>,
  ): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** The engines that must answer alike. */
export const engines = [
  { name: 'stock', open: openApolloEngine },
  { name: 'compiled', open: openCompiledEngine },
] as const;

/** Serves the subgraphs of `plan` and has an engine load their supergraph; an operation must be valid. */
export async function openEngineRoom(
  plan: RoomPlan,
  open: (typeof engines)[number]['open'] = openCompiledEngine,
): Promise<EngineRoom> {
  const started = await Promise.all(
    Object.entries(plan).map(([name, { sdl, resolvers }]) => startSubgraph(name, link + sdl, resolvers)),
  );
  const supergraph = composed(started);
  const engine = open({ gatewayKey, limits: { timeoutMs: 1000 } });
  const on = await engine.load(supergraph);
  return {
    engine,
    supergraph,
    subgraphs: Object.fromEntries(started.map((subgraph) => [subgraph.name, subgraph])),
    async ask(query, variables = {}, over = {}) {
      const document = parse(query);
      const wrong = validate(on.apiSchema, document);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      return engine.execute({ on, document, variables, principal: caller, traceId: 'trace', ...over });
    },
    async close() {
      await engine.stop();
      await Promise.all(started.map((subgraph) => subgraph.close()));
    },
  };
}

/** Composes subgraphs to a supergraph with the places where they answer. */
export function composed(subgraphs: readonly Pick<TinySubgraph, 'name' | 'sdl' | 'url'>[]): Supergraph {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })),
  );
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  return supergraphOf(
    supergraphSdl,
    subgraphs.map(({ name, url }) => ({ name, url })),
  );
}

/** The answer as JSON by the engine's lean way. */
export async function asJson(
  engine: CompiledEngine,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<string> {
  const on = engine.loaded();
  if (!on) throw new Error('nothing is loaded');
  const { body } = await engine.executeToJson({
    on,
    document: parse(query),
    variables,
    principal: caller,
    traceId: 'trace',
  });
  return body;
}

/** Errors as `CODE path.to.it`, sorted. */
export function errorsOf({ errors = [] }: ExecutionResult): string[] {
  return errors
    .map(({ path = [], extensions }) => `${String(extensions['code'])} ${path.join('.')}`)
    .toSorted();
}

/** Plain objects, for comparison. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
