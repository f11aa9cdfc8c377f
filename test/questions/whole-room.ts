import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisclosureLog } from '../../gateway/audit/open-disclosure-log.ts';
import type { EngineName } from '../../gateway/execute/engine.ts';
import type { AnswerExtensions } from '../../gateway/flow/enforcement.ts';
import { openGateway } from '../../gateway/http/server.ts';
import type { Claims } from '../../gateway/identity/claim.ts';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';
import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { parsePolicyBook } from '../../schema/policy/policy-book.ts';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { buildScenario } from '../../subgraphs/kit/scenario/build-scenario.ts';
import type { Scenario } from '../../subgraphs/kit/scenario/scenario.ts';
import { seedAgency, seedDemonstration } from '../../subgraphs/kit/scenario/seed.ts';
import { serveSubgraph } from '../../subgraphs/kit/server.ts';
import type { Store } from '../../subgraphs/kit/store.ts';

/** All agencies and the gateway on the exercise, in one process, each on a port of its own on loopback. */
export interface WholeRoom {
  readonly url: string;
  readonly scenario: Scenario;
  /**
   * Asks over HTTP as a persona; `operation` names a file of `schema/operations` or is a document. Throws where layers
   * disagree: whatever is asked, an agency has to keep back by itself what the gateway would have to drop.
   */
  ask(operation: string, options?: AskOptions): Promise<RoomAnswer>;
  /** A token of a persona, or with the whole claims of somebody else. */
  tokenOf(persona: string | Claims): Promise<string>;
  /** Ends one agency's subgraph. */
  end(agency: string): Promise<void>;
  close(): Promise<void>;
}

/** An object of an answer, as it came. */
export type Loose = Record<string, ReturnType<typeof JSON.parse>>;

export interface AskOptions {
  /** A persona's id, or the whole claims of somebody else. */
  readonly persona?: string | Claims;
  /** Those of the operation's own file without it. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RoomAnswer {
  readonly status: number;
  /** As it came; a test that reads what is not there finds `undefined`. */
  readonly data: ReturnType<typeof JSON.parse>;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  /** What the answer says beside its data: what is withheld, and its banner. */
  readonly extensions: Partial<AnswerExtensions>;
  /** The whole body, to search for what must not be there. */
  readonly text: string;
  /** SQL statements that the agencies ran for it. */
  readonly statements: number;
  /** Agencies that ran a statement for it, by name. */
  readonly asked: readonly string[];
}

const operations = new URL('../../schema/operations/', import.meta.url);

/** The agencies that an operation's own comment names, without the gateway itself. */
export function agenciesOf(operation: string): readonly string[] {
  const line = /^# Agencies: (.*)$/mu.exec(namedOperation(operation).query)?.[1] ?? '';
  return line.split(', ').filter((name) => name !== 'watchfloor');
}

/** Names of the operations in `schema/operations`. */
export function operationNames(): readonly string[] {
  return readdirSync(operations)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.replace('.graphql', ''));
}

/** The text and the variables of a named operation. */
export function namedOperation(name: string): { readonly query: string; readonly variables: object } {
  return {
    query: readFileSync(new URL(`${name}.graphql`, operations), 'utf8'),
    variables: JSON.parse(readFileSync(new URL(`${name}.variables.json`, operations), 'utf8')) as object,
  };
}

/** How a room is opened; rights are not enforced unless it is said. */
export interface RoomOptions {
  readonly scale?: number;
  readonly dataDir?: string;
  readonly engine?: EngineName;
  readonly enforced?: boolean;
  /** Another world: what the agencies hold is made from this exercise instead. */
  readonly world?: (scenario: Scenario, agency: string) => Scenario;
  /** Puts what an agency's store holds beside the exercise. */
  readonly beside?: (agency: string, store: Store) => Promise<void>;
}

/** Opens the whole room; `dataDir` keeps data loaded before, else a fresh one is made and taken away. */
export async function openWholeRoom(options: RoomOptions = {}): Promise<WholeRoom> {
  const { scale = 1 } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'watchfloor-room-'));
  const agencies = await discoverAgencies();
  await seedDemonstration({ dataDir, seed: 'watchfloor', scale, log: () => undefined, agencies });
  const usual = buildScenario({ seed: 'watchfloor', scale, importedPlaces: [] });
  const scenario = options.world?.(usual, '') ?? usual;
  const gatewayKey = randomBytes(32).toString('hex');
  const signingKey = generateKeyPairSync('ed25519').privateKey;
  const policies = parsePolicyBook(
    readFileSync(new URL('../../schema/policies.json', import.meta.url), 'utf8'),
  );
  const running = await Promise.all(
    agencies.map(async (agency) => {
      const store = await agency.openStore({ dataDir });
      if (options.world && agency.scenario) {
        const own = options.world(usual, agency.name);
        await seedAgency(store, own, agency.scenario(own));
      }
      await options.beside?.(agency.name, store);
      return {
        agency,
        store,
        served: await serveSubgraph(agency, {
          store,
          key: agencyKey(gatewayKey, agency.name),
          ...(options.enforced === true
            ? { publicKey: createPublicKey(signingKey), readBook: () => policies }
            : { acceptsKey: true }),
        }),
      };
    }),
  );
  const supergraph = supergraphOf(
    readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    running.map(({ agency, served }) => ({ name: agency.name, url: served.url })),
    policies,
  );
  const log = options.enforced === true ? await openDisclosureLog({ dataDir }) : undefined;
  const issuer = await openDemoIssuer(dataDir);
  const alarms: string[] = [];
  const alarm = (message: string): void => void alarms.push(message);
  const gateway = await openGateway({
    source: { current: () => supergraph, subscribe: () => () => undefined },
    verifier: await openDemoVerifier(issuer),
    access: log ? { kind: 'enforced', log, signingKey, alarm } : { kind: 'unenforced' },
    gatewayKey,
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    ...(options.engine ? { engine: options.engine } : {}),
  });
  const statements = (): readonly number[] => running.map(({ store }) => store.statements());
  const ranSince = (before: readonly number[]): Pick<RoomAnswer, 'statements' | 'asked'> => {
    const ran = statements().map((count, index) => count - (before[index] ?? 0));
    return {
      statements: ran.reduce((sum, count) => sum + count, 0),
      asked: running.flatMap(({ agency }, index) => (ran[index] ? [agency.name] : [])),
    };
  };
  const ended = new Set<string>();
  const end = async (name: string): Promise<void> => {
    if (ended.has(name)) return;
    ended.add(name);
    const found = running.find(({ agency }) => agency.name === name);
    if (!found) throw new Error(`no agency \`${name}\``);
    await found.served.close();
  };
  return {
    url: gateway.url,
    scenario,
    tokenOf: (persona) => issuer.sign(persona, 60),
    end,
    async ask(operation, { persona = 'watch-officer', variables, headers = {} } = {}) {
      const named = /^\w+$/u.test(operation)
        ? namedOperation(operation)
        : { query: operation, variables: {} };
      const before = statements();
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          authorization: `Bearer ${await issuer.sign(persona, 60)}`,
        },
        body: JSON.stringify({ query: named.query, variables: variables ?? named.variables }),
      });
      const text = await response.text();
      const raised = alarms.splice(0);
      if (raised.length > 0) throw new Error(`layers disagree: ${raised.join('; ')}; asked was ${operation}`);
      const body = JSON.parse(text) as Partial<Pick<RoomAnswer, 'data' | 'errors' | 'extensions'>>;
      return {
        status: response.status,
        data: body.data ?? null,
        errors: body.errors ?? [],
        extensions: body.extensions ?? {},
        text,
        ...ranSince(before),
      };
    },
    async close() {
      await gateway.close();
      await log?.close();
      await Promise.all(running.map(({ agency }) => end(agency.name)));
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
