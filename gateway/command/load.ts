import type { Command } from 'commander';

/** `watchfloor load`: public data into the agencies' stores; the loader reads its own arguments and prints its own help. */
export function register(program: Command): void {
  program
    .command('load')
    .description("load public data files into the agencies' stores")
    .argument('[words...]', 'files, folders and options; see `watchfloor load --help`')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const { runLoad } = await import('../../subgraphs/kit/load/command.ts');
      process.exitCode = await runLoad(words);
    });
}
