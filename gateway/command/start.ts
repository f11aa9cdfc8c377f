import type { Command } from 'commander';
import { startSettings, type StartOptions } from '../config/start-settings.ts';
import { ending, type ExitCode } from './exit.ts';
import { settingsOf } from './settings-of.ts';

/** `watchfloor start`: the agencies, the gateway and the playground, until Ctrl+C. */
export function register(program: Command): void {
  const collect = (value: string, list: readonly string[]): readonly string[] => [...list, value];
  program
    .command('start')
    .description('run all agencies and the gateway until Ctrl+C')
    .option('--port <n>', 'port of the gateway', '4000')
    .option('--host <address>', 'address of the gateway', '127.0.0.1')
    .option('--data-dir <folder>', 'where everything is kept (default: WATCHFLOOR_DATA_DIR or .watchfloor)')
    .option('--scale <n>', 'size of the demonstration: 1, 10 or 100', '1')
    .option('--seed <text>', 'the demonstration is the same for the same seed', 'watchfloor')
    .option('--reset-demo', "empty the agencies' stores and invent the demonstration again")
    .option('--no-demo', 'no invented data and no demo identities; needs an issuer')
    .option('--no-restart', 'leave an agency dead when its process dies')
    .option('--allow-origin <origin>', 'pages of this origin may call the gateway (repeatable)', collect, [])
    .option(
      '--allow-subgraph-host <host>',
      'agencies may publish a subgraph on this host (repeatable)',
      collect,
      [],
    )
    .option('--issuer <issuer>', 'accept tokens of this issuer instead of the demonstration')
    .option('--jwks <url|file>', "the issuer's public keys")
    .option('--audience <audience>', 'the audience its tokens must name')
    .option(
      '--revoked <file>',
      'ids (jti) of tokens that count no more, one a line; read again when it changes',
    )
    .option(
      '--engine <name>',
      'what executes operations: compiled (our own, the default) or apollo (the stock gateway)',
    )
    .option('--workers <n|auto>', 'how many processes answer; auto: one for each processor', '1')
    .option(
      '--access <kind>',
      'enforced, or open: everybody who is signed in may read everything',
      'enforced',
    )
    .option('--log-heads <folder>', 'where signed heads of the disclosure log are kept (best: another disk)')
    .option('--subgraphs <folder>', "another folder of agencies' folders")
    .addHelpText(
      'after',
      '\nExamples:\n  npx watchfloor start\n  npx watchfloor start --port 4010 --data-dir /tmp/demo --scale 10\n  npx watchfloor start --workers auto\n  npx watchfloor start --no-demo --issuer https://id.example --jwks https://id.example/jwks.json --audience watchfloor',
    )
    .action(ending(start));
}

async function start(options: StartOptions): Promise<ExitCode> {
  const settings = settingsOf(startSettings, options);
  const { runWatchfloor } = await import('./run-watchfloor.ts');
  return runWatchfloor(settings);
}
