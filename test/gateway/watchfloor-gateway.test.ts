import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchfloorGateway } from '../../gateway/http/watchfloor-gateway.ts';
import { openDemoIssuer, type DemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { openDemoVerifier } from '../../gateway/identity/token-verifier.ts';
import { frozenCopy } from '../../gateway/principal/principal.ts';
import type { Supergraph } from '../../gateway/supergraph/supergraph.ts';
import { composed, gatewayKey } from './tiny-room.ts';
import { startSubgraph, type TinySubgraph } from './tiny-subgraph.ts';

const sdl = (fields: string): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { jurisdiction(fips: ID!): Jurisdiction }
  type Jurisdiction @key(fields: "fips") { ${fields} }
`;
const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-gateway-'));
let elections: TinySubgraph;
let issuer: DemoIssuer;
let server: ApolloServer;
let url: string;
let current: Supergraph;
let announce: (next: Supergraph) => void | Promise<void> = () => undefined;
/** Put into the context value in the place of the caller. */
let instead: (() => object) | undefined;

beforeAll(async () => {
  elections = await startSubgraph('elections', sdl('fips: ID! name: String'), {
    Query: { jurisdiction: (_: unknown, { fips }: { fips: string }) => ({ fips, name: 'Fulton' }) },
  });
  current = await composed([elections]);
  issuer = await openDemoIssuer(dataDir);
  const gateway = watchfloorGateway({
    source: {
      current: () => current,
      subscribe(listener) {
        announce = listener;
        return () => (announce = () => undefined);
      },
    },
    verifier: await openDemoVerifier(issuer),
    access: { kind: 'unenforced' },
    gatewayKey,
  });
  server = new ApolloServer({ gateway });
  ({ url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) =>
      instead?.() ?? { principal: await gateway.principalOf(req.headers.authorization) },
  }));
});
afterAll(async () => {
  await server.stop();
  await elections.close();
  rmSync(dataDir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, authorization?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
const signed = async (): Promise<string> => `Bearer ${await issuer.sign('watch-officer', 60)}`;
const question = '{ jurisdiction(fips: "13121") { name } viewer { agency } }';

test('a plain Apollo Server answers by it, for the caller of the token', async () => {
  expect(await ask(question, await signed())).toEqual({
    status: 200,
    data: { jurisdiction: { name: 'Fulton' }, viewer: { agency: 'coordination' } },
  });
});

test.each<[string, string | undefined]>([
  ['no token', undefined],
  ['a token that is none', 'Bearer x.y.z'],
  ['another scheme', 'Basic YTpi'],
])('%s is refused and nothing is asked', async (_, authorization) => {
  const before = elections.received.length;
  const answer = await ask(question, authorization);
  expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(answer.data).toBeUndefined();
  expect(elections.received.length).toBe(before);
});

const made = { id: 'me', name: 'me', agency: 'cyber', roles: ['AUDITOR'], exercise: true, demo: false };
test.each<[string, () => object]>([
  ['no principal', () => ({})],
  ['a principal made by hand', () => ({ principal: frozenCopy(made) })],
  ['a principal that is a text', () => ({ principal: 'watch-officer' })],
])('a context value with %s is refused and nothing is asked', async (_, context) => {
  const before = elections.received.length;
  instead = context;
  try {
    const answer = await ask(question, await signed());
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(answer.data ?? null).toBeNull();
  } finally {
    instead = undefined;
  }
  expect(elections.received.length).toBe(before);
});

test('what the operation does not fit is refused with our limits', async () => {
  const fields = Array.from({ length: 51 }, (_, index) => `a${index}: __typename`).join(' ');
  expect(await ask(`{ ${fields} }`, await signed())).toMatchObject({
    errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }],
  });
});

test('the next supergraph is taken into use', async () => {
  expect(await ask('{ jurisdiction(fips: "1") { voters } }', await signed())).toMatchObject({ status: 400 });
  current = await composed([{ ...elections, sdl: sdl('fips: ID! name: String voters: Int') }]);
  await announce(current);
  expect((await ask('{ jurisdiction(fips: "1") { fips voters } }', await signed())).status).toBe(200);
});
