import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Disclosure } from '../../../gateway/audit/disclosure.ts';
import type { DisclosureLog } from '../../../gateway/audit/disclosure-log.ts';
import { WatchfloorError } from '../../../gateway/error/error.ts';
import { openCompiledEngine, type CompiledEngine } from '../../../gateway/execute/compiled-engine.ts';
import { openEnforcement } from '../../../gateway/flow/enforcement.ts';
import { openQueryFlow } from '../../../gateway/flow/query.ts';
import type { Principal } from '../../../gateway/principal/principal.ts';
import { supergraphOf } from '../../../gateway/supergraph/supergraph.ts';
import { callerWith, gatewayKey } from '../../engine/engine-room.ts';
import { startSubgraph, type TinySubgraph } from '../../gateway/tiny-subgraph.ts';
import { bookOfTexts } from '../../policy/written.ts';
import { head } from '../../supergraph/composed-sdl.ts';

/** SDL without its head, and resolvers, of each subgraph by its name; texts of policies by their ids. */
export interface FlowPlan {
  readonly subgraphs: Readonly<
    Record<string, { readonly sdl: string; readonly resolvers: Parameters<typeof startSubgraph>[2] }>
  >;
  readonly policies: Readonly<Record<string, string>>;
}

/** What came of a question: all that its caller can see, and all that each agency was sent. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly answer: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
    readonly extensions?: {
      readonly withheld?: {
        readonly count: number;
        readonly items: readonly { readonly coordinate: string; readonly mode: string }[];
      };
      readonly marking?: { readonly tlp: string };
    };
  };
  readonly received: Readonly<
    Record<string, readonly { readonly query: string; readonly variables: object }[]>
  >;
  readonly logged: readonly Disclosure[];
}

/** The whole way of a query with rights enforced, over subgraphs that guard nothing themselves. */
export interface FlowRoom {
  readonly subgraphs: Readonly<Record<string, TinySubgraph>>;
  /** Whether the disclosure log can be written. */
  readonly log: { isUp: boolean };
  ask(
    query: string,
    over?: Partial<Principal>,
    variables?: Readonly<Record<string, unknown>>,
    operationName?: string,
  ): Promise<Seen>;
  close(): Promise<void>;
}

/** What every agency of a room shares. */
const shared = `
  ${head(
    ['@access', '@public', '@marked', '@withhold', '@flow', '@reveals', '@audited'].map((name) => [
      name,
      name,
    ]),
  )}
  enum Tlp { RED AMBER_STRICT AMBER GREEN CLEAR }
  enum Caveat { ORCON LES PCII PII IDSRC EXERCISE_CONTROL }
  enum CapStatus { ACTUAL EXERCISE SYSTEM TEST DRAFT }
  type Marking @shareable @public {
    tlp: Tlp! releasableTo: [String!]! originator: String! caveats: [Caveat!]! case: String
    status: CapStatus! division: String @inaccessible
  }
`;

/** A marking as an agency sends it. */
export const marked = (tlp: string, over: Readonly<Record<string, unknown>> = {}) => ({
  tlp,
  releasableTo: [],
  originator: 'notes',
  caveats: [],
  case: null,
  status: 'EXERCISE',
  division: null,
  ...over,
});

/** Serves the subgraphs and opens the flow over them. */
export async function openFlowRoom({ subgraphs, policies }: FlowPlan): Promise<FlowRoom> {
  const started = await Promise.all(
    Object.entries(subgraphs).map(([name, { sdl, resolvers }]) =>
      startSubgraph(name, shared + sdl, resolvers),
    ),
  );
  const { supergraphSdl, errors } = composeServices(
    started.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })),
  );
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  const engine: CompiledEngine = openCompiledEngine({ gatewayKey, areRulesEnforced: true });
  const on = await engine.load(supergraphOf(supergraphSdl, started, bookOfTexts(policies)));
  const logged: Disclosure[] = [];
  const log = { isUp: true };
  const flow = openQueryFlow({ verify: () => Promise.reject(new Error('no tokens here')) } as never, engine, {
    kind: 'enforced',
    enforcement: openEnforcement(memoryLog(log, logged), () => undefined),
  });
  return {
    subgraphs: Object.fromEntries(started.map((subgraph) => [subgraph.name, subgraph])),
    log,
    async ask(query, over = {}, variables = {}, operationName) {
      for (const { received } of started) received.length = 0;
      logged.length = 0;
      const answer = await flow.answerAsJson?.({
        principal: callerWith(over),
        on,
        traceId: 'trace',
        query,
        variables,
        operationName,
      });
      if (!answer) throw new Error('the engine writes no JSON');
      const refused = 'kind' in answer;
      const text = refused ? JSON.stringify({ errors: answer.errors }) : answer.body;
      return {
        status: refused ? answer.status : 200,
        text,
        answer: JSON.parse(text) as Seen['answer'],
        received: Object.fromEntries(
          started.map(({ name, received }) => [name, received.map(({ body }) => body)]),
        ),
        logged: [...logged],
      };
    },
    async close() {
      await engine.stop();
      await Promise.all(started.map((subgraph) => subgraph.close()));
    },
  };
}

function memoryLog(state: { isUp: boolean }, logged: Disclosure[]): DisclosureLog {
  return {
    append(request) {
      if (!state.isUp) return Promise.reject(new WatchfloorError('AUDIT_UNAVAILABLE'));
      logged.push(...request);
      return Promise.resolve();
    },
    available: () => state.isUp,
    find: () => Promise.resolve([]),
    head: () => Promise.reject(new Error('no heads here')),
    entityDigest: (type, key) => `${type}:${JSON.stringify(key)}`,
    close: () => Promise.resolve(),
  };
}
