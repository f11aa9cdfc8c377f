import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How one agency's subgraph is run. */
export interface AgencyProcessOptions {
  readonly name: string;
  readonly folder: string;
  /** The program that serves a folder. */
  readonly serve: string;
  readonly dataDir: string;
  /** The port asked for first; when the process cannot have it, any is taken. */
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether a process that dies is started again. */
  readonly restart: boolean;
  /** The first pause before a restart; it doubles up to thirty times itself. */
  readonly pauseMs?: number;
  /** Takes one line for the person who watches. */
  readonly say: (line: string) => void;
  /** Told whenever the subgraph answers, also after a restart. */
  readonly answers: (url: string) => void;
}

/** A subgraph that is kept running. `settled` resolves when it first answers or first dies. */
export interface AgencyProcess {
  readonly name: string;
  readonly settled: Promise<void>;
  pid(): number | undefined;
  url(): string | undefined;
  /** Ends it gracefully, by force after `graceMs`; it is not started again. */
  stop(graceMs: number): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

const steadyMs = 60_000;

/** Starts an agency's subgraph in a process of its own and keeps it running. */
export function runAgency(options: AgencyProcessOptions): AgencyProcess {
  const { name, say } = options;
  const firstPauseMs = options.pauseMs ?? 1000;
  const settled = Promise.withResolvers<void>();
  let child: ChildProcess | undefined;
  let url: string | undefined;
  let pauseMs = firstPauseMs;
  let port = options.port;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;

  const start = (): void => {
    const startedAt = Date.now();
    const running = launch(options, port);
    child = running;
    let end: string | undefined;
    // `error` is all that is heard of a process that could not be made; otherwise `exit` follows.
    running.once('error', (error) => ended(`could not be started: ${error.message}`));
    running.once('exit', (code, signal) =>
      ended(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
    );
    if (running.stderr !== null) {
      createInterface({ input: running.stderr }).on('line', (line) => say(`${name}: ${line}`));
    }
    if (running.stdout !== null) {
      createInterface({ input: running.stdout }).on('line', (line) => {
        url = readyUrl(line) ?? url;
        if (url === undefined || end !== undefined) return;
        port = Number(new URL(url).port);
        options.answers(url);
        settled.resolve();
      });
    }
    const ended = (how: string): void => {
      if (end !== undefined) return;
      end = how;
      const neverAnswered = url === undefined;
      child = undefined;
      url = undefined;
      if (!stopping) plan(how, Date.now() - startedAt, neverAnswered);
      settled.resolve();
    };
  };

  const plan = (how: string, livedMs: number, neverAnswered: boolean): void => {
    if (!options.restart) return say(`${name} ${how}, its fields are unavailable; it is not restarted`);
    if (livedMs > steadyMs) pauseMs = firstPauseMs;
    // Perhaps another program has the port by now.
    if (neverAnswered) port = 0;
    say(`${name} ${how}, its fields are unavailable; restarting it in ${pauseMs / 1000} s`);
    timer = setTimeout(start, pauseMs);
    pauseMs = Math.min(pauseMs * 2, firstPauseMs * 30);
  };

  start();
  return {
    name,
    settled: settled.promise,
    pid: () => child?.pid,
    url: () => url,
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (running === undefined || running.pid === undefined) return;
      const force = setTimeout(() => running.kill('SIGKILL'), graceMs);
      const gone = once(running, 'exit');
      running.kill('SIGTERM');
      await gone;
      clearTimeout(force);
    },
    kill: () => {
      stopping = true;
      clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
}

function launch({ serve, folder, dataDir, environment }: AgencyProcessOptions, port: number): ChildProcess {
  return spawn(process.execPath, [serve, folder, '--port', String(port), '--data-dir', dataDir], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl+C in the terminal is for the gateway, which then ends the agencies in order.
    detached: true,
  });
}

function readyUrl(line: string): string | undefined {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null) return undefined;
    if (!('ready' in message) || message.ready !== true || !('url' in message)) return undefined;
    return typeof message.url === 'string' && URL.canParse(message.url) ? message.url : undefined;
  } catch {
    return undefined;
  }
}
