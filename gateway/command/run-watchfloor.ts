import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import {
  agencyFolders,
  committedFiles,
  ownSubgraph,
  readSubgraphs,
  sharedDocument,
} from '../compose/subgraph-folders.ts';
import { lockDataDir, type DataDirLock } from '../config/data-dir-lock.ts';
import { openGatewayKey } from '../config/gateway-key.ts';
import { keepPolicies, policiesFile } from '../config/policies-in-use.ts';
import { openSigningKey, publicKeyText } from '../config/signing-key.ts';
import { freePort } from '../config/port-holder.ts';
import { UnusableSetting } from '../config/setting-text.ts';
import { sourceTree } from '../config/source-tree.ts';
import type { StartSettings } from '../config/start-settings.ts';
import type { RunningGateway } from '../http/gateway-options.ts';
import type { Registry } from '../registry/registry.ts';
import { agencyKey } from '../supergraph/agency-key.ts';
import { parsePolicyBook, policyBookOf } from '../../schema/policy/policy-book.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { agencyEnvironment, unknownStore, unusedStores } from './agency-environment.ts';
import { runAgency, type AgencyProcess } from './agency-process.ts';
import { demandPort } from './demand-port.ts';
import { emptyStores, prepareDemonstration, refuseExercise } from './demonstration.ts';
import { CommandFailure, exitCode, type ExitCode } from './exit.ts';
import { openIssuer, type Issuer } from './issuer.ts';
import { readyText } from './ready-text.ts';
import { stopSignal, type StopSignal } from './stop-signal.ts';

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
  const { dataDir, demonstration, workers, access } = settings;
  const tree = sourceTree(settings.subgraphs);
  const gatewayKey = openGatewayKey(dataDir);
  const publicKey = publicKeyText(openSigningKey(dataDir));
  const names = agencyFolders(tree).filter((name) => existsSync(join(tree.subgraphs, name, 'index.ts')));
  const misspelt = unknownStore(names, process.env);
  if (misspelt !== undefined) {
    const message = `\`${misspelt}\` names the store of no agency, the agencies are ${names.join(', ')}`;
    throw new CommandFailure(exitCode.usage, message);
  }
  const unused = unusedStores(dataDir, names, process.env);
  if (unused !== undefined) say(unused);
  // Reading the gateway's modules takes as long as the demonstration does, so both are begun.
  const modules = Promise.all([
    import('../registry/registry.ts'),
    settings.workers === 1 ? import('./started-gateway.ts') : import('./workers/worker-crew.ts'),
  ]);
  modules.catch(() => undefined);
  if (demonstration === undefined) await refuseExercise(dataDir, names);
  if (demonstration?.reset === true) emptyStores(dataDir, names);
  if (stopped.asked()) return;
  const { policies } = committedFiles(tree);
  // An agency does not start without policies; those that were published are put there when the registry is open.
  keepPolicies(dataDir, policies === undefined ? policyBookOf([]) : parsePolicyBook(policies));
  const ports = await Promise.all(names.map(() => freePort('127.0.0.1')));
  let moved: (name: string, url: string) => void = () => undefined;
  parts.agencies = names.map((name, index) =>
    runAgency({
      name,
      folder: join(tree.subgraphs, name),
      serve: join(tree.root, 'subgraphs', 'kit', 'serve.ts'),
      dataDir,
      port: ports[index] ?? 0,
      environment: agencyEnvironment(
        name,
        { gatewayKey: agencyKey(gatewayKey, name), publicKey, policies: policiesFile(dataDir), access },
        process.env,
      ),
      restart: settings.restart,
      say,
      answers: (url) => moved(name, url),
    }),
  );

  // Invented while the agencies start: nobody asks them before the gateway is there.
  if (demonstration !== undefined)
    await prepareDemonstration(dataDir, tree.subgraphs, names, demonstration, say);

  if (stopped.asked()) return;
  const [{ openRegistry }] = await modules;
  const registry = await openRegistry({
    dataDir,
    base: readSubgraphs(tree),
    shared: sharedDocument(tree),
    allowedHosts: settings.allowedSubgraphHosts,
    reserved: [ownSubgraph],
    warn: say,
    committed: committedFiles(tree),
  }).catch(explainedFailure);
  parts.registry = registry;
  for (const [index, name] of names.entries())
    await registry.place(name, `http://127.0.0.1:${ports[index]}/graphql`);
  if (stopped.asked()) return;
  // Before the gateway hears of a publication, the agencies can.
  keepPolicies(dataDir, registry.current().policies);
  registry.subscribe((next) => keepPolicies(dataDir, next.policies));
  const issuer = await openIssuer(settings);
  parts.gateway = await openGateway(settings, names, issuer, registry);
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
  const { url } = parts.gateway;
  const announce = ({ subgraphs }: Supergraph): void => {
    const places = Object.fromEntries(subgraphs.map((each) => [each.name, each.url]));
    parts.lock?.announce({ url, subgraphs: tree.subgraphs, workers, agencies: places });
  };
  announce(registry.current());
  registry.subscribe(announce);
  const seconds = (performance.now() - startedAt) / 1000;
  stdout.write(
    await readyText({
      url,
      agencies: parts.agencies,
      seconds,
      registry,
      dataDir,
      workers,
      canSignIn: issuer.verifier.ready(),
      ...(issuer.demo === undefined ? {} : { demo: issuer.demo }),
    }),
  );
  flushCompileCache();
}

/** One process that does everything, or several that answer while this one holds what there is only one of. */
async function openGateway(
  settings: StartSettings,
  agencies: readonly string[],
  issuer: Issuer,
  registry: Registry,
): Promise<RunningGateway> {
  const { host, port, workers } = settings;
  if (workers === 1) {
    const { openStartedGateway } = await import('./started-gateway.ts');
    return openStartedGateway(settings, issuer, registry);
  }
  const { openCrew } = await import('./workers/worker-crew.ts');
  const known = port === 0 ? await freePort(host) : port;
  return openCrew({
    count: workers,
    job: { kind: 'start', settings: { ...settings, port: known }, agencies },
    source: registry,
    publish: (publication) => registry.publish(publication),
    say,
  });
}

function lock(dataDir: string): DataDirLock {
  try {
    return lockDataDir(dataDir);
  } catch (error) {
    if (error instanceof UnusableSetting) throw new CommandFailure(exitCode.usage, error.message);
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

function pause(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, milliseconds).unref();
  return promise;
}

function say(line: string): void {
  stderr.write(`${line}\n`);
}
