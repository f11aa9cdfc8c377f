import { join } from 'node:path';
import type { ServeSettings } from '../config/serve-settings.ts';
import { readGatewayKey } from '../config/gateway-key.ts';
import { sourceTree } from '../config/source-tree.ts';
import { WatchfloorError } from '../error/error.ts';
import { openGateway, type RunningGateway } from '../http/server.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { SupergraphSource } from '../supergraph/supergraph.ts';
import { CommandFailure, exitCode } from './exit.ts';

// Open access asks for no token, so whatever comes to this by mistake is refused.
const nobody: TokenVerifier = {
  verify: () => Promise.reject(new WatchfloorError('UNAUTHENTICATED')),
  ready: () => true,
};

/** The gateway of `serve` with open access; a supergraph that the engine refuses ends the command. */
export async function openServedGateway(
  settings: ServeSettings,
  source: SupergraphSource,
): Promise<RunningGateway> {
  const { host, port, engine, allowedOrigins, forwardHeaders, gatewayKeyFile, playground, file } = settings;
  // The one place that opens a graph to everybody: nothing but these words may lead here.
  if (settings.access !== 'open') throw new Error('access was not said to be open');
  const key = gatewayKeyFile === undefined ? {} : { gatewayKey: readGatewayKey(gatewayKeyFile) };
  try {
    return await openGateway({
      source,
      verifier: nobody,
      open: { forwardHeaders },
      access: { kind: 'unenforced' },
      host,
      port,
      engine,
      allowedOrigins,
      ...key,
      ...(playground ? { consoleFolder: join(sourceTree().root, 'gateway', 'console', 'dist') } : {}),
    });
  } catch (error) {
    const reason = engineReason(error);
    if (reason === undefined) throw error;
    throw new CommandFailure(
      exitCode.problems,
      `\`${file}\` cannot be served by engine ${engine}: ${reason}`,
    );
  }
}

/** What an engine says against a supergraph, in one line; undefined where something else went wrong. */
function engineReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // An address that cannot be listened on is the system's word.
  if ('syscall' in error) return undefined;
  const cause = error instanceof WatchfloorError ? error.detail.cause : undefined;
  const text = typeof cause === 'string' ? cause : error.message;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
