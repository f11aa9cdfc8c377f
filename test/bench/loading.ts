import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWatchfloor } from './child.ts';
import { spread } from './figures.ts';
import type { BenchOptions } from './figures.ts';

/** Seconds and memory of `watchfloor load` into empty stores, and again into full ones. */
export async function loading({ data, runs }: BenchOptions): Promise<readonly string[]> {
  if (!existsSync(data)) return [`skipped: there is no folder \`${data}\`; name one with --data`];
  const empty: number[] = [];
  const full: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
    try {
      for (const figures of [empty, full]) {
        const begun = performance.now();
        const running = runWatchfloor('load', data, '--data-dir', dataDir);
        const code = await running.ended;
        if (code !== 0) throw new Error(`the load ended with ${code}: ${running.output()}`);
        figures.push((performance.now() - begun) / 1000);
        peaks.push(running.peakMb() ?? Number.NaN);
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return [
    `into empty stores, ${runs} times: ${spread(empty)} s`,
    `the same again: ${spread(full)} s`,
    `largest resident memory: ${spread(peaks)} MB`,
  ];
}
