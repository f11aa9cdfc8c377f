import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGateway, type RunningGateway } from '../../../gateway/http/server.ts';
import { openDemoIssuer } from '../../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../../gateway/identity/token-verifier.ts';
import { openRegistry, type Registry } from '../../../gateway/registry/registry.ts';
import { registryRoutes } from '../../../gateway/registry/routes.ts';
import { shared, subgraph } from '../compose/schemas.ts';
import { gatewayKey } from '../tiny-room.ts';
import { startSubgraph, type TinySubgraph } from '../tiny-subgraph.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

/** The most fields that the agency's process can answer; what is published decides which are in the graph. */
export const mostFields = 40;

/** The schema of `elections` with its first `count` fields. */
export function schemaWith(count: number): string {
  const fields = Array.from({ length: count }, (_, index) => `  "Number ${index}."\n  field${index}: Int\n`);
  return `type Query {\n${fields.join('')}}\n`;
}

/** A gateway with a registry, and one agency behind it. */
export interface RegistryRoom {
  readonly registry: Registry;
  readonly gateway: RunningGateway;
  readonly elections: TinySubgraph;
  readonly dataDir: string;
  token(agency?: string, scope?: string): Promise<string>;
  /** Publishes over HTTP; a string is a token. */
  publish(
    body: object | string,
    name?: string,
    token?: string | null,
  ): Promise<{ status: number; body: Body }>;
  list(token: string | null): Promise<{ status: number; body: Body }>;
  query(text: string): Promise<{ data?: Record<string, unknown>; errors?: readonly unknown[] }>;
  close(): Promise<void>;
}

export interface Body {
  readonly kind?: string;
  readonly revision?: number;
  readonly previousRevision?: number;
  readonly hash?: string;
  readonly previousHash?: string;
  readonly problems?: readonly { readonly code: string }[];
  readonly error?: { readonly code: string; readonly message: string };
  readonly subgraphs?: readonly {
    readonly name: string;
    readonly revision: number;
    readonly withdrawn?: boolean;
  }[];
}

/** Opens a registry as the gateway does; `count` fields are in the operator's folder. */
export function openTestRegistry(
  dataDir: string,
  warnings: string[] = [],
  count = 1,
  allowedHosts: readonly string[] = ['agency.example'],
): Promise<Registry> {
  return openRegistry({
    dataDir,
    base: [subgraph('elections', schemaWith(count))],
    shared: { file: 'schema/shared.graphql', text: shared },
    allowedHosts,
    reserved: ['watchfloor'],
    warn: (line) => warnings.push(line),
  });
}

export async function openRegistryRoom(): Promise<RegistryRoom> {
  const dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-registry-'));
  const resolvers = Array.from({ length: mostFields }, (_, index) => [`field${index}`, () => index]);
  const elections = await startSubgraph('elections', `${link}${schemaWith(mostFields)}`, {
    Query: Object.fromEntries(resolvers),
  });
  const registry = await openTestRegistry(dataDir);
  await registry.place('elections', elections.url);
  const issuer = await openDemoIssuer(dataDir);
  const verifier = await openDemoVerifier(issuer);
  const gateway = await openGateway({
    source: registry,
    verifier,
    gatewayKey,
    access: { kind: 'unenforced' },
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    routes: [registryRoutes(registry, (token) => verifier.verify(token))],
  });
  const token = (agency = 'elections', scope = 'registry:publish'): Promise<string> =>
    issuer.sign({ sub: `developer-of-${agency}`, name: 'D', agency, roles: [], scope, community: [] }, 600);
  const analyst = await token('elections', '');
  const send = async (
    path: string,
    bearer: string | null,
    body?: string,
  ): Promise<{ status: number; body: Body }> => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  return {
    registry,
    gateway,
    elections,
    dataDir,
    token,
    publish: async (body, name = 'elections', bearer) =>
      send(
        `/registry/subgraphs/${name}`,
        bearer === undefined ? await token() : bearer,
        typeof body === 'string' ? body : JSON.stringify(body),
      ),
    list: (bearer) => send('/registry/subgraphs', bearer),
    query: async (text) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${analyst}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: text }),
      });
      return (await response.json()) as Awaited<ReturnType<RegistryRoom['query']>>;
    },
    async close() {
      await gateway.close();
      await registry.close();
      await elections.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
