import { stderr } from 'node:process';
import type { Command } from 'commander';
import { dataDirOf } from '../config/data-dir.ts';
import { sourceTree } from '../config/source-tree.ts';
import { unusedStores } from './agency-environment.ts';

/** `watchfloor load`: public data into the agencies' stores; the loader reads its own arguments and prints its own help. */
export function register(program: Command): void {
  program
    .command('load')
    .description("load public data files into the agencies' stores")
    .argument('[words...]', 'files, folders and options; see `watchfloor load --help`')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      await warnOfUnusedStores(words);
      const { runLoad } = await import('../../subgraphs/kit/load/command.ts');
      process.exitCode = await runLoad(words);
    });
}

async function warnOfUnusedStores(words: readonly string[]): Promise<void> {
  if (!Object.keys(process.env).some((name) => name.startsWith('WATCHFLOOR_STORE'))) return;
  const { agencyFolders } = await import('../compose/subgraph-folders.ts');
  const flag = words.includes('--data-dir')
    ? words[words.indexOf('--data-dir') + 1]
    : words.find((word) => word.startsWith('--data-dir='))?.slice('--data-dir='.length);
  const unused = unusedStores(dataDirOf(flag), agencyFolders(sourceTree()), process.env);
  if (unused !== undefined) stderr.write(`warning: ${unused}\n`);
}
