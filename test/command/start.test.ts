import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencySchema, makeAgencies, makeAgency } from './agency-folders.ts';
import { run, startCommand, type RunningCommand } from './run-command.ts';

let agencies: string;
let dataDir: string;
let running: RunningCommand;
let url: string;

beforeAll(async () => {
  agencies = makeAgencies('harbor', 'lighthouse');
  makeAgency(agencies, 'eighth');
  dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-start-'));
  running = startCommand(['start', '--port', '0', '--data-dir', dataDir, '--subgraphs', agencies]);
  url = (await running.says(/graph {8}(http:\S+)\/graphql/))[1] ?? '';
}, 60_000);

afterAll(async () => {
  running.child.kill('SIGKILL');
  await running.ended;
  rmSync(agencies, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(
  query: string,
): Promise<{ data?: Record<string, unknown>; errors?: { extensions: { code: string; agency?: string } }[] }> {
  const { stdout } = await run(['token', '--persona', 'watch-officer', '--data-dir', dataDir]);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stdout.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof ask>>;
}

function pidOf(agency: string): number {
  return Number(new RegExp(`^ {2}${agency} +(\\d+) `, 'm').exec(running.output())?.[1]);
}

test('every folder of an agency is found and answers through the gateway', async () => {
  expect(running.output()).toMatch(
    /Watchfloor runs: 3 of 3 agencies, supergraph [0-9a-f]{6}, ready in [\d.]+ s/,
  );
  const { data } = await ask('{ harborCount lighthouseCount eighthCount viewer { agency } }');
  expect(data).toEqual({
    harborCount: 7,
    lighthouseCount: 7,
    eighthCount: 7,
    viewer: { agency: 'coordination' },
  });
});

test('the greeting has personas, a curl line and how to stop', () => {
  const text = running.output();
  for (const part of ['watch-officer', 'curl -s http', 'Ctrl+C', '/playground', '/dev/login'])
    expect(text).toContain(part);
});

test('a second start on the same data directory is refused and says who runs', async () => {
  const { code, stderr } = await run([
    'start',
    '--port',
    '0',
    '--data-dir',
    dataDir,
    '--subgraphs',
    agencies,
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain(
    `already runs on \`${dataDir}\` (process ${running.child.pid}) and answers at ${url}`,
  );
});

test('a taken port is refused and says which process has it', async () => {
  const { port } = new URL(url);
  const other = join(dataDir, 'other');
  const { code, stderr } = await run(['start', '--port', port, '--data-dir', other, '--subgraphs', agencies]);
  expect(code).toBe(1);
  expect(stderr).toContain(`port ${port} is taken`);
  if (process.platform === 'linux') expect(stderr).toContain(`by process ${running.child.pid} (`);
  expect(stderr).toContain('`--port`');
});

test('an agency that is killed costs its own fields, is told in one line, and comes back', async () => {
  process.kill(pidOf('harbor'), 'SIGKILL');
  await running.says(/^harbor was ended by SIGKILL, its fields are unavailable; restarting it in 1 s$/m);
  const { data, errors } = await ask('{ harborCount lighthouseCount }');
  expect(data).toEqual({ harborCount: null, lighthouseCount: 7 });
  expect(errors?.map(({ extensions }) => [extensions.code, extensions.agency])).toEqual([
    ['SUBGRAPH_UNAVAILABLE', 'harbor'],
  ]);
  await expect
    .poll(async () => (await ask('{ harborCount }')).data, { timeout: 20_000, interval: 500 })
    .toEqual({ harborCount: 7 });
}, 40_000);

describe('publish', () => {
  const gateway = (): string[] => ['--gateway', url, '--data-dir', dataDir];
  const folder = (): string => join(agencies, 'lighthouse');

  test('signs in as the developer of the agency, says what it did and how to undo it', async () => {
    writeFileSync(
      join(folder(), 'schema.graphql'),
      agencySchema('lighthouse', '  "Lamps."\n  lamps: Int @public\n'),
    );
    const { code, stdout, stderr } = await run(['publish', folder(), ...gateway()]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('developer of `lighthouse` (demo identity)')]);
    expect(stdout).toMatch(
      /^✓ published lighthouse r1, supergraph [0-9a-f]{6} → [0-9a-f]{6}\nundo: npx watchfloor publish \S+ --revision 0/,
    );
    expect((await ask('{ lamps }')).data).toEqual({ lamps: null });
  });

  test('the same again changes nothing', async () => {
    const { code, stdout } = await run(['publish', folder(), ...gateway()]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ nothing changed: lighthouse r1/)]);
  });

  test('a base that moved exits 6', async () => {
    writeFileSync(
      join(folder(), 'schema.graphql'),
      agencySchema('lighthouse', '  "Beams."\n  beams: Int @public\n'),
    );
    const { code, stderr } = await run(['publish', folder(), '--base-revision', '0', ...gateway()]);
    expect([code, stderr]).toEqual([6, expect.stringContaining('revision 1 is the newest')]);
  });

  test('the undo that was printed undoes', async () => {
    const { code } = await run(['publish', folder(), '--revision', '0', ...gateway()]);
    expect(code).toBe(0);
    expect((await ask('{ lamps }')).errors).toHaveLength(1);
  });

  test('problems are told in the file of the agency and exit 3', async () => {
    writeFileSync(join(folder(), 'schema.graphql'), 'type Query {\n  "x" x: Nope\n}\n');
    const { code, stdout } = await run(['publish', folder(), ...gateway()]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/error\[WF-S002\] unknown type `Nope`\n {2}\S*lighthouse\/schema\.graphql:2:10\n/);
  });

  test('an address that is not allowed exits 3', async () => {
    const { code, stderr } = await run([
      'publish',
      folder(),
      '--url',
      'http://169.254.169.254/',
      ...gateway(),
    ]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('--allow-subgraph-host')]);
  });

  test.each([
    ['a token that is not accepted exits 4', { WATCHFLOOR_TOKEN: 'a.b.c' }, 4],
    ['a token of somebody else exits 5', {}, 5],
  ])('%s', async (_case, environment, code) => {
    const token =
      code === 5
        ? (await run(['token', '--persona', 'auditor', '--data-dir', dataDir])).stdout.trim()
        : undefined;
    const flags = token === undefined ? [] : ['--token', token];
    expect((await run(['publish', folder(), ...flags, ...gateway()], environment)).code).toBe(code);
  });

  test('no token and no demonstration exits 4', async () => {
    const nowhere = join(dataDir, 'nowhere');
    expect((await run(['publish', folder(), '--gateway', url, '--data-dir', nowhere])).code).toBe(4);
  });

  test('a gateway that does not answer exits 7', async () => {
    const { code, stderr } = await run([
      'publish',
      folder(),
      '--gateway',
      'http://127.0.0.1:9',
      '--data-dir',
      dataDir,
    ]);
    expect([code, stderr]).toEqual([7, expect.stringContaining('nothing answers at `http://127.0.0.1:9`')]);
  });

  test('what answers and is no gateway exits 7', async () => {
    expect((await run(['publish', folder(), '--gateway', `${url}/playground`, '--token', 'x'])).code).toBe(4);
    expect((await run(['publish', 'nowhere', ...gateway()])).code).toBe(2);
  });

  test('status says what runs and which versions', async () => {
    const { stdout } = await run(['status', '--data-dir', dataDir, '--format', 'json']);
    const status = JSON.parse(stdout) as { running: { pid: number; url: string }; subgraphs: object[] };
    expect(status.running).toEqual({ pid: running.child.pid, url, workers: 1 });
    expect(status.subgraphs).toContainEqual(expect.objectContaining({ name: 'lighthouse', revision: 2 }));
    expect((await run(['status', '--data-dir', dataDir])).stdout).toMatch(
      /^ {2}lighthouse +UP +\d+ ms +r2, \S+Z by \S+, http:\/\/127\.0\.0\.1:\d+\/graphql$/m,
    );
  });

  test('status says which agency does not answer', async () => {
    process.kill(pidOf('eighth'), 'SIGSTOP');
    const { stdout } = await run(['status', '--data-dir', dataDir]);
    process.kill(pidOf('eighth'), 'SIGCONT');
    expect(stdout).toMatch(/^ {2}eighth +DOWN \d+ ms/m);
    expect(stdout).toMatch(/^ {2}lighthouse +UP +\d+ ms/m);
  });
});

test('Ctrl+C ends the gateway and every agency, exits 0 and frees the data directory', async () => {
  const pids = ['lighthouse', 'eighth'].map(pidOf);
  running.child.kill('SIGINT');
  const { code } = await running.ended;
  expect(code).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  const { stdout } = await run(['status', '--data-dir', dataDir]);
  expect(stdout).toMatch(/^gateway {5}not running/);
}, 30_000);

test('agencies end when the gateway’s process is killed, and the data directory is free again', async () => {
  makeAgency(agencies, 'ninth');
  rmSync(join(agencies, 'lighthouse'), { recursive: true });
  const first = startCommand(['start', '--port', '0', '--data-dir', `${dataDir}2`, '--subgraphs', agencies]);
  await first.says(/Watchfloor runs/);
  const pid = Number(/^ {2}ninth +(\d+) /m.exec(first.output())?.[1]);
  first.child.kill('SIGKILL');
  await first.ended;
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  const second = startCommand([
    'start',
    '--port',
    '0',
    '--data-dir',
    `${dataDir}2`,
    '--subgraphs',
    agencies,
    '--no-restart',
  ]);
  await second.says(/Watchfloor runs: 3 of 3/);
  process.kill(Number(/^ {2}ninth +(\d+) /m.exec(second.output())?.[1]), 'SIGKILL');
  await second.says(/^ninth was ended by SIGKILL, its fields are unavailable; it is not restarted$/m);
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);
  rmSync(`${dataDir}2`, { recursive: true, force: true });
}, 90_000);

test.each([
  [['--port', 'x'], /`--port` is a whole number up to 65535, not `x`/],
  [['--scale', '7'], /`--scale` is 1, 10 or 100/],
  [['--host', '0.0.0.0'], /the demonstration runs on loopback only/],
  [['--no-demo'], /set `--issuer`, `--jwks` and `--audience`/],
  [['--issuer', 'https://id.example'], /an issuer needs all of/],
  [
    ['--no-demo', '--issuer', 'i', '--audience', 'a', '--jwks', 'http://id.example/k'],
    /must not travel in the clear/,
  ],
  [['--no-demo', '--issuer', 'i', '--audience', 'a', '--jwks', 'nowhere.json'], /no file `nowhere.json`/],
  [
    ['--reset-demo', '--no-demo', '--issuer', 'i', '--audience', 'a', '--jwks', 'https://id.example/k'],
    /exclude each other/,
  ],
  [['--allow-origin', 'https://board.example/path'], /is not an origin/],
  [['--revoked', 'nowhere.txt'], /no file `nowhere.txt`, `--revoked` is a list of token ids/],
])('start %s refuses to start with exit 2', async (flags, message) => {
  const { code, stderr } = await run(['start', ...flags, '--data-dir', join(tmpdir(), 'watchfloor-never')]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
