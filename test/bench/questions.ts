import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWholeRoom, operationNames } from '../questions/whole-room.ts';
import type { WholeRoom } from '../questions/whole-room.ts';
import { runWatchfloor } from './child.ts';
import { median, quantile } from './figures.ts';
import type { BenchOptions } from './figures.ts';

/** Milliseconds and SQL statements of every named question, on the exercise alone and on loaded data. */
export async function questions({ data, runs }: BenchOptions): Promise<readonly string[]> {
  const lines = ['question, exercise at scale 1 (and 10): median ms, SQL statements'];
  const [small, large] = [await openWholeRoom(), await openWholeRoom({ scale: 10 })];
  try {
    for (const name of operationNames()) {
      const [one, ten] = [await measured(small, name, runs * 4), await measured(large, name, runs * 4)];
      lines.push(
        `${name.padEnd(24)} ${one.ms.toFixed(1).padStart(7)} ms (${ten.ms.toFixed(1)})  ${one.statements} statements (${ten.statements})`,
      );
    }
  } finally {
    await small.close();
    await large.close();
  }
  return [...lines, ...(await onLoadedData(data, runs))];
}

async function onLoadedData(data: string, runs: number): Promise<readonly string[]> {
  if (!existsSync(data)) return [`on loaded data: skipped, there is no folder \`${data}\``];
  const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  try {
    const loaded = runWatchfloor('load', data, '--data-dir', dataDir);
    if ((await loaded.ended) !== 0) throw new Error(`the load failed: ${loaded.output()}`);
    const room = await openWholeRoom({ dataDir });
    try {
      const { ms, p99, statements, bytes } = await measured(room, 'RoomAt0930', runs * 20);
      return [
        `RoomAt0930 on loaded data: median ${ms.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${statements} statements, ${bytes} bytes`,
      ];
    } finally {
      await room.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Measured {
  readonly ms: number;
  readonly p99: number;
  readonly statements: number;
  readonly bytes: number;
}

async function measured(room: WholeRoom, name: string, times: number): Promise<Measured> {
  await room.ask(name);
  const figures: number[] = [];
  let last = await room.ask(name);
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now();
    last = await room.ask(name);
    figures.push(performance.now() - begun);
    if (last.errors.length > 0) throw new Error(`\`${name}\` has errors: ${JSON.stringify(last.errors[0])}`);
  }
  return {
    ms: median(figures),
    p99: quantile(figures, 0.99),
    statements: last.statements,
    bytes: Buffer.byteLength(last.text),
  };
}
