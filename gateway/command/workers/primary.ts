import type { Publication, PublishOutcome } from '../../registry/publication.ts';
import type { Supergraph, SupergraphSource } from '../../supergraph/supergraph.ts';
import type { FromWorker, ToWorker, WorkerJob } from './worker-message.ts';

/** The primary process as one of its workers sees it. */
export interface Primary {
  /** What to answer for, and the source of the supergraphs that the primary announces. */
  readonly order: Promise<{
    readonly job: WorkerJob;
    readonly source: SupergraphSource;
    /** This worker's number among all, from 1. */
    readonly worker: number;
  }>;
  /** Resolves when this worker is to end. */
  readonly stop: Promise<void>;
  tell(message: FromWorker): void;
  /** Publishes where the registry is; rejects when that failed there, or nobody is there any more. */
  publish(publication: Publication): Promise<PublishOutcome>;
}

/** Begins to listen to the primary and says so to it. */
export function openPrimary(): Primary {
  const order = Promise.withResolvers<Awaited<Primary['order']>>();
  const stop = Promise.withResolvers<void>();
  const publications = new Map<number, PromiseWithResolvers<PublishOutcome>>();
  const listeners = new Set<(next: Supergraph) => void | Promise<void>>();
  let current: Supergraph;
  let last = 0;

  const tell = (message: FromWorker): void => void process.send?.(message);
  const take = async (number: number, supergraph: Supergraph): Promise<void> => {
    current = supergraph;
    const outcomes = await Promise.allSettled([...listeners].map(async (listener) => listener(supergraph)));
    const refused = outcomes.some(({ status }) => status === 'rejected');
    tell({ kind: refused ? 'refused' : 'taken', number });
  };
  const source: SupergraphSource = {
    current: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  process.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'run':
        current = message.supergraph;
        return order.resolve({ job: message.job, source, worker: message.worker });
      case 'supergraph':
        return void take(message.number, message.supergraph);
      case 'outcome':
        return publications.get(message.number)?.resolve(message.outcome);
      case 'not published':
        return publications.get(message.number)?.reject(new Error('the registry could not publish'));
      case 'stop':
        return stop.resolve();
      default:
        return message satisfies never;
    }
  });
  process.on('SIGTERM', () => stop.resolve());
  // A terminal sends these to every process; the primary hears them too and ends its workers in order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  tell({ kind: 'hello' });

  return {
    order: order.promise,
    stop: stop.promise,
    tell,
    async publish(publication) {
      last += 1;
      const number = last;
      const outcome = Promise.withResolvers<PublishOutcome>();
      publications.set(number, outcome);
      tell({ kind: 'publish', number, publication });
      return outcome.promise.finally(() => publications.delete(number));
    },
  };
}
