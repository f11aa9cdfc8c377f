import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { concatAST, parse } from 'graphql';
import { openGateway, type GatewayOptions, type RunningGateway } from '../../gateway/http/server.ts';
import { openDemoIssuer, type DemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';
import { supergraphOf, type Supergraph, type SupergraphSource } from '../../gateway/supergraph/supergraph.ts';
import { startSubgraph, type TinySubgraph } from './tiny-subgraph.ts';

export const gatewayKey = 'a-gateway-key-for-tests-0123456789abcdef';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])\n';

const electionsSdl = `${link}
  type Query {
    jurisdictions: [Jurisdiction!]!
    jurisdiction(fips: ID!): Jurisdiction
    echo(text: String, kind: Kind): String
  }
  type Mutation { open(fips: ID!): Jurisdiction }
  enum Kind { COUNTY STATE }
  type Jurisdiction @key(fields: "fips") { fips: ID! name: String voters: Int }
`;

export const cyberSdl = `${link}
  type Query { incidents: [Incident!] }
  type Incident @key(fields: "id") { id: ID! title: String severity: Severity victim: Jurisdiction }
  enum Severity { LOW HIGH }
  type Jurisdiction @key(fields: "fips") { fips: ID! incidents: [Incident!] riskScore: Int level: Int! }
`;

const names: Readonly<Record<string, string>> = { '13121': 'Fulton', '13089': 'DeKalb' };
const incident = { id: 'i1', title: 'Phishing wave', severity: 'HIGH', victim: { fips: '13121' } };

/** Composes subgraphs (and the gateway's own, `watchfloor`) to a supergraph. */
export async function composed(
  subgraphs: readonly Pick<TinySubgraph, 'name' | 'sdl' | 'url'>[],
): Promise<Supergraph> {
  const root = new URL('../../', import.meta.url);
  const shared = parse(await readFile(new URL('schema/shared.graphql', root), 'utf8'));
  const viewer = parse(await readFile(new URL('gateway/viewer/schema.graphql', root), 'utf8'));
  const { supergraphSdl, errors } = composeServices([
    ...subgraphs.map(({ name, sdl }) => ({
      name,
      typeDefs: parse(sdl),
      url: `http://${name}.invalid/graphql`,
    })),
    { name: 'watchfloor', typeDefs: concatAST([shared, viewer]), url: 'http://watchfloor.invalid/graphql' },
  ]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphOf(
    supergraphSdl,
    subgraphs.map(({ name, url }) => ({ name, url })),
  );
}

/** A gateway with two real agencies behind it. */
export interface TinyRoom {
  readonly gateway: RunningGateway;
  readonly elections: TinySubgraph;
  readonly cyber: TinySubgraph;
  readonly issuer: DemoIssuer;
  readonly url: string;
  announce(next: Supergraph): Promise<void>;
  token(persona?: string): Promise<string>;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** What a caller got: the parsed body and, for searching it whole, its text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Record<string, unknown>;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly traceId: string; readonly agency?: string };
}

export async function openRoom(
  options: Partial<GatewayOptions> = {},
  { demo = true }: { readonly demo?: boolean } = {},
): Promise<TinyRoom> {
  const elections = await startSubgraph('elections', electionsSdl, {
    Query: {
      jurisdictions: () => ['13121', '13089'].map((fips) => ({ fips })),
      jurisdiction: (_: unknown, { fips }: { fips: string }) => (names[fips] ? { fips } : null),
      echo: (_: unknown, { text, kind }: { text?: string; kind?: string }) => text ?? kind ?? null,
    },
    Mutation: { open: (_: unknown, { fips }: { fips: string }) => ({ fips }) },
    Jurisdiction: {
      __resolveReference: ({ fips }: { fips: string }) => (names[fips] ? { fips } : null),
      name: ({ fips }: { fips: string }) => names[fips],
      voters: () => 1000,
    },
  });
  const cyber = await startSubgraph('cyber', cyberSdl, {
    Query: { incidents: () => [incident] },
    Incident: { __resolveReference: () => incident },
    Jurisdiction: {
      __resolveReference: ({ fips }: { fips: string }) => ({ fips }),
      incidents: ({ fips }: { fips: string }) => (fips === '13121' ? [incident] : []),
      riskScore: () => 7,
      level: () => 1,
    },
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-'));
  const issuer = await openDemoIssuer(dataDir);
  let current = await composed([elections, cyber]);
  const listeners = new Set<(next: Supergraph) => void | Promise<void>>();
  const source: SupergraphSource = {
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const end = async (): Promise<void> => {
    await Promise.all([elections.close(), cyber.close()]);
    await rm(dataDir, { recursive: true });
  };
  const gateway = await openGateway({
    source,
    verifier: await openDemoVerifier(issuer),
    access: { kind: 'unenforced' },
    gatewayKey,
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    ...(demo ? { demo: issuer } : {}),
    subgraphTimeoutMs: 1000,
    ...options,
  }).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const token = (persona = 'watch-officer'): Promise<string> => issuer.sign(persona, 600);
  return {
    gateway,
    elections,
    cyber,
    issuer,
    url: gateway.url,
    token,
    async announce(next) {
      current = next;
      for (const listener of listeners) await listener(next);
    },
    ask: async (query, variables, headers) =>
      ask(gateway.url, { query, variables }, { authorization: `Bearer ${await token()}`, ...headers }),
    async close() {
      await gateway.close();
      await end();
    },
  };
}

/** Posts `body` to a gateway's `/graphql` as a client that prefers the GraphQL media type. */
export async function ask(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body: object = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, ...body };
}
