import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { agencyFolders, ownSubgraph, readSubgraphs, sharedDocument } from '../compose/subgraph-folders.ts';
import { lockDataDir, type DataDirLock } from '../config/data-dir-lock.ts';
import { openGatewayKey } from '../config/gateway-key.ts';
import { freePort, isPortFree, portHolder } from '../config/port-holder.ts';
import { sourceTree } from '../config/source-tree.ts';
import type { StartSettings } from '../config/start-settings.ts';
import type { RunningGateway } from '../http/gateway-options.ts';
import type { Registry } from '../registry/registry.ts';
import { agencyKey } from '../supergraph/agency-key.ts';
import { agencyEnvironment, unknownStore } from './agency-environment.ts';
import { runAgency, type AgencyProcess } from './agency-process.ts';
import { emptyStores, prepareDemonstration, refuseExercise } from './demonstration.ts';
import { CommandFailure, exitCode, type ExitCode } from './exit.ts';
import { openIssuer } from './issuer.ts';
import { readyText } from './ready-text.ts';

const settleMs = 30_000;
const stopMs = 9_000;

/** What has been started, in the order in which it is ended from the end. */
interface Parts {
  lock?: DataDirLock;
  agencies: readonly AgencyProcess[];
  registry?: Registry;
  gateway?: RunningGateway;
}

/** Runs everything until SIGINT or SIGTERM; resolves when all of it has ended. */
export async function runWatchfloor(settings: StartSettings): Promise<ExitCode> {
  const startedAt = performance.now();
  const { host, port, dataDir } = settings;
  await demandPort(host, port);
  const parts: Parts = { agencies: [] };
  const stopped = stopSignal(() => {
    for (const agency of parts.agencies) agency.kill();
    parts.lock?.release();
  });
  let opening: Promise<void> | undefined;
  try {
    parts.lock = lock(dataDir);
    enableCompileCache(join(dataDir, 'compile-cache'));
    opening = open(settings, parts, startedAt, stopped);
    await Promise.race([opening, stopped.first]);
    await stopped.first;
    stdout.write('\nstopping: requests under way are answered first, Ctrl+C again ends at once\n');
    return exitCode.ok;
  } finally {
    // What is being opened must be there before it can be closed.
    await opening?.catch(() => undefined);
    await end(parts);
    stopped.forget();
  }
}

async function open(
  settings: StartSettings,
  parts: Parts,
  startedAt: number,
  stopped: StopSignal,
): Promise<void> {
  const { host, port, dataDir, demonstration, allowedOrigins } = settings;
  const tree = sourceTree(settings.subgraphs);
  const gatewayKey = openGatewayKey(dataDir);
  const names = agencyFolders(tree).filter((name) => existsSync(join(tree.subgraphs, name, 'index.ts')));
  const misspelt = unknownStore(names, process.env);
  if (misspelt !== undefined) {
    const message = `\`${misspelt}\` names the store of no agency, the agencies are ${names.join(', ')}`;
    throw new CommandFailure(exitCode.usage, message);
  }
  // Reading the gateway's modules takes as long as the demonstration does, so both are begun.
  const modules = Promise.all([
    import('../http/server.ts'),
    import('../registry/registry.ts'),
    import('../registry/routes.ts'),
  ]);
  modules.catch(() => undefined);
  if (demonstration === undefined) await refuseExercise(dataDir, names);
  if (demonstration?.reset === true) emptyStores(dataDir, names);
  if (stopped.asked()) return;
  const ports = await Promise.all(names.map(() => freePort('127.0.0.1')));
  let moved: (name: string, url: string) => void = () => undefined;
  parts.agencies = names.map((name, index) =>
    runAgency({
      name,
      folder: join(tree.subgraphs, name),
      serve: join(tree.root, 'subgraphs', 'kit', 'serve.ts'),
      dataDir,
      port: ports[index] ?? 0,
      environment: agencyEnvironment(name, agencyKey(gatewayKey, name), process.env),
      restart: settings.restart,
      say,
      answers: (url) => moved(name, url),
    }),
  );

  // Invented while the agencies start: nobody asks them before the gateway is there.
  if (demonstration !== undefined)
    await prepareDemonstration(dataDir, tree.subgraphs, names, demonstration, say);

  if (stopped.asked()) return;
  const [{ openGateway }, { openRegistry }, { registryRoutes }] = await modules;
  const committedFile = join(tree.root, 'schema', 'supergraph.graphql');
  const registry = await openRegistry({
    dataDir,
    base: readSubgraphs(tree),
    shared: sharedDocument(tree),
    allowedHosts: settings.allowedSubgraphHosts,
    reserved: [ownSubgraph],
    warn: say,
    ...(existsSync(committedFile) ? { committed: readFileSync(committedFile, 'utf8') } : {}),
  }).catch(explainedFailure);
  parts.registry = registry;
  for (const [index, name] of names.entries())
    await registry.place(name, `http://127.0.0.1:${ports[index]}/graphql`);
  if (stopped.asked()) return;
  const { verifier, demo } = await openIssuer(settings);
  parts.gateway = await openGateway({
    source: registry,
    verifier,
    gatewayKey,
    host,
    port,
    allowedOrigins,
    consoleFolder: join(tree.root, 'gateway', 'console', 'dist'),
    routes: [registryRoutes(registry, (token) => verifier.verify(token))],
    ...(demo === undefined ? {} : { demo }),
    ...(settings.engine === undefined ? {} : { engine: settings.engine }),
  });
  // A subgraph that could not have its port tells its address when it answers, now or after a restart.
  moved = (name, url) =>
    void registry
      .place(name, url)
      .catch(() => say(`${name} answers at ${url}, which the gateway cannot use`));
  for (const agency of parts.agencies) {
    const url = agency.url();
    if (url !== undefined) await registry.place(agency.name, url);
  }
  const settled = Promise.all(parts.agencies.map((agency) => agency.settled));
  await Promise.race([settled, pause(settleMs), stopped.first]);
  if (stopped.asked()) return;
  parts.lock?.announce({ url: parts.gateway.url, subgraphs: tree.subgraphs });
  const seconds = (performance.now() - startedAt) / 1000;
  stdout.write(
    await readyText({
      url: parts.gateway.url,
      agencies: parts.agencies,
      seconds,
      registry,
      dataDir,
      canSignIn: verifier.ready(),
      ...(demo === undefined ? {} : { demo }),
    }),
  );
  flushCompileCache();
}

async function demandPort(host: string, port: number): Promise<void> {
  if (await isPortFree(host, port)) return;
  const holder = portHolder(port);
  const who = holder === undefined ? '' : ` by process ${holder.pid} (${holder.command})`;
  throw new CommandFailure(
    exitCode.unexpected,
    `port ${port} is taken${who}, stop it or choose another with \`--port\``,
  );
}

function lock(dataDir: string): DataDirLock {
  try {
    return lockDataDir(dataDir);
  } catch (error) {
    throw new CommandFailure(exitCode.unexpected, error instanceof Error ? error.message : String(error));
  }
}

async function explainedFailure(error: unknown): Promise<never> {
  const { CompositionFailure } = await import('../registry/registry.ts');
  if (!(error instanceof CompositionFailure)) throw error;
  const { problemText } = await import('./report/problem-text.ts');
  for (const problem of error.problems) stderr.write(`${problemText(problem, stderr)}\n`);
  throw new CommandFailure(exitCode.problems, 'the schemas do not compose, see above');
}

/** Ends the gateway first, so that no request loses an agency it still needs. */
async function end({ gateway, agencies, registry, lock: held }: Parts): Promise<void> {
  const deadline = Date.now() + stopMs;
  await gateway?.close();
  await Promise.all(agencies.map((agency) => agency.stop(Math.max(1000, deadline - Date.now()))));
  await registry?.close();
  held?.release();
}

interface StopSignal {
  readonly first: Promise<void>;
  asked(): boolean;
  forget(): void;
}

/** The first SIGINT or SIGTERM; a second one calls `atOnce` and ends the process. */
function stopSignal(atOnce: () => void): StopSignal {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) {
      atOnce();
      process.exit(130);
    }
    stopping = true;
    resolve();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    first: promise,
    asked: () => stopping,
    forget: () => signals.forEach((signal) => process.off(signal, onSignal)),
  };
}

function pause(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, milliseconds).unref();
  return promise;
}

function say(line: string): void {
  stderr.write(`${line}\n`);
}
