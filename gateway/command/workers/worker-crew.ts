import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import type { RunningGateway } from '../../http/gateway-options.ts';
import type { Publication, PublishOutcome } from '../../registry/publication.ts';
import type { Supergraph, SupergraphSource } from '../../supergraph/supergraph.ts';
import { openSeat } from './worker-seat.ts';
import type { WorkerJob } from './worker-message.ts';

/** What several processes answer for together; `publish` is where a publication goes that reaches any of them. */
export interface CrewOptions {
  readonly count: number;
  readonly job: WorkerJob;
  readonly source: SupergraphSource;
  readonly publish: (publication: Publication) => Promise<PublishOutcome>;
  readonly say: (line: string) => void;
}

// Longer than the gateway waits for requests under way.
const graceMs = 8500;

/**
 * A gateway of several processes on one port: it answers when this resolves; what keeps one of them from answering
 * is thrown as a CommandFailure.
 *
 * This process takes the connections in and hands them out in turn, so the port outlives a worker's death. A
 * supergraph of the source is in use in all of them before whoever announced it hears so; one that any of them
 * refuses is refused. The port must be known: 0 would be another one after every worker has died.
 */
export async function openCrew({ count, job, source, publish, say }: CrewOptions): Promise<RunningGateway> {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('./worker.ts', import.meta.url)),
    args: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // What was announced last and not what is published: a worker that begins between the two must not miss it.
  let current = source.current();
  const seats = Array.from({ length: count }, (_, index) =>
    openSeat({ number: index + 1, job, current: () => current, publish, say }),
  );
  const unsubscribe = source.subscribe(async (next: Supergraph) => {
    current = next;
    const outcomes = await Promise.allSettled(seats.map((seat) => seat.take(next)));
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
  });
  const close = async (): Promise<void> => {
    unsubscribe();
    await Promise.all(seats.map((seat) => seat.stop(graceMs)));
  };
  let closing: Promise<void> | undefined;
  const closeOnce = (): Promise<void> => (closing ??= close());
  try {
    const addresses = await Promise.all(seats.map(({ ready }) => ready));
    const [first] = addresses;
    if (first === undefined) throw new Error('a crew needs at least one worker');
    return { url: first.url, port: first.port, close: closeOnce };
  } catch (error) {
    await closeOnce();
    throw error;
  }
}
