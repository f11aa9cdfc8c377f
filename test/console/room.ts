import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { openDisclosureLog } from '../../gateway/audit/open-disclosure-log.ts';
import { compose } from '../../gateway/compose/compose.ts';
import type { SdlDocument, SubgraphSdl } from '../../gateway/compose/subgraph-sdl.ts';
import { openGateway } from '../../gateway/http/server.ts';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';

/** A gateway with two small agencies behind it, all of them real and on loopback. */
export interface Room {
  readonly url: string;
  /** Agencies in here hang up on whoever asks. */
  readonly silent: Set<string>;
  /** A token of a persona, for a gateway whose demo is off. */
  token(persona: string): Promise<string>;
  close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');
const marking = {
  tlp: 'AMBER',
  releasableTo: [],
  originator: 'cyber',
  caveats: [],
  case: null,
  status: 'EXERCISE',
  division: null,
};
const resolvers: Readonly<Record<string, object>> = {
  coordination: {
    Query: {
      agencies: (_: unknown, { first }: { first: number }) =>
        ['coordination', 'cyber'].slice(0, first).map((id) => ({ id, name: `Agency ${id}` })),
    },
  },
  cyber: {
    Agency: { desk: () => 'room 1' },
    Query: {
      alerts: () =>
        [1, 2].map((id) => ({ id, text: `Alert ${id}`, source: 'a source that is protected', marking })),
    },
  },
};

/**
 * Opens a room whose gateway serves the playground in `consoleFolder`, with demo identities unless told otherwise;
 * rights are enforced where it is said.
 */
export async function openRoom(consoleFolder: string, { demo = true, enforced = false } = {}): Promise<Room> {
  const silent = new Set<string>();
  const dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-room-'));
  const shared = await documentOf('schema/shared.graphql');
  const agencies = await Promise.all(Object.keys(resolvers).map((name) => openAgency(name, shared, silent)));
  const viewer = { name: 'watchfloor', shared, own: await documentOf('gateway/viewer/schema.graphql') };
  const composition = compose([...agencies.map(({ sdl }) => sdl), viewer]);
  if (composition.kind === 'failed')
    throw new Error(composition.problems.map(({ message }) => message).join('\n'));
  const supergraph = supergraphOf(
    composition.supergraph.sdl,
    agencies.map(({ sdl, url }) => ({ name: sdl.name, url })),
    composition.supergraph.policies,
  );
  const log = enforced ? await openDisclosureLog({ dataDir }) : undefined;
  const issuer = await openDemoIssuer(dataDir);
  const gateway = await openGateway({
    source: { current: () => supergraph, subscribe: () => () => undefined },
    verifier: await openDemoVerifier(issuer),
    access: log ? { kind: 'enforced', log } : { kind: 'unenforced' },
    gatewayKey: randomBytes(32).toString('hex'),
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    consoleFolder,
    ...(demo ? { demo: issuer } : {}),
  });
  return {
    url: gateway.url,
    silent,
    token: (persona) => issuer.sign(persona, 600),
    async close() {
      await gateway.close();
      await log?.close();
      for (const { server } of agencies) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface Agency {
  readonly sdl: SubgraphSdl;
  readonly url: string;
  readonly server: Server;
}

async function openAgency(name: string, shared: SdlDocument, silent: ReadonlySet<string>): Promise<Agency> {
  const own = await documentOf(`test/console/agencies/${name}.graphql`);
  const policyFile = `test/console/agencies/${name}.cedar`;
  const policy = existsSync(join(root, policyFile)) ? await documentOf(policyFile) : undefined;
  const schema = buildSubgraphSchema({
    typeDefs: parse(`${shared.text}\n${own.text}`),
    resolvers: resolvers[name] as Parameters<typeof buildSubgraphSchema>[0] extends { resolvers?: infer R }
      ? R
      : never,
  });
  const server = createServer((request, response) => {
    if (silent.has(name)) return void request.socket.destroy();
    answer(schema, request).then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return { sdl: { name, shared, own, ...(policy ? { policy } : {}) }, url, server };
}

async function answer(schema: GraphQLSchema, request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const { query, variables, operationName } = JSON.parse(text) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  return JSON.stringify(
    await graphql({
      schema,
      source: query,
      variableValues: variables ?? {},
      operationName: operationName ?? null,
    }),
  );
}

async function documentOf(file: string): Promise<SdlDocument> {
  return { file, text: await readFile(join(root, file), 'utf8') };
}
