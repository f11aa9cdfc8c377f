import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type RunningGateway } from '../../gateway/http/server.ts';
import { openDemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';
import { supergraphOf, type Supergraph } from '../../gateway/supergraph/supergraph.ts';
import type { FederationCase } from '../federation/federation-case.ts';
import { composeSubgraphs, gatewayKey, readCases, type CaseFolder } from '../federation/harness.ts';
import { openSubgraphServer, type SubgraphServer } from '../federation/subgraph-server.ts';
import { openBothRoutes, type BothRoutes } from './both-routes.ts';

interface Served {
  readonly name: string;
  readonly sdl: string;
  readonly sdls: CaseFolder['sdls'];
  readonly content: FederationCase;
}

/** Every case of the federation suite that is served. */
const cases: readonly Served[] = (await readCases()).flatMap(({ name, sdls, content }) => {
  if (!('operations' in content)) return [];
  const composed = composeSubgraphs(sdls);
  return 'sdl' in composed ? [{ name, sdl: composed.sdl, sdls, content }] : [];
});

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-lean-'));
const headers = { accept: 'application/graphql-response+json' };
let server: SubgraphServer;
let gateway: RunningGateway;
let routes: BothRoutes;
let announce: (next: Supergraph) => void | Promise<void> = () => undefined;
let current: Supergraph;
let asked = 0;

/** The case with data of its own, as nobody has changed it. */
function supergraphFor({ sdl, sdls, content }: Served): Supergraph {
  const data = content.subgraphs();
  const endpoints = [...sdls].map(([name, text]) => {
    const held = data[name];
    if (!held) throw new Error(`subgraph \`${name}\` has no data`);
    return { name, url: server.serve({ name, sdl: text, data: held }) };
  });
  return supergraphOf(sdl, endpoints);
}

async function serve(next: Served): Promise<void> {
  current = supergraphFor(next);
  await announce(current);
}

beforeAll(async () => {
  server = await openSubgraphServer();
  const [first] = cases;
  if (!first) throw new Error('there are no cases');
  current = supergraphFor(first);
  const issuer = await openDemoIssuer(dataDir);
  gateway = await openGateway({
    source: {
      current: () => current,
      subscribe(listener) {
        announce = listener;
        return () => undefined;
      },
    },
    verifier: await openDemoVerifier(issuer),
    access: { kind: 'unenforced' },
    gatewayKey,
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    subgraphTimeoutMs: 2000,
  });
  routes = openBothRoutes(gateway.url, `Bearer ${await issuer.sign('watch-officer', 600)}`);
  await routes.send({ headers, body: { query: '{ __typename }' } });
});
afterAll(async () => {
  await routes.close();
  await gateway.close();
  await server.close();
  rmSync(dataDir, { recursive: true });
});

describe.each(cases)('$name', (served) => {
  const { operations } = served.content;
  beforeAll(() => serve(served));

  test.each(operations.map((operation) => ({ operation, title: operation.query.replaceAll(/\s+/g, ' ') })))(
    '$title',
    async ({ operation }) => {
      const { query } = operation;
      const { operationName, variables } = 'refused' in operation ? {} : operation;
      // What a mutation leaves behind must not meet the next one.
      const fresh = query.includes('mutation') ? (): Promise<void> => serve(served) : undefined;
      const { lean } = await routes.same({ headers, body: { query, operationName, variables } }, fresh);
      // A body that would replace a prototype is no body for either.
      const poisoned = Object.hasOwn(variables ?? {}, '__proto__');
      expect(lean).toBe(!poisoned);
      asked += 1;
    },
  );
});

test('every operation of the suite went both ways', () => {
  expect(asked).toBe(cases.flatMap(({ content }) => content.operations).length);
  expect(asked).toBeGreaterThan(150);
});
