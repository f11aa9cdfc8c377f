import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { DisclosureLog } from '../../../gateway/audit/disclosure-log.ts';
import { fetchedOperation } from '../../../gateway/authorize/fetched-operation.ts';
import { openCompiledEngine } from '../../../gateway/execute/compiled-engine.ts';
import { openRelease } from '../../../gateway/execute/compiled/release.ts';
import { openEnforcement, type Enforced, type Enforcement } from '../../../gateway/flow/enforcement.ts';
import { openQueryFlow, type QueryFlow } from '../../../gateway/flow/query.ts';
import type { Principal } from '../../../gateway/principal/principal.ts';
import type { Rights } from '../../../gateway/rights/rights.ts';
import { open } from '../../../gateway/rights/verdict.ts';
import { readRules } from '../../../gateway/supergraph/rules.ts';
import { supergraphOf } from '../../../gateway/supergraph/supergraph.ts';
import { callerWith, gatewayKey } from '../../engine/engine-room.ts';
import { startSubgraph } from '../../gateway/tiny-subgraph.ts';
import { bookOfTexts } from '../../policy/written.ts';
import { head } from '../../supergraph/composed-sdl.ts';
import { guardedSubgraph } from './guarded-world.ts';

/** A layer of the gateway that can be left out, to see whether another one holds. */
export type Layer = 'prune' | 'plan assertion' | 'release' | 'all of them';

/** Subgraphs in this process, by name, with the policies of their agencies by id. */
export interface Graph {
  readonly subgraphs: Readonly<
    Record<string, { readonly sdl: string; readonly resolvers: Parameters<typeof startSubgraph>[2] }>
  >;
  readonly policies: Readonly<Record<string, string>>;
}

/** What came of one question. */
export interface Seen {
  readonly status: number;
  /** Every byte of the answer. */
  readonly text: string;
  /** The bodies that each agency was sent, as text. */
  readonly received: Readonly<Record<string, string>>;
}

/** One world: a graph with its data, asked through the whole flow of a query, with or without one layer. */
export interface World {
  ask(
    query: string,
    caller: Partial<Principal>,
    variables?: Readonly<Record<string, unknown>>,
    without?: Layer,
  ): Promise<Seen>;
  close(): Promise<void>;
}

const shared = `
  ${head(['@access', '@public', '@marked', '@withhold', '@flow', '@reveals', '@audited'].map((name) => [name, name]))}
  enum Tlp { RED AMBER_STRICT AMBER GREEN CLEAR }
  enum Caveat { ORCON LES PCII PII IDSRC EXERCISE_CONTROL }
  enum CapStatus { ACTUAL EXERCISE SYSTEM TEST DRAFT }
  type Marking @shareable @public {
    tlp: Tlp! releasableTo: [String!]! originator: String! caveats: [Caveat!]! case: String
    status: CapStatus! division: String @inaccessible
  }
`;

/**
 * Opens a world. Unless they are `guarded` its subgraphs guard nothing themselves, so that what holds is the gateway;
 * what guarded ones received is not told.
 */
export async function openWorld(
  { subgraphs, policies }: Graph,
  { isGuarded = false }: { readonly isGuarded?: boolean } = {},
): Promise<World> {
  const started = await Promise.all(
    Object.entries(subgraphs).map(([name, { sdl, resolvers }]) =>
      startSubgraph(name, shared + sdl, resolvers),
    ),
  );
  const { supergraphSdl, errors } = composeServices(
    started.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })),
  );
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  const book = bookOfTexts(policies);
  const locals = Object.entries(isGuarded ? subgraphs : {}).map(([name, { sdl, resolvers }]) =>
    guardedSubgraph(name, shared + sdl, resolvers, book),
  );
  const engine = openCompiledEngine({ gatewayKey, areRulesEnforced: true, locals });
  const on = await engine.load(supergraphOf(supergraphSdl, started, book));
  const enforcement = openEnforcement(silentLog, () => undefined);
  const flows = new Map<Layer | undefined, QueryFlow>();
  const flowWithout = (layer: Layer | undefined): QueryFlow => {
    const known = flows.get(layer);
    if (known) return known;
    const flow = openQueryFlow(
      { verify: () => Promise.reject(new Error('no tokens here')) } as never,
      engine,
      {
        kind: 'enforced',
        enforcement: layer === undefined ? enforcement : enforcementWithout(enforcement, layer),
      },
    );
    flows.set(layer, flow);
    return flow;
  };
  return {
    async ask(query, caller, variables = {}, without) {
      for (const { received } of started) received.length = 0;
      const principal = callerWith({ community: ['room'], ...caller });
      const question = { principal, on, traceId: 'trace', query, variables, operationName: undefined };
      const answer = await flowWithout(without).answerAsJson?.(question);
      if (!answer) throw new Error('the engine writes no JSON');
      const isRefused = 'kind' in answer;
      return {
        status: isRefused ? answer.status : 200,
        // The only part of an answer that is its own request's alone.
        text: (isRefused ? JSON.stringify({ errors: answer.errors }) : answer.body).replaceAll(
          /"traceId":"[^"]*"/gu,
          '"traceId":""',
        ),
        received: Object.fromEntries(
          started.map(({ name, received }) => [name, JSON.stringify(received.map(({ body }) => body))]),
        ),
      };
    },
    async close() {
      await engine.stop();
      await Promise.all(started.map((subgraph) => subgraph.close()));
    },
  };
}

/** Enforcement with one stage left out. The product has no such switch: its parts are put together without it here. */
function enforcementWithout(whole: Enforcement, layer: Layer): Enforcement {
  return {
    ...whole,
    enforce(on, who, asked, variables): Enforced {
      const enforced = whole.enforce(on, who, asked, variables);
      const { authorized } = enforced.given;
      const given = (part: Partial<Enforced['given']>): Enforced => ({
        ...enforced,
        given: { ...enforced.given, ...part },
      });
      switch (layer) {
        case 'release':
          return given({ authorized: { ...authorized, release: openRelease } });
        case 'plan assertion':
          return given({ assertPlan: () => undefined });
        default: {
          // Everything that was asked for is fetched, with the markings that release decides by.
          const rules = readRules(on.supergraph.sdl);
          const everything = { rules, field: () => open, object: () => open } as unknown as Rights;
          const { fetched } = fetchedOperation(on.apiSchema, asked, everything, {
            refused: new Map(),
            rows: new Map(),
          });
          const release = layer === 'prune' ? authorized.release : openRelease;
          return given({
            authorized: { ...authorized, fetched, release },
            assertPlan: () => undefined,
          });
        }
      }
    },
  };
}

const silentLog: DisclosureLog = {
  append: () => Promise.resolve(),
  available: () => true,
  find: () => Promise.resolve([]),
  head: () => Promise.reject(new Error('no heads here')),
  entityDigest: (type, key) => `${type}:${JSON.stringify(key)}`,
  close: () => Promise.resolve(),
};
