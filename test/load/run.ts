import { runLoad } from '../../subgraphs/kit/load/command.ts';
import type { Destination } from '../../subgraphs/kit/load/destination.ts';
import { memoryDestination } from './memory-destination.ts';
import type { MemoryDestination } from './memory-destination.ts';

/** What a run of the command showed and did. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `watchfloor load` into these destinations, with no county known but those of the files. */
export async function run(argv: readonly string[], ...destinations: readonly Destination[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const code = await runLoad(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    environment: {},
    destinations: () => Promise.resolve(destinations),
    knownCounties: () => [],
  });
  return { code, stdout, stderr };
}

/** Loads files into one agency in memory that takes everything. */
export async function loaded(
  ...argv: readonly string[]
): Promise<Run & { readonly records: readonly MemoryRecord[]; readonly destination: MemoryDestination }> {
  const destination = memoryDestination('memory');
  const result = await run(argv, destination);
  return { ...result, destination, records: [...destination.kept.values()] };
}

type MemoryRecord = MemoryDestination['kept'] extends ReadonlyMap<string, infer R> ? R : never;
