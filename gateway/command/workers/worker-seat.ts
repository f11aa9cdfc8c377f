import cluster, { type Worker } from 'node:cluster';
import type { Publication, PublishOutcome } from '../../registry/publication.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { CommandFailure, exitCode } from '../exit.ts';
import type { FromWorker, ToWorker, WorkerJob } from './worker-message.ts';

/** What a worker is kept running with. */
export interface SeatOptions {
  /** Counted from 1, for the person who watches. */
  readonly number: number;
  readonly job: WorkerJob;
  /** The supergraph that a worker begins with. */
  readonly current: () => Supergraph;
  readonly publish: (publication: Publication) => Promise<PublishOutcome>;
  /** The pause before a worker that died is replaced; it doubles up to a hundred times itself. */
  readonly pauseMs?: number;
  readonly say: (line: string) => void;
}

/** Where a gateway answers. */
export interface Address {
  readonly url: string;
  readonly port: number;
}

/** One worker process that is kept running: the process changes when it dies. */
export interface WorkerSeat {
  /** Resolves when the first process answers; rejects with a CommandFailure when it ends before. */
  readonly ready: Promise<Address>;
  /** Resolves when the process has the supergraph in use or there is no process; rejects when it refuses. */
  take(supergraph: Supergraph): Promise<void>;
  /** Ends it gracefully, by force after `graceMs`; it is not replaced. */
  stop(graceMs: number): Promise<void>;
}

const steadyMs = 60_000;
// Longer than an engine may take to load a supergraph.
const takingMs = 70_000;

/** Starts a worker and replaces it when it dies, once it has answered for the first time. */
export function openSeat(options: SeatOptions): WorkerSeat {
  const firstPauseMs = options.pauseMs ?? 250;
  const ready = Promise.withResolvers<Address>();
  let running: Running | undefined;
  let pauseMs = firstPauseMs;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let everReady = false;

  const start = (): void => {
    const startedAt = Date.now();
    running = runWorker(options, (address) => {
      if (everReady) options.say(`worker ${options.number} answers again`);
      everReady = true;
      ready.resolve(address);
    });
    void running.ended.then((end) => {
      running = undefined;
      if (stopping) return;
      if (!everReady) return ready.reject(end.failure ?? unforeseen(end.how));
      replace(end.failure?.message ?? end.how, Date.now() - startedAt);
    });
  };
  const replace = (how: string, livedMs: number): void => {
    if (livedMs > steadyMs) pauseMs = firstPauseMs;
    options.say(`worker ${options.number} ${how}, replacing it in ${pauseMs / 1000} s`);
    timer = setTimeout(start, pauseMs);
    pauseMs = Math.min(pauseMs * 2, firstPauseMs * 100);
  };

  start();
  // Whoever opens several seats hears of the first that fails.
  ready.promise.catch(() => undefined);
  return {
    ready: ready.promise,
    take: (supergraph) => running?.take(supergraph) ?? Promise.resolve(),
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(timer);
      await running?.stop(graceMs);
      ready.reject(new CommandFailure(exitCode.unexpected, 'stopped before it answered'));
    },
  };
}

interface End {
  readonly how: string;
  readonly failure?: CommandFailure;
}

/** One process from its start to its end. */
interface Running {
  readonly ended: Promise<End>;
  take(supergraph: Supergraph): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

function runWorker(
  { number: seat, job, current, publish }: SeatOptions,
  answers: (address: Address) => void,
): Running {
  const worker = cluster.fork();
  const ended = Promise.withResolvers<End>();
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let failure: CommandFailure | undefined;
  let listens = false;
  let last = 0;

  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'hello':
        listens = true;
        return tell(worker, { kind: 'run', worker: seat, job, supergraph: current() });
      case 'ready':
        return answers(message);
      case 'failed':
        // It waits to be ended: its last word would otherwise race with its end.
        failure = new CommandFailure(message.code, message.message);
        return void worker.process.kill('SIGKILL');
      case 'taken':
        return waiting.get(message.number)?.resolve();
      case 'refused':
        return waiting.get(message.number)?.reject(new Error('a worker cannot use the supergraph'));
      case 'publish': {
        const { number, publication } = message;
        publish(publication).then(
          (outcome) => tell(worker, { kind: 'outcome', number, outcome }),
          () => tell(worker, { kind: 'not published', number }),
        );
        return undefined;
      }
      default:
        return message satisfies never;
    }
  });
  const over = (how: string): void => {
    // A process that is gone serves nothing old; its successor begins with what is in use.
    for (const { resolve } of waiting.values()) resolve();
    ended.resolve({ how, ...(failure === undefined ? {} : { failure }) });
  };
  // `error` is all that is heard of a process that could not be made; otherwise `exit` follows.
  worker.once('error', (error) => over(`could not be started: ${error.message}`));
  worker.once('exit', (code: number | null, signal: string | null) =>
    over(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
  );

  return {
    ended: ended.promise,
    take: async (supergraph) => {
      if (!listens) return;
      last += 1;
      const number = last;
      const taken = Promise.withResolvers<void>();
      waiting.set(number, taken);
      tell(worker, { kind: 'supergraph', number, supergraph });
      // One that no longer answers must not hold up a publication: its successor begins with what is in use.
      const lost = setTimeout(() => worker.process.kill('SIGKILL'), takingMs);
      await taken.promise.finally(() => {
        clearTimeout(lost);
        waiting.delete(number);
      });
    },
    stop: async (graceMs) => {
      const force = setTimeout(() => worker.process.kill('SIGKILL'), graceMs);
      // One that does not hear yet has nothing under way.
      if (listens) tell(worker, { kind: 'stop' });
      else worker.process.kill('SIGKILL');
      await ended.promise;
      clearTimeout(force);
    },
  };
}

/** A message to a process that dies meanwhile is lost with it. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

function unforeseen(how: string): CommandFailure {
  return new CommandFailure(exitCode.unexpected, `a worker ${how} before it answered`);
}
