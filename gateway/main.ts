import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { Command } from 'commander';
import { register as agencyKey } from './command/agency-key.ts';
import { register as check } from './command/check.ts';
import { register as compose } from './command/compose.ts';
import { register as explain } from './command/explain.ts';
import { exitCode } from './command/exit.ts';
import { register as load } from './command/load.ts';
import { register as log } from './command/log.ts';
import { register as publish } from './command/publish.ts';
import { register as serve } from './command/serve.ts';
import { register as start } from './command/start.ts';
import { register as status } from './command/status.ts';
import { register as token } from './command/token.ts';

const examples = `
Examples:
  npx watchfloor start                               the demonstration: seven agencies and the gateway
  npx watchfloor serve --supergraph <file> --access open   any other supergraph
  npx watchfloor token --persona watch-officer       a token to ask with
  npx watchfloor check subgraphs/elections           whether a schema composes with the others
  npx watchfloor <command> --help                    more about one command

Exit codes: 0 ok, 1 unexpected, 2 usage, 3 problems found, 4 not signed in, 5 not allowed,
            6 conflict (the base moved), 7 unreachable`;

const program = new Command('watchfloor')
  .description('a GraphQL federation gateway for agencies that work together and may not share everything')
  .version(version(), '--version', 'print the version')
  .helpOption('--help', 'print this help')
  .addHelpText('after', examples)
  .showHelpAfterError('(add --help for what it can do)')
  // Every mistake in the command line ends with the one code for it; help and version are no mistakes.
  .exitOverride((error) => exit(error.exitCode === 0 ? exitCode.ok : exitCode.usage));

for (const register of [start, serve, token, load, check, publish, status, compose, explain, agencyKey, log])
  register(program);

await program.parseAsync(argv);

function version(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const known = typeof text === 'object' && text !== null && 'version' in text ? text.version : undefined;
  return typeof known === 'string' ? known : 'unknown';
}
