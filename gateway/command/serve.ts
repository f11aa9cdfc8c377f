import type { Command } from 'commander';
import { serveSettings, type ServeOptions } from '../config/serve-settings.ts';
import { ending, type ExitCode } from './exit.ts';
import { settingsOf } from './settings-of.ts';

const help = `
Examples:
  npx watchfloor serve --supergraph supergraph.graphql --access open
  npx watchfloor serve --supergraph supergraph.graphql --access open --port 4010 --workers auto
  npx watchfloor serve --supergraph supergraph.graphql --access open --subgraph users=http://127.0.0.1:4201/graphql --forward-header authorization

Subgraphs are asked where \`@join__graph(url:)\` says, unless \`--subgraph\` says otherwise. No token is asked for.
Exit codes: 0 ended, 1 port taken or unexpected, 2 usage, 3 the file cannot be served.`;

/** `watchfloor serve`: a gateway on any Federation 2 supergraph, until Ctrl+C. */
export function register(program: Command): void {
  const collect = (value: string, list: readonly string[]): readonly string[] => [...list, value];
  program
    .command('serve')
    .description('serve any Federation 2 supergraph until Ctrl+C')
    .option('--supergraph <file>', 'the SDL that composition gave')
    .option('--access <kind>', 'open: everybody may ask everything, no rules')
    .option('--port <n>', 'port of the gateway; 0 takes any', '4000')
    .option('--host <address>', 'address of the gateway', '127.0.0.1')
    .option('--subgraph <name=url>', 'where a subgraph answers (repeatable)', collect, [])
    .option(
      '--forward-header <name>',
      'a header that goes on from the caller to every subgraph (repeatable)',
      collect,
      [],
    )
    .option('--workers <n|auto>', 'how many processes answer; auto: one for each processor', '1')
    .option(
      '--engine <name>',
      'what executes operations: compiled (our own) or apollo (the stock gateway)',
      'compiled',
    )
    .option('--allow-origin <origin>', 'pages of this origin may call the gateway (repeatable)', collect, [])
    .option('--gateway-key <file>', 'show each subgraph its own key, made from this one')
    .option('--playground', 'serve the playground too')
    .addHelpText('after', help)
    .action(ending(serve));
}

async function serve(options: ServeOptions): Promise<ExitCode> {
  const settings = settingsOf(serveSettings, options);
  const { runServe } = await import('./run-serve.ts');
  return runServe(settings);
}
