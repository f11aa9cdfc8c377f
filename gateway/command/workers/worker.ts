import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { RunningGateway } from '../../http/gateway-options.ts';
import { CommandFailure, exitCode } from '../exit.ts';
import { openPrimary, type Primary } from './primary.ts';

// One of the processes that `--workers` asks for. It ends when the primary says so, or is no longer there.
const primary = openPrimary();
const opening = open(primary);
opening.catch((error: unknown) => primary.tell(failed(error)));
await primary.stop;
await (await opening).close();
process.exit(exitCode.ok);

async function open(from: Primary): Promise<RunningGateway> {
  const { job, source, worker } = await from.order;
  let gateway: RunningGateway;
  if (job.kind === 'serve') {
    const { openServedGateway } = await import('../served-gateway.ts');
    gateway = await openServedGateway(job.settings, source);
  } else {
    const { settings, agencies } = job;
    enableCompileCache(join(settings.dataDir, 'compile-cache'));
    const { workerRegistry } = await import('./worker-registry.ts');
    const { openStartedGateway } = await import('../started-gateway.ts');
    const { openIssuer } = await import('../issuer.ts');
    const registry = workerRegistry(settings.dataDir, agencies, source, (publication) =>
      from.publish(publication),
    );
    gateway = await openStartedGateway(settings, await openIssuer(settings), registry, worker);
    flushCompileCache();
  }
  from.tell({ kind: 'ready', url: gateway.url, port: gateway.port });
  return gateway;
}

function failed(error: unknown): Parameters<Primary['tell']>[0] {
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'failed',
    message,
    code: error instanceof CommandFailure ? error.code : exitCode.unexpected,
  };
}
