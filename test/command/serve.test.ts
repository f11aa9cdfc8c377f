import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineNames } from '../../gateway/execute/engine.ts';
import { openGateway } from '../../gateway/http/server.ts';
import type { DemoIssuer } from '../../gateway/identity/demo-issuer.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { openOutsideGraph, outsideSupergraph, type OutsideGraph } from './outside-graph.ts';
import { run, startCommand, type RunningCommand } from './run-command.ts';

let graph: OutsideGraph;

beforeAll(async () => {
  graph = await openOutsideGraph();
});
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await graph.close();
});

// A test that fails ends before it ends what it started.
const started: RunningCommand[] = [];

async function serving(...flags: readonly string[]): Promise<{ command: RunningCommand; url: string }> {
  const always = ['serve', '--supergraph', graph.file, '--access', 'open', '--port', '0'];
  const command = startCommand([...always, ...flags]);
  started.push(command);
  const [, url = ''] = await command.says(/^Watchfloor serves .* at (http:\S+)\/graphql, open to everybody/m);
  return { command, url };
}

async function ask(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
  variables: object = {},
): Promise<{ data?: unknown; errors?: { extensions: { code: string; agency?: string } }[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof ask>>;
}

const authorization = '{ header(name: "authorization") }';

describe.each(engineNames)('serve by engine %s', (engine) => {
  // The stock engine hands no header on and is refused where one is to be.
  let command: RunningCommand;
  let url: string;

  beforeAll(async () => {
    ({ command, url } = await serving('--engine', engine, '--forward-header', 'X-Tenant'));
  });
  afterAll(async () => {
    command.child.kill('SIGKILL');
    await command.ended;
  });

  test('anybody is answered without a token', async () => {
    expect(await ask(url, '{ me { id name } }')).toEqual({ data: { me: { id: '1', name: 'Ada' } } });
  });

  test('a subgraph without an address is told at the start and costs its own fields', async () => {
    expect(command.output()).toContain(
      'subgraph `orders` is unavailable: it has no address, name one with `--subgraph orders=<url>`',
    );
    expect(command.output()).toContain('serves 1 of 2 subgraphs');
    const { data, errors } = await ask(url, '{ me { name } orders }');
    expect(data).toEqual({ me: { name: 'Ada' }, orders: null });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.agency])).toEqual([
      ['SUBGRAPH_UNAVAILABLE', 'orders'],
    ]);
  });

  test('no subgraph is shown a key, and of the caller’s headers only what was named', async () => {
    const headers = { authorization: 'Bearer caller', 'x-tenant': 'acme', 'x-other': 'not named' };
    expect(
      await ask(
        url,
        '{ authorization: header(name: "authorization") tenant: header(name: "x-tenant") other: header(name: "x-other") }',
        headers,
      ),
    ).toEqual({ data: { authorization: null, tenant: 'acme', other: null } });
  });

  test('callers who ask the same at the same time each get what their own headers give', async () => {
    const tenants = Array.from({ length: 20 }, (_, index) => `tenant-${index}`);
    const answers = await Promise.all(
      tenants.map((tenant) => ask(url, '{ header(name: "x-tenant") }', { 'x-tenant': tenant })),
    );
    expect(answers).toEqual(tenants.map((tenant) => ({ data: { header: tenant } })));
  });

  test('a scalar that is called like one of the community’s means what its own graph says', async () => {
    const date = { in: ['the', 'spring'] };
    expect(await ask(url, 'query ($date: Date) { echo(date: $date) }', {}, { date })).toEqual({
      data: { echo: date },
    });
    expect(await ask(url, '{ echo(date: "no date at all") }')).toEqual({ data: { echo: 'no date at all' } });
  });

  test('there is no playground and no sign-in', async () => {
    for (const path of ['/playground/', '/', '/dev/login'])
      expect((await fetch(url + path)).status).toBe(404);
  });

  test('SIGTERM ends it with code 0', async () => {
    command.child.kill('SIGTERM');
    expect((await command.ended).code).toBe(0);
  });
});

test('a caller’s own authorization is forwarded when it is named; addresses, playground and SIGINT', async () => {
  const { command, url } = await serving(
    '--forward-header',
    'authorization',
    '--subgraph',
    `orders=${graph.orders}`,
    '--playground',
  );
  expect(command.output()).toContain('serves 2 of 2 subgraphs');
  expect(await ask(url, '{ orders }')).toEqual({ data: { orders: [1, 2] } });
  expect(await ask(url, authorization, { authorization: 'Basic abc' })).toEqual({
    data: { header: 'Basic abc' },
  });
  expect(await ask(url, authorization)).toEqual({ data: { header: null } });
  expect((await fetch(`${url}/playground/`)).status).toBe(200);
  command.child.kill('SIGINT');
  expect((await command.ended).code).toBe(0);
}, 60_000);

test('a key of the gateway that is named is shown to each subgraph as its own', async () => {
  const key = graph.write('gateway.key', 'k'.repeat(43));
  const flags = [
    'serve',
    '--supergraph',
    graph.file,
    '--access',
    'open',
    '--port',
    '0',
    '--gateway-key',
    key,
  ];
  const refused = await run(flags);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('is readable by others')]);
  chmodSync(key, 0o600);
  const { command, url } = await serving('--gateway-key', key);
  expect(await ask(url, authorization, { authorization: 'Basic abc' })).toEqual({
    data: { header: expect.stringMatching(/^Bearer [\w-]{43}$/) },
  });
  command.child.kill('SIGTERM');
  await command.ended;
}, 60_000);

test('a port that is taken is refused and says so', async () => {
  const { port } = new URL(graph.users);
  const { code, stderr } = await run([
    'serve',
    '--supergraph',
    graph.file,
    '--access',
    'open',
    '--port',
    port,
  ]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`port ${port} is taken`)]);
});

test.each([
  ['without a key', {}, /the gateway key is missing, only open access does without/],
  [
    'that is open and has demo identities',
    { open: { forwardHeaders: [] }, demo: {} as DemoIssuer },
    /open access has no demo identities/,
  ],
])('a gateway %s does not start', async (_case, options, message) => {
  const supergraph = supergraphOf('', []);
  const opening = openGateway({
    source: { current: () => supergraph, subscribe: () => () => undefined },
    verifier: { verify: () => Promise.reject(new Error('nobody')), ready: () => true },
    access: { kind: 'unenforced' },
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    ...options,
  });
  await expect(opening).rejects.toThrow(message);
});

const open = ['--access', 'open'];
const house = 'schema/supergraph.graphql';

test.each<[string, (file: string) => readonly string[], number, RegExp]>([
  ['nothing to serve', () => open, 2, /name a file of supergraph SDL with `--supergraph`$/m],
  [
    'a file that is not there',
    () => ['--supergraph', 'nowhere.graphql', ...open],
    2,
    /no file `nowhere\.graphql`$/m,
  ],
  ['a folder', () => ['--supergraph', '.', ...open], 2, /`\.` is a folder and not a file$/m],
  [
    'what is not GraphQL',
    () => ['--supergraph', 'package.json', ...open],
    3,
    /`package\.json` is not GraphQL at \d+:\d+: /,
  ],
  [
    'what is no supergraph',
    () => ['--supergraph', 'schema/shared.graphql', ...open],
    3,
    /is no Federation 2 supergraph, it has no `enum join__Graph`/,
  ],
  [
    'access that nobody spoke of',
    (file) => ['--supergraph', file],
    2,
    /would be served without any rules: .*say `--access open` if that is meant$/m,
  ],
  [
    'access that nobody spoke of, over stated rules',
    () => ['--supergraph', house],
    2,
    /without the rules that it states/,
  ],
  [
    'enforced access without rules',
    (file) => ['--supergraph', file, '--access', 'enforced'],
    2,
    /states no rule \(`@access`/,
  ],
  ['enforced access', () => ['--supergraph', house, '--access', 'enforced'], 2, /cannot enforce rules yet/],
  [
    'another access',
    (file) => ['--supergraph', file, '--access', 'closed'],
    2,
    /`--access` is open or enforced, not `closed`/,
  ],
  ['an unknown option', (file) => ['--supergraph', file, '--acces', 'open'], 2, /unknown option '--acces'/],
  [
    'an unknown subgraph',
    (file) => ['--supergraph', file, ...open, '--subgraph', 'user=http://127.0.0.1:1/'],
    2,
    /no subgraph `user`, did you mean `users`/,
  ],
  [
    'an address that is none',
    (file) => ['--supergraph', file, ...open, '--subgraph', 'users=ftp://127.0.0.1/'],
    2,
    /is not http or https/,
  ],
  [
    'a header between two neighbours',
    (file) => ['--supergraph', file, ...open, '--forward-header', 'Content-Length'],
    2,
    /header `content-length` .* cannot be forwarded/,
  ],
  [
    'another engine',
    (file) => ['--supergraph', file, ...open, '--engine', 'steam'],
    2,
    /`--engine` is apollo or compiled, not `steam`/,
  ],
  [
    'no workers',
    (file) => ['--supergraph', file, ...open, '--workers', '0'],
    2,
    /`--workers` is `auto` or a number from 1 to 64/,
  ],
])('serve refuses %s', async (_case, flags, code, message) => {
  const ended = await run(['serve', '--port', '0', ...flags(graph.file)]);
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([code, '', expect.stringMatching(message)]);
});

test.each(['1', '2'])(
  'rules of others that nobody follows are refused, with %s workers',
  async (workers) => {
    const sdl = outsideSupergraph(
      graph.users,
      ' type Secret @authenticated { s: Int } extend type Query { s: Secret }',
    );
    const file = graph.write('authenticated.graphql', sdl);
    const flags = ['serve', '--port', '0', '--supergraph', file, ...open, '--workers', workers];
    const { code, stdout, stderr } = await run(flags);
    expect([code, stdout, stderr]).toEqual([
      3,
      '',
      expect.stringMatching(/cannot be served by engine compiled: .*authenticated/),
    ]);
  },
  60_000,
);
