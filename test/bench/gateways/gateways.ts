import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BenchOptions } from '../figures.ts';
import { heavySupergraph } from '../heavy-graph.ts';
import { openCaller } from './caller.ts';
import { comparison, type Measured } from './comparison.ts';
import { contenders, watchfloorWith, type Contender } from './contenders.ts';
import { openLoadGenerator, tokenPlace, type LoadGenerator, type Question } from './load.ts';
import { pinTo } from './process-tree.ts';
import { startGateway, type RunningGateway } from './running-gateway.ts';
import { openSubgraphServer, type SubgraphServer } from './subgraph-server.ts';
import { jobOf, workloads, type Workload } from './workloads.ts';

interface Seat {
  readonly contender: Contender;
  readonly version: string;
  readonly gateway: RunningGateway;
}

interface Field {
  readonly seats: Seat[];
  readonly subgraphs: SubgraphServer;
  readonly load: LoadGenerator;
  readonly notes: string[];
}

/**
 * Our gateway beside others over HTTP: the same subgraphs, the same load, all in one run and in turns. What counts is
 * the processor time of a gateway for one request; every answer is checked.
 */
export async function gateways(options: BenchOptions): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const forget = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', forget);
  const subgraphs = await openSubgraphServer((pid) => pinTo(0, pid));
  const load = openLoadGenerator((pid) => pinTo(0, pid));
  const field: Field = { seats: [], subgraphs, load, notes: [] };
  try {
    await seatAll(field, folder, options);
    const chosen = workloads.filter(
      ({ name }) => options.workloads.length === 0 || options.workloads.includes(name),
    );
    const measured: Measured[] = [];
    for (let round = 0; round <= options.rounds; round += 1) {
      for (const workload of chosen) {
        // Another one begins each round, so that no gateway is always the one after the same neighbour.
        for (const seat of rotated(field.seats, round)) {
          progress(`round ${round} of ${options.rounds}: ${workload.name}, ${seat.contender.name}`);
          // Round 0 warms up: every gateway meets every workload before the first figure counts.
          const figure = await measure(seat, workload, round, field, options.seconds);
          if (round > 0 && figure) measured.push(figure);
        }
      }
    }
    const lines = [
      machine(field),
      '',
      ...comparison(inOrder(measured, field.seats), chosen),
      '',
      ...field.notes,
    ];
    if (options.json)
      writeFileSync(
        options.json,
        `${JSON.stringify({ machine: machine(field), notes: field.notes, measured }, null, 2)}\n`,
      );
    return lines;
  } finally {
    for (const { gateway } of field.seats) await gateway.stop();
    await Promise.all([load.stop(), subgraphs.stop()]);
    process.off('exit', forget);
    forget();
    progress('');
  }
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const start = by % Math.max(1, list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

function inOrder(measured: readonly Measured[], seats: readonly Seat[]): readonly Measured[] {
  return seats.flatMap(({ contender }) => measured.filter((one) => one.contender === contender.name));
}

async function seatAll(
  field: Field,
  folder: string,
  { peers, short, only, nodeFlags }: BenchOptions,
): Promise<void> {
  const { urlOf } = field.subgraphs;
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, heavySupergraph(urlOf));
  const chosen = contenders.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const contender of [...chosen, ...(nodeFlags.length > 0 ? [watchfloorWith(nodeFlags)] : [])]) {
    progress(`starting ${contender.name}`);
    try {
      const own = join(folder, contender.name);
      mkdirSync(own);
      const port = await freePort();
      const peerFolder = { path: resolve(peers), mayInstall: !short };
      const launch = contender.launch({ supergraphFile, port, folder: own, peers: peerFolder, urlOf });
      const gateway = await startGateway(launch, own, port);
      field.seats.push({ contender, version: launch.version, gateway });
    } catch (error) {
      field.notes.push(
        `${contender.title} is left out: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

async function measure(
  { contender, gateway, version }: Seat,
  workload: Workload,
  round: number,
  { load, subgraphs, notes }: Field,
  seconds: number,
): Promise<Measured | undefined> {
  const asked = await workload.questions(round);
  const questions = workload.fresh
    ? asked
    : await Promise.all(asked.map((one) => asAnswered(one, gateway.port)));
  if (!questions.every((one) => one !== undefined)) {
    const note = `${contender.title} does not answer \`${workload.name}\` rightly`;
    if (!notes.includes(note)) notes.push(note);
    return undefined;
  }
  const job = jobOf(workload, questions, seconds);
  const before = { calls: await subgraphs.calls(), cpuMs: gateway.use().cpuMs };
  const result = await load.run({ ...job, port: gateway.port, path: '/graphql' });
  const { cpuMs, residentMb, peakMb } = gateway.use();
  const calls = await subgraphs.calls();
  if (result.wrong > 0)
    notes.push(
      `${contender.title}, \`${workload.name}\`: ${result.wrong} wrong answers, as \`${result.sample}\``,
    );
  const { requests } = result;
  if (requests === 0) return undefined;
  return {
    contender: contender.name,
    title: `${contender.title} ${version}`,
    workload: workload.name,
    round,
    requests,
    cpuMs: (cpuMs - before.cpuMs) / requests,
    rate: requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    calls: (calls - before.calls) / requests,
    residentMb,
    peakMb,
    wrong: result.wrong,
  };
}

/** The question with the bytes of this gateway's answer, once its JSON is what it must be; undefined if it is not. */
async function asAnswered({ body, answer }: Question, port: number): Promise<Question | undefined> {
  const caller = await openCaller(port, '/graphql');
  const got = await caller.ask(body, tokenPlace).catch(() => undefined);
  caller.close();
  if (got?.status !== 200) return undefined;
  const text = got.body.toString();
  const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  const expected = JSON.parse(answer) as { readonly data?: unknown };
  return errors == null && isDeepStrictEqual(data, expected.data) ? { body, answer: text } : undefined;
}

function machine({ subgraphs, seats }: Field): string {
  const processor = cpus();
  const versions = seats.map(({ contender, version }) => `${contender.title} ${version}`).join('; ');
  return `${new Date().toISOString().slice(0, 10)}, ${processor.length} x ${processor[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${subgraphs.way}; ${versions}`;
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
