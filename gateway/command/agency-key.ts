import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { isSubgraphName } from '../compose/subgraph-sdl.ts';
import { dataDirOf } from '../config/data-dir.ts';
import { openGatewayKey } from '../config/gateway-key.ts';
import { openSigningKey, publicKeyText } from '../config/signing-key.ts';
import { agencyKey } from '../supergraph/agency-key.ts';
import { CommandFailure, ending, exitCode, type ExitCode } from './exit.ts';

/** `watchfloor agency-key <name>`: the key by which a subgraph that you run yourself knows the gateway. */
export function register(program: Command): void {
  program
    .command('agency-key <name>')
    .description('print the key by which a subgraph that you run yourself knows the gateway')
    .option('--public', "print the gateway's public key instead, which is the same for all")
    .option('--data-dir <folder>', 'where everything is kept (default: WATCHFLOOR_DATA_DIR or .watchfloor)')
    .addHelpText(
      'after',
      '\nExample:\n  export WATCHFLOOR_GATEWAY_KEY=$(npx watchfloor agency-key weather)\n  export WATCHFLOOR_GATEWAY_PUBLIC_KEY=$(npx watchfloor agency-key weather --public)\n  export WATCHFLOOR_POLICIES=.watchfloor/policies.json\n  node_modules/.bin/node subgraphs/kit/serve.ts subgraphs/weather --port 4101',
    )
    .action(ending(print));
}

function print(
  name: string,
  options: { readonly dataDir?: string; readonly public?: boolean },
): Promise<ExitCode> {
  const dataDir = dataDirOf(options.dataDir);
  if (!isSubgraphName(name)) throw new CommandFailure(exitCode.usage, `\`${name}\` cannot name an agency`);
  if (!existsSync(dataDir)) {
    const message = `no data directory \`${dataDir}\`, start the gateway once or name it with \`--data-dir\``;
    throw new CommandFailure(exitCode.usage, message);
  }
  const key =
    options.public === true
      ? publicKeyText(openSigningKey(dataDir))
      : agencyKey(openGatewayKey(dataDir), name);
  process.stdout.write(`${key}\n`);
  return Promise.resolve(exitCode.ok);
}
