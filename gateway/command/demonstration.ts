import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure, exitCode } from './exit.ts';

/** How the demonstration is invented: `reset` empties the agencies' embedded stores first. */
export interface Demonstration {
  readonly scale: number;
  readonly seed: string;
  readonly reset: boolean;
}

/** Makes sure that the stores of the agencies in `folder` hold the demonstration. */
export async function prepareDemonstration(
  dataDir: string,
  folder: string,
  agencies: readonly string[],
  { scale, seed }: Demonstration,
  log: (line: string) => void,
): Promise<void> {
  const { seedDemonstration } = await import('../../subgraphs/kit/scenario/command.ts');
  const { folderUrl, importAgency } = await import('../../subgraphs/kit/agencies.ts');
  const loaded = await Promise.all(
    agencies.map((name) =>
      importAgency(folderUrl(join(folder, name))).catch((error: unknown) => {
        // One agency's mistake costs that agency: its process will say the same, and the others play on.
        log(`${name} cannot be loaded, it has no part in the demonstration: ${firstLine(error)}`);
        return null;
      }),
    ),
  );
  await seedDemonstration({
    dataDir,
    seed,
    scale,
    log,
    agencies: loaded.filter((agency) => agency !== null),
  });
}

/** Refuses a data directory that holds an exercise: what is invented must never meet what is real. */
export async function refuseExercise(dataDir: string, agencies: readonly string[]): Promise<void> {
  const { exerciseKept } = await import('../../subgraphs/kit/scenario/command.ts');
  const kept = await exerciseKept(dataDir, agencies);
  if (kept.length === 0) return;
  const message = `the stores of ${kept.join(', ')} hold an exercise, use another \`--data-dir\` without the demonstration`;
  throw new CommandFailure(exitCode.usage, message);
}

/** Removes the agencies' embedded stores; refuses where a store is kept elsewhere. */
export function emptyStores(dataDir: string, agencies: readonly string[]): void {
  const elsewhere = Object.keys(process.env).find((name) => name.startsWith('WATCHFLOOR_STORE'));
  if (elsewhere !== undefined) {
    const message = `\`--reset-demo\` empties embedded stores only and \`${elsewhere}\` is set, empty that store yourself`;
    throw new CommandFailure(exitCode.usage, message);
  }
  for (const agency of agencies) {
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(dataDir, `${agency}.sqlite${suffix}`), { force: true });
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
