import { join } from 'node:path';
import { stderr } from 'node:process';
import type { DisclosureLog } from '../audit/disclosure-log.ts';
import { logConnection } from '../audit/log-connection.ts';
import { openDisclosureLog } from '../audit/open-disclosure-log.ts';
import { openGatewayKey } from '../config/gateway-key.ts';
import { openSigningKey } from '../config/signing-key.ts';
import { sourceTree } from '../config/source-tree.ts';
import type { StartSettings } from '../config/start-settings.ts';
import { openGateway, type RunningGateway } from '../http/server.ts';
import type { Registry } from '../registry/registry.ts';
import { registryRoutes } from '../registry/routes.ts';
import type { Issuer } from './issuer.ts';

/**
 * The gateway of `start`: for callers with a token, on the supergraph of the registry, which can be published to.
 *
 * `worker` numbers the process among several; each keeps a chain of the disclosure log of its own.
 */
export async function openStartedGateway(
  settings: StartSettings,
  { verifier, demo }: Issuer,
  registry: Registry,
  worker?: number,
): Promise<RunningGateway> {
  const { host, port, dataDir, allowedOrigins, engine } = settings;
  const log = settings.access === 'enforced' ? await openLog(settings, worker) : undefined;
  const gateway = await openGateway({
    source: registry,
    verifier,
    access: log ? { kind: 'enforced', log, signingKey: openSigningKey(dataDir) } : { kind: 'unenforced' },
    gatewayKey: openGatewayKey(dataDir),
    host,
    port,
    allowedOrigins,
    consoleFolder: join(sourceTree().root, 'gateway', 'console', 'dist'),
    routes: [registryRoutes(registry, (token) => verifier.verify(token))],
    ...(demo === undefined ? {} : { demo }),
    ...(engine === undefined ? {} : { engine }),
  }).catch(async (error: unknown) => {
    await log?.close();
    throw error;
  });
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await log?.close();
    },
  };
}

function openLog({ dataDir, logHeads }: StartSettings, worker: number | undefined): Promise<DisclosureLog> {
  return openDisclosureLog({
    dataDir,
    heads: logHeads,
    connection: logConnection(),
    ...(worker === undefined ? {} : { worker }),
    onChange: (reason) =>
      void stderr.write(
        reason === undefined
          ? 'the disclosure log can be written again\n'
          : `the disclosure log cannot be written, sensitive values are refused: ${reason}\n`,
      ),
  });
}
