import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CompositionFailure, type Registry } from '../../../gateway/registry/registry.ts';
import { openRegistryStore, readRegistryStore } from '../../../gateway/registry/registry-store.ts';
import { subgraphAddress } from '../../../gateway/registry/subgraph-address.ts';
import { openTestRegistry, schemaWith } from './registry-room.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-registry-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const publication = { name: 'elections', publisher: 'someone', url: 'http://127.0.0.1:5001/graphql' };

function schema(count: number): typeof publication & { content: { kind: 'schema'; sdl: string } } {
  return { ...publication, content: { kind: 'schema', sdl: schemaWith(count) } };
}

test('what was published is in use after a restart, with its address', async () => {
  const first = await openTestRegistry(dataDir);
  expect((await first.publish(schema(2))).kind).toBe('published');
  const before = first.current();
  await first.close();
  const second = await openTestRegistry(dataDir);
  expect(second.current()).toEqual(before);
  expect(second.current().subgraphs).toEqual([{ name: 'elections', url: 'http://127.0.0.1:5001/graphql' }]);
  await second.close();
});

test('an address whose host the operator no longer allows is neither called nor published again', async () => {
  const first = await openTestRegistry(dataDir);
  await first.publish({ ...schema(2), url: 'https://agency.example/graphql' });
  expect(first.current().subgraphs).toEqual([{ name: 'elections', url: 'https://agency.example/graphql' }]);
  await first.close();
  const second = await openTestRegistry(dataDir, [], 1, []);
  expect(second.current().subgraphs).toEqual([]);
  const again = { kind: 'revision', revision: 1 } as const;
  expect(await second.publish({ name: 'elections', publisher: 'someone', content: again })).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('`agency.example` is not allowed'),
  });
  await second.close();
});

function policy(name: string): string {
  return `@id("elections.${name}")\npermit (principal, action == Action::"display", resource)\nwhen { principal.exercise };`;
}

function withPolicy(count: number, text?: string): Parameters<Registry['publish']>[0] {
  const content = { kind: 'schema', sdl: schemaWith(count) } as const;
  return { ...publication, content: text === undefined ? content : { ...content, policy: text } };
}

const idsIn = (registry: Registry): readonly string[] =>
  registry.current().policies.policies.map(({ id }) => id);

test('schema and policies are published, announced and kept as one', async () => {
  const first = await openTestRegistry(dataDir);
  const heard: string[] = [];
  first.subscribe((next) => void heard.push(next.policies.policies.map(({ id }) => id).join()));
  const published = await first.publish(withPolicy(2, policy('one')));
  expect(published.kind).toBe('published');
  expect(heard).toEqual(['elections.one']);
  const before = first.current();
  await first.close();
  const second = await openTestRegistry(dataDir);
  expect(second.current()).toEqual(before);
  expect(second.versions('elections').map((each) => each.policy)).toEqual([policy('one')]);
  await second.close();
});

test('another policy alone is another revision and another hash; publishing an earlier one again brings its policy', async () => {
  const registry = await openTestRegistry(dataDir);
  await registry.publish(withPolicy(2, policy('one')));
  const { hash, sdl } = registry.current();
  expect(await registry.publish(withPolicy(2, policy('two')))).toMatchObject({ kind: 'published' });
  expect(registry.current().sdl).toBe(sdl);
  expect(registry.current().hash).not.toBe(hash);
  expect(await registry.publish(withPolicy(2, policy('two')))).toMatchObject({ kind: 'unchanged' });
  await registry.publish({ ...publication, content: { kind: 'revision', revision: 1 } });
  expect(idsIn(registry)).toEqual(['elections.one']);
  expect(registry.current().hash).toBe(hash);
  await registry.close();
});

test('a schema without policies takes the earlier ones out of use', async () => {
  const registry = await openTestRegistry(dataDir);
  await registry.publish(withPolicy(2, policy('one')));
  await registry.publish(withPolicy(2));
  expect(idsIn(registry)).toEqual([]);
  await registry.close();
});

test('a policy problem is told like one of the schema, with its place, and stores nothing', async () => {
  const registry = await openTestRegistry(dataDir);
  const before = registry.current();
  for (const [text, code] of [
    ['permit principal;', 'WF-P001'],
    [policy('one').replace('elections.one', 'cyber.one'), 'WF-P002'],
    [policy('one').replace('display', 'displai'), 'WF-P003'],
    [policy('one').replace('exercise', 'exercice'), 'WF-P005'],
  ] as const) {
    expect(await registry.publish(withPolicy(2, text))).toMatchObject({
      kind: 'failed',
      problems: [{ code, subgraph: 'elections', place: { file: 'elections/policy.cedar' } }],
    });
  }
  expect(registry.versions()).toEqual([]);
  expect(registry.current()).toEqual(before);
  await registry.close();
});

test('a registry from before there were policies is carried on, and what was published without them permits nothing', async () => {
  const first = await openTestRegistry(dataDir);
  await first.publish(schema(2));
  await first.close();
  const database = new DatabaseSync(join(dataDir, 'registry.sqlite'));
  // As the program before wrote it.
  database.exec(`alter table version drop column policy; alter table supergraph drop column policies;
    pragma user_version = 1`);
  database.close();
  const reading = readRegistryStore(dataDir);
  expect(reading?.newest()).toMatchObject([{ name: 'elections', policy: null }]);
  expect(reading?.supergraph()?.policies.policies).toEqual([]);
  reading?.close();
  const second = await openTestRegistry(dataDir);
  expect(second.versions('elections')).toMatchObject([{ revision: 1, policy: null }]);
  expect((await second.publish(withPolicy(2, policy('one')))).kind).toBe('published');
  expect(idsIn(second)).toEqual(['elections.one']);
  await second.close();
});

test('a supergraph that the gateway cannot use never becomes a version', async () => {
  const registry = await openTestRegistry(dataDir);
  const seen: string[] = [];
  registry.subscribe((next) => {
    seen.push(next.hash);
    return seen.length === 1 ? Promise.reject(new Error('cannot be planned')) : Promise.resolve();
  });
  const before = registry.current();
  expect(await registry.publish(schema(2))).toMatchObject({ kind: 'refused' });
  expect(registry.versions()).toEqual([]);
  expect(registry.current()).toEqual(before);
  expect(seen.at(-1)).toBe(before.hash);
  await registry.close();
});

test('a folder that no longer composes with what is published leaves the last good supergraph in use', async () => {
  const first = await openTestRegistry(dataDir);
  await first.publish({ ...schema(2), name: 'harbor' }).then(({ kind }) => expect(kind).toBe('failed'));
  const harbor = { ...publication, name: 'harbor' };
  const sdl = 'type Query { "Ships." ships: Int }';
  expect((await first.publish({ ...harbor, content: { kind: 'schema', sdl } })).kind).toBe('published');
  const { hash } = first.current();
  await first.close();
  const warnings: string[] = [];
  const second = await openTestRegistry(dataDir, warnings, 0);
  expect(second.current().hash).toBe(hash);
  expect(warnings).toHaveLength(1);
  await second.close();
});

test('folders that do not compose refuse to start when nothing was published', async () => {
  await expect(openTestRegistry(dataDir, [], 0)).rejects.toThrow(CompositionFailure);
});

test('moving a subgraph keeps the supergraph and tells the listeners', async () => {
  const registry = await openTestRegistry(dataDir);
  const heard: string[] = [];
  const end = registry.subscribe((next) => void heard.push(...next.subgraphs.map(({ url }) => url)));
  const { hash } = registry.current();
  await registry.place('elections', 'http://127.0.0.1:1/graphql');
  await registry.place('elections', 'http://127.0.0.1:1/graphql');
  end();
  await registry.place('elections', 'http://127.0.0.1:2/graphql');
  expect(heard).toEqual(['http://127.0.0.1:1/graphql']);
  expect(registry.current()).toMatchObject({ hash, subgraphs: [{ url: 'http://127.0.0.1:2/graphql' }] });
  await registry.close();
});

test('a version is never changed or deleted, not even by hand', async () => {
  const registry = await openTestRegistry(dataDir);
  await registry.publish(schema(2));
  await registry.close();
  const database = new DatabaseSync(join(dataDir, 'registry.sqlite'));
  expect(() => database.exec("update version set sdl = 'other'")).toThrow(/never changed/);
  expect(() => database.exec('delete from version')).toThrow(/never deleted/);
  expect(() => database.exec('delete from supergraph')).toThrow(/never deleted/);
  database.close();
});

test('a registry of a newer program is refused and not touched', () => {
  openRegistryStore(dataDir).close();
  const database = new DatabaseSync(join(dataDir, 'registry.sqlite'));
  database.exec('pragma user_version = 99');
  database.close();
  expect(() => openRegistryStore(dataDir)).toThrow(/newer watchfloor/);
});

test('reading a data directory that never had a registry finds none and makes none', () => {
  expect(readRegistryStore(dataDir)).toBeUndefined();
  expect(readRegistryStore(join(dataDir, 'nowhere'))).toBeUndefined();
});

test('every version that was acknowledged is there after kill -9', async () => {
  const script = new URL('./append-forever.ts', import.meta.url).pathname;
  let acknowledged = 0;
  for (const minimum of [5, 9, 3]) {
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    let seen = 0;
    lines.on('line', (line) => {
      acknowledged = Number(line);
      seen += 1;
      if (seen === minimum) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const store = openRegistryStore(dataDir);
    const revisions = store.versions('elections').map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => index + 1));
    expect(revisions.length).toBeGreaterThanOrEqual(acknowledged);
    expect(store.supergraph()?.revisions).toEqual({ elections: revisions.length });
    store.close();
  }
});

test.each([
  ['http://127.0.0.1:4001/graphql', 'http://127.0.0.1:4001/graphql'],
  ['http://127.9.9.9/graphql', 'http://127.9.9.9/graphql'],
  ['http://localhost:4001/graphql', 'http://localhost:4001/graphql'],
  ['http://[::1]:4001/graphql', 'http://[::1]:4001/graphql'],
  ['https://agency.example/graphql', 'https://agency.example/graphql'],
  ['https://agency.example:8443/graphql', 'https://agency.example:8443/graphql'],
  ['http://0x7f.1/graphql', 'http://127.0.0.1/graphql'],
  ['https://agency.example.evil.example/graphql', undefined],
  ['https://agency.example@evil.example/graphql', undefined],
  ['http://127.0.0.1.evil.example/graphql', undefined],
  ['http://2130706434.example/', undefined],
  ['gopher://127.0.0.1/', undefined],
  ['not an address', undefined],
])('the address %s is accepted as %s', (text, url) => {
  const answer = subgraphAddress(text, ['agency.example']);
  expect('url' in answer ? answer.url : undefined).toBe(url);
});
