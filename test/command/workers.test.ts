import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencySchema, makeAgencies } from './agency-folders.ts';
import { openOutsideGraph } from './outside-graph.ts';
import { run, startCommand, type RunningCommand } from './run-command.ts';
import { connectionsOf, isAlive, workersOf } from './worker-processes.ts';

/** What each of four connections is to give. */
function four(value: unknown): readonly unknown[] {
  return [value, value, value, value];
}

// Which process answers is seen in the tables of the Linux kernel.
describe.runIf(process.platform === 'linux')('two workers', () => {
  let agencies: string;
  let dataDir: string;
  let running: RunningCommand;
  let url: string;
  let token: string;

  beforeAll(async () => {
    agencies = makeAgencies('harbor', 'lighthouse');
    dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-workers-'));
    const flags = ['--port', '0', '--data-dir', dataDir, '--subgraphs', agencies, '--workers', '2'];
    running = startCommand(['start', ...flags]);
    url = (await running.says(/graph {8}(http:\S+)\/graphql/))[1] ?? '';
    token = (await run(['token', '--persona', 'watch-officer', '--data-dir', dataDir])).stdout.trim();
  }, 90_000);

  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    rmSync(agencies, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  });

  const workers = (): readonly number[] => workersOf(running.child.pid ?? 0);

  /** Runs `work` on four connections, of which each worker has some. */
  async function onEachWorker<T>(work: (client: Client) => Promise<T>): Promise<readonly T[]> {
    const clients = Array.from({ length: 4 }, () => new Client(url));
    try {
      for (const client of clients) await get(client, '/health');
      const port = Number(new URL(url).port);
      expect(workers().map((pid) => connectionsOf(pid, port) > 0)).toEqual([true, true]);
      const results: T[] = [];
      for (const client of clients) results.push(await work(client));
      return results;
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  }

  async function get(client: Client, path: string, headers: Record<string, string> = {}): Promise<unknown> {
    const { body } = await client.request({ method: 'GET', path, headers });
    return body.json();
  }

  async function ask(client: Client, query: string): Promise<unknown> {
    const { body } = await client.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return body.json();
  }

  test('are told at the start and by status', async () => {
    expect(running.output()).toMatch(/Watchfloor runs: 2 of 2 agencies, .*, 2 workers, ready in/);
    expect(workers()).toHaveLength(2);
    const { stdout } = await run(['status', '--data-dir', dataDir]);
    expect(stdout).toMatch(new RegExp(`^gateway +process ${running.child.pid} with 2 workers, ${url}$`, 'm'));
  });

  test('answer connections in turn', async () => {
    const answers = await onEachWorker((client) => ask(client, '{ harborCount lighthouseCount }'));
    expect(answers).toEqual(four({ data: { harborCount: 7, lighthouseCount: 7 } }));
  });

  test('know a session that began at any of them', async () => {
    const response = await fetch(`${url}/dev/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, connection: 'close' },
      body: JSON.stringify({ persona: 'auditor' }),
    });
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const sessions = await onEachWorker((client) =>
      get(client, '/dev/session', { cookie, 'sec-fetch-site': 'same-origin' }),
    );
    expect(sessions).toEqual(four(expect.objectContaining({ persona: 'auditor' })));
  });

  test('have a publication in use when it is acknowledged, whichever of them took it', async () => {
    const folder = join(agencies, 'lighthouse');
    for (const [index, field] of ['lamps', 'lenses'].entries()) {
      const more = `  "What it has."\n  ${field}: Int @public\n`;
      writeFileSync(join(folder, 'schema.graphql'), agencySchema('lighthouse', more));
      const published = await run(['publish', folder, '--gateway', url, '--data-dir', dataDir]);
      expect([published.code, published.stdout]).toEqual([
        0,
        expect.stringContaining(`✓ published lighthouse r${index + 1}`),
      ]);
      // The agency's process does not know the field: it is null, and no longer an error of the document.
      expect(await onEachWorker((client) => ask(client, `{ ${field} }`))).toEqual(
        four(expect.objectContaining({ data: { [field]: null } })),
      );
    }
    const lists = await onEachWorker((client) =>
      get(client, '/registry/subgraphs', { authorization: `Bearer ${token}` }),
    );
    expect(lists).toEqual(
      four(
        expect.objectContaining({
          subgraphs: [
            { name: 'harbor', revision: 0 },
            expect.objectContaining({ name: 'lighthouse', revision: 2 }),
          ],
        }),
      ),
    );
  }, 60_000);

  test('publish through each of them, and the refusals of the registry come back as they are', async () => {
    const developer = (
      await run(['token', '--persona', 'agency-developer', '--agency', 'lighthouse', '--data-dir', dataDir])
    ).stdout.trim();
    const again = await onEachWorker(async (client) => {
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: '/registry/subgraphs/lighthouse',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${developer}` },
        body: JSON.stringify({ revision: 1, baseRevision: 7 }),
      });
      return [statusCode, await body.json()];
    });
    expect(again).toEqual(
      four([409, expect.objectContaining({ error: expect.objectContaining({ code: 'CONFLICT' }) })]),
    );
  });

  test('one that is killed costs nobody who comes after it and is replaced', async () => {
    const [first = 0, second] = workers();
    process.kill(first, 'SIGKILL');
    await running.says(/^worker \d was ended by SIGKILL, replacing it in 0\.25 s$/m);
    for (let index = 0; index < 10; index += 1) {
      const client = new Client(url);
      expect(await ask(client, '{ harborCount }')).toEqual({ data: { harborCount: 7 } });
      await client.close();
    }
    await running.says(/^worker \d answers again$/m);
    expect(workers()).toEqual([second, expect.any(Number)]);
    // The new one begins with what was published, not with what the folders hold.
    expect(await onEachWorker((client) => ask(client, '{ lenses }'))).toEqual(
      four(expect.objectContaining({ data: { lenses: null } })),
    );
  }, 60_000);

  test('SIGTERM ends all of it with code 0 and leaves no process', async () => {
    const pids = [...workers(), ...running.output().matchAll(/^ {2}(?:harbor|lighthouse) +(\d+) /gm)].map(
      (each) => Number(typeof each === 'number' ? each : each[1]),
    );
    expect(pids).toHaveLength(4);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  }, 30_000);
});

test.runIf(process.platform === 'linux')(
  'workers end when the process that started them is killed',
  async () => {
    const graph = await openOutsideGraph();
    const flags = ['--access', 'open', '--port', '0', '--workers', '2'];
    const serving = startCommand(['serve', '--supergraph', graph.file, ...flags]);
    await serving.says(/^Watchfloor serves .* 2 workers/m);
    const pids = workersOf(serving.child.pid ?? 0);
    expect(pids).toHaveLength(2);
    serving.child.kill('SIGKILL');
    await serving.ended;
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    await graph.close();
  },
  60_000,
);
