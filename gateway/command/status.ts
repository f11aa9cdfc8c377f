import { stdout } from 'node:process';
import { Option, type Command } from 'commander';
import { dataDirOf } from '../config/data-dir.ts';
import type { RunningFacts } from '../config/data-dir-lock.ts';
import { sourceTree } from '../config/source-tree.ts';
import { agencyHealth, type AgencyHealth } from './agency-health.ts';
import { ending, exitCode, type ExitCode } from './exit.ts';

interface StatusOptions {
  readonly format: string;
  readonly dataDir?: string;
}

interface SubgraphStatus {
  readonly name: string;
  readonly revision: number;
  readonly publisher?: string;
  readonly publishedAt?: string;
  readonly withdrawn?: boolean;
  readonly health?: AgencyHealth;
}

/** `watchfloor status`: what runs on a data directory and which versions are in use; works without the gateway. */
export function register(program: Command): void {
  program
    .command('status')
    .description('what runs, which schema versions are in use, which supergraph')
    .addOption(new Option('--format <format>', 'form on stdout').choices(['text', 'json']).default('text'))
    .option('--data-dir <folder>', 'where the registry is (default: WATCHFLOOR_DATA_DIR or .watchfloor)')
    .addHelpText('after', '\nExamples:\n  npx watchfloor status\n  npx watchfloor status --format json')
    .action(ending(status));
}

async function status({ format, dataDir: flag }: StatusOptions): Promise<ExitCode> {
  const { lockHolder } = await import('../config/data-dir-lock.ts');
  const dataDir = dataDirOf(flag);
  const holder = lockHolder(dataDir);
  const { hash, subgraphs: known } = await registryStatus(dataDir, holder?.subgraphs);
  const subgraphs = await withHealth(known, holder?.agencies);
  if (format === 'json') {
    const running =
      holder === undefined
        ? null
        : { pid: holder.pid, url: holder.url ?? null, workers: holder.workers ?? null };
    stdout.write(`${JSON.stringify({ running, supergraph: hash ?? null, subgraphs }, undefined, 2)}\n`);
    return exitCode.ok;
  }
  const gateway =
    holder === undefined
      ? 'not running, start it with `npx watchfloor start`'
      : `process ${holder.pid}${workersText(holder.workers)}, ${holder.url ?? 'starting'}`;
  stdout.write(`gateway     ${gateway}\nsupergraph  ${hash?.slice(0, 6) ?? 'none'}\n`);
  const width = Math.max(8, ...subgraphs.map(({ name }) => name.length));
  for (const subgraph of subgraphs) {
    const health = healthText(subgraph.health).padEnd(holder === undefined ? 0 : 13);
    stdout.write(
      `  ${subgraph.name.padEnd(width)}  ${health}${versionText(subgraph)}${addressText(subgraph)}\n`,
    );
  }
  return exitCode.ok;
}

/** Of what runs each is asked; of what does not run nothing can be said. */
async function withHealth(
  subgraphs: readonly SubgraphStatus[],
  places: RunningFacts['agencies'] | undefined,
): Promise<readonly SubgraphStatus[]> {
  if (places === undefined) return subgraphs;
  return Promise.all(
    subgraphs.map(async (subgraph) => {
      const url = places[subgraph.name];
      return url === undefined ? subgraph : { ...subgraph, health: await agencyHealth(url) };
    }),
  );
}

function healthText(health: AgencyHealth | undefined): string {
  return health === undefined ? '' : `${health.status.padEnd(4)} ${health.ms} ms`;
}

function addressText({ health }: SubgraphStatus): string {
  return health === undefined ? '' : `, ${health.url}`;
}

function workersText(workers: number | undefined): string {
  return workers === undefined || workers === 1 ? '' : ` with ${workers} workers`;
}

function versionText({ revision, publisher, publishedAt, withdrawn }: SubgraphStatus): string {
  if (revision === 0) return "r0, the folder's schema";
  return `r${revision}, ${publishedAt} by ${publisher}${withdrawn === true ? ', withdrawn' : ''}`;
}

/** Read from the registry's file: what is in use is always on the disk. */
async function registryStatus(
  dataDir: string,
  folder: string | undefined,
): Promise<{ hash: string | undefined; subgraphs: readonly SubgraphStatus[] }> {
  const { readSnapshot } = await import('../registry/snapshot.ts');
  const { inputs, newest, hash } = readSnapshot(dataDir, sourceTree(folder));
  const published = newest.map(({ name, revision, publisher, publishedAt, sdl }) => {
    return { name, revision, publisher, publishedAt, withdrawn: sdl === null };
  });
  const folders = inputs
    .filter(({ name }) => !published.some((each) => each.name === name))
    .map(({ name }) => ({ name, revision: 0 }));
  return { hash, subgraphs: [...published, ...folders].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
