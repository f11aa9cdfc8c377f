import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { openDemoIssuer } from '../../../gateway/identity/demo-issuer.ts';
import { median, type BenchOptions } from '../figures.ts';
import { openCaller, type Caller } from '../gateways/caller.ts';
import { treeUse } from '../gateways/process-tree.ts';
import { heavyQuery } from '../heavy-graph.ts';
import { aboutWays, ways, type Way } from './ways.ts';

interface Seat {
  readonly way: Way;
  readonly pid: number;
  readonly callers: readonly Caller[];
  readonly tokens: readonly string[];
}

const connections = 50;
const loads: Readonly<Record<string, string>> = {
  'heavy query, each request distinct': heavyQuery('query Heavy($session: String)', '(session: $session)'),
  'point query, each request distinct':
    'query Point($session: String) { users(session: $session) { id name } }',
};

/**
 * What every layer of enforcement costs over HTTP: one graph with a rule on every field and a marking on every object,
 * behind gateways that differ in nothing but whether they enforce it, in turns. Figures are CPU of the gateway.
 */
export async function enforced({ rounds, seconds }: BenchOptions): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const children: ChildProcess[] = [];
  const end = (): void => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  try {
    const agencies = await started(children, new URL('./agencies-process.ts', import.meta.url), []);
    const seats: Seat[] = [];
    for (const way of ways) seats.push(await seatOf(children, way, agencies.port, folder));
    const lines: string[] = ways.map((way) => `${way.padEnd(9)} ${aboutWays[way]}`);
    for (const [name, query] of Object.entries(loads)) {
      await assertAlike(seats, query);
      const figures = new Map<Way, number[]>(ways.map((way) => [way, []]));
      for (let round = 0; round <= rounds; round += 1) {
        for (const seat of seats) {
          const cost = await measured(seat, query, seconds);
          // Round 0 warms up.
          if (round > 0) figures.get(seat.way)?.push(cost);
        }
      }
      const base = median(figures.get('open') ?? []);
      for (const [way, costs] of figures) {
        const ms = median(costs);
        lines.push(
          `${name}: ${way.padEnd(9)} ${ms.toFixed(3)} ms CPU a request, ${(ms / base).toFixed(2)} x open`,
        );
      }
    }
    return lines;
  } finally {
    process.off('exit', end);
    end();
  }
}

async function started(
  children: ChildProcess[],
  file: URL,
  args: readonly string[],
): Promise<{ readonly pid: number; readonly port: number }> {
  const path = fileURLToPath(file);
  const flags = ['--max-semi-space-size=32', '--min-semi-space-size=32'];
  const child = spawn(process.execPath, [...flags, path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface(child.stdout);
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as readonly string[];
  if (line === undefined || child.pid === undefined) throw new Error(`\`${path}\` ended before it listened`);
  return { pid: child.pid, port: Number(line) };
}

async function seatOf(children: ChildProcess[], way: Way, agencies: number, folder: string): Promise<Seat> {
  const dataDir = join(folder, way);
  mkdirSync(dataDir, { mode: 0o700 });
  const issuer = await openDemoIssuer(dataDir);
  const { pid, port } = await started(children, new URL('./gateway-process.ts', import.meta.url), [
    way,
    String(agencies),
    dataDir,
  ]);
  const places = Array.from({ length: connections }, (_, index) => index);
  return {
    way,
    pid,
    callers: await Promise.all(places.map(() => openCaller(port, '/graphql'))),
    tokens: await Promise.all(
      places.map((index) => issuer.sign({ sub: `caller-${index}`, agency: 'bench', exercise: true }, 3600)),
    ),
  };
}

let asked = 0;

async function ask({ callers, tokens, way }: Seat, place: number, query: string): Promise<Buffer> {
  asked += 1;
  const body = JSON.stringify({ query, variables: { session: `s${asked}` } });
  const answer = await callers[place]?.ask(body, tokens[place] ?? '');
  if (answer?.status !== 200) throw new Error(`${way}: ${answer?.status} ${answer?.body.toString()}`);
  return answer.body;
}

/** CPU milliseconds of the gateway for one request, while each caller asks without pause. */
async function measured(seat: Seat, query: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const before = treeUse(seat.pid).cpuMs;
  let requests = 0;
  await Promise.all(
    seat.callers.map(async (_, place) => {
      while (performance.now() < until) {
        await ask(seat, place, query);
        requests += 1;
      }
    }),
  );
  return (treeUse(seat.pid).cpuMs - before) / requests;
}

/** All ways show the same data; those that enforce say what it is marked. */
async function assertAlike(seats: readonly Seat[], query: string): Promise<void> {
  let first: unknown;
  for (const seat of seats) {
    const { data, errors, extensions } = JSON.parse((await ask(seat, 0, query)).toString()) as Readonly<
      Record<'data' | 'errors' | 'extensions', unknown>
    >;
    if (errors !== undefined) throw new Error(`${seat.way}: ${JSON.stringify(errors)}`);
    first ??= data;
    if (!isDeepStrictEqual(data, first)) throw new Error(`${seat.way} answers otherwise`);
    if ((extensions !== undefined) !== (seat.way !== 'open'))
      throw new Error(`${seat.way} is not what it says`);
  }
}
