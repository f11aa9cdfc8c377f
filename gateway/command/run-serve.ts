import { stderr, stdout } from 'node:process';
import { freePort } from '../config/port-holder.ts';
import type { ServeSettings } from '../config/serve-settings.ts';
import type { RunningGateway } from '../http/gateway-options.ts';
import type { SupergraphSource } from '../supergraph/supergraph.ts';
import { demandPort } from './demand-port.ts';
import { CommandFailure, exitCode, type ExitCode } from './exit.ts';
import { readServedSupergraph, type ServedSupergraph } from './served-supergraph.ts';
import { stopSignal } from './stop-signal.ts';

/** Serves one supergraph until SIGINT or SIGTERM; resolves when all of it has ended. */
export async function runServe(settings: ServeSettings): Promise<ExitCode> {
  const served = readServedSupergraph(settings);
  demandAccess(settings, served);
  const { host, port, workers } = settings;
  await demandPort(host, port);
  for (const line of served.unavailable) say(line);
  if (served.statesRules)
    say(`\`${settings.file}\` states rules of its own, and open access follows none of them`);
  const stopped = stopSignal(() => undefined);
  let opening: Promise<RunningGateway> | undefined;
  try {
    // Several processes need to agree on the port beforehand.
    const known = workers > 1 && port === 0 ? await freePort(host) : port;
    opening = open({ ...settings, port: known }, fixedSource(served));
    const gateway = await Promise.race([opening, stopped.first]);
    if (gateway === undefined) return exitCode.ok;
    const url = await answeringUrl(gateway);
    stdout.write(`${readyLine(url, settings, served)}\n`);
    await stopped.first;
    stdout.write('stopping: requests under way are answered first, Ctrl+C again ends at once\n');
    return exitCode.ok;
  } finally {
    // What is being opened must be there before it can be closed.
    const gateway = await opening?.catch(() => undefined);
    await gateway?.close();
    stopped.forget();
  }
}

function demandAccess({ file, access }: ServeSettings, served: ServedSupergraph): void {
  if (access === 'open') return;
  if (access === undefined) {
    const rules = served.statesRules ? 'without the rules that it states' : 'without any rules';
    const cure = 'everybody who reaches the port could ask everything; say `--access open` if that is meant';
    throw new CommandFailure(exitCode.usage, `\`${file}\` would be served ${rules}: ${cure}`);
  }
  const why = served.statesRules
    ? '`serve` cannot enforce rules yet'
    : `\`${file}\` states no rule (\`@access\`, \`@marked\`, \`@public\` ...) that could be enforced`;
  throw new CommandFailure(exitCode.usage, `${why}; say \`--access open\` to serve it without rules`);
}

async function open(settings: ServeSettings, source: SupergraphSource): Promise<RunningGateway> {
  if (settings.workers === 1) {
    const { openServedGateway } = await import('./served-gateway.ts');
    return openServedGateway(settings, source);
  }
  const { openCrew } = await import('./workers/worker-crew.ts');
  return openCrew({
    count: settings.workers,
    job: { kind: 'serve', settings },
    source,
    publish: () => Promise.reject(new Error('a supergraph out of a file cannot be published to')),
    say,
  });
}

/** A file is read once: another supergraph is another start. */
function fixedSource({ supergraph }: ServedSupergraph): SupergraphSource {
  return { current: () => supergraph, subscribe: () => () => undefined };
}

/** The gateway's address, once a question was answered there. */
async function answeringUrl({ url }: RunningGateway): Promise<string> {
  // An address that stands for all of them can be listened on and not everywhere be called.
  const reachable = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  const response = await fetch(`${reachable}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  const text = await response.text();
  if (!response.ok || !text.startsWith('{"data":{"__typename":')) {
    throw new CommandFailure(
      exitCode.unexpected,
      `the first question was answered with status ${response.status}`,
    );
  }
  return url;
}

function readyLine(
  url: string,
  { engine, workers, playground }: ServeSettings,
  { names, unavailable }: ServedSupergraph,
): string {
  const available = names.length - unavailable.length;
  const who = workers === 1 ? 'one process' : `${workers} workers`;
  const graphs = `${available} of ${names.length} subgraphs`;
  const page = playground ? `, playground at ${url}/playground` : '';
  return `Watchfloor serves ${graphs} at ${url}/graphql, open to everybody (engine ${engine}, ${who})${page}`;
}

function say(line: string): void {
  stderr.write(`${line}\n`);
}
