import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Disclosure } from '../../gateway/audit/disclosure.ts';
import { openDisclosureLog, type LogOptions } from '../../gateway/audit/open-disclosure-log.ts';
import { quantile } from './figures.ts';

// Durable appends: callers that each append one record and wait for it, as requests do. Each call is one record; a
// batch is what one commit took, counted by how many calls resolve together.
const callers = Number(process.argv[2] ?? 64);
const seconds = Number(process.argv[3] ?? 5);
const server = process.argv[4] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Kinds of file systems by the number that Linux gives them: a figure from memory would say nothing. */
const fileSystems: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs, which is memory: choose another TMPDIR'],
]);

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-audit-'));
const schema = `bench_${randomBytes(6).toString('hex')}`;
try {
  const kind = fileSystems.get(statfsSync(folder).type) ?? statfsSync(folder).type.toString(16);
  say(`${callers} callers, ${seconds} s, 5,000 entities, folder on ${kind}`);
  await bench('sqlite', { dataDir: join(folder, 'sqlite') });
  await bench('postgres', { dataDir: join(folder, 'postgres'), connection: server, schema });
} finally {
  rmSync(folder, { recursive: true, force: true });
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`drop schema if exists "${schema}" cascade`);
  await client.end();
}

async function bench(name: string, options: LogOptions): Promise<void> {
  const log = await openDisclosureLog(options);
  const entities = Array.from({ length: 5000 }, (_, id) => log.entityDigest('Incident', { id }));
  const waits: number[] = [];
  const batches: number[] = [];
  let resolved = 0;
  const call = async (until: number, kept: boolean): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now();
      await log.append([disclosure(entities[Math.floor(Math.random() * entities.length)] ?? '')]);
      if (!kept) continue;
      waits.push(performance.now() - begun);
      // Calls of one commit resolve in one turn, which ends before the first of these runs.
      if (resolved === 0) {
        setImmediate(() => {
          batches.push(resolved);
          resolved = 0;
        });
      }
      resolved += 1;
    }
  };
  const all = (until: number, kept: boolean): Promise<unknown> =>
    Promise.all(Array.from({ length: callers }, () => call(until, kept)));
  await all(performance.now() + 1000, false);
  const [before, threadBefore] = [process.cpuUsage(), process.threadCpuUsage()];
  const begun = performance.now();
  await all(begun + seconds * 1000, true);
  const elapsed = (performance.now() - begun) / 1000;
  const inAll = process.cpuUsage(before);
  const inThread = process.threadCpuUsage(threadBefore);
  const cpu = ({ user, system }: NodeJS.CpuUsage): string => ((user + system) / waits.length).toFixed(1);
  await log.close();
  say(
    `${name}: ${Math.round(waits.length / elapsed)} records/s, p50 ${ms(waits, 0.5)} ms, p99 ${ms(waits, 0.99)} ms, ` +
      `max ${ms(waits, 1)} ms, batch p50 ${quantile(batches, 0.5)} max ${quantile(batches, 1)}, ` +
      `CPU a record: ${cpu(inAll)} µs of this process, ${cpu(inThread)} µs of it in the callers' thread`,
  );
}

function disclosure(entity: string): Disclosure {
  return {
    at: new Date().toISOString(),
    request: '0b0cba4e-5a6e-4c6f-9a57-6d9a3c1d7f10',
    principal: 'urn:watchfloor:demo#watch-officer',
    agency: 'coordination',
    purposes: ['incident-response'],
    coordinate: `Incident.field${Math.floor(Math.random() * 50)}`,
    entities: [entity],
    marking: 'TLP:AMBER+STRICT//REL elections,cyber//ORCON',
    decision: 'RELEASED',
    policies: ['community.release-to-listed-agencies'],
    bundle: 'f3b1c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
    receivers: ['elections'],
    returned: 1,
    suppressed: 0,
  };
}

function ms(figures: readonly number[], part: number): string {
  return quantile(figures, part).toFixed(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
