import { Worker } from 'node:worker_threads';
import type { Composition } from './compose.ts';
import { pageProblem } from './page-problem.ts';
import { startOf } from './problem.ts';
import type { SubgraphSdl } from './subgraph-sdl.ts';

/** What the composing thread is given. */
export interface ComposeOrder {
  readonly subgraphs: readonly SubgraphSdl[];
  readonly subject?: string;
}

/**
 * Composes in a thread of its own, so that a gateway goes on answering meanwhile.
 *
 * A composition that takes longer than `limitMs` or more than 1 GB is ended and is a failure: a schema can be
 * written so that composing it never ends.
 */
export async function composeAside(order: ComposeOrder, limitMs = 30_000): Promise<Composition> {
  const worker = new Worker(new URL('./compose-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const { promise, resolve } = Promise.withResolvers<Composition>();
  const timer = setTimeout(() => resolve(unfinished(order, `not within ${limitMs / 1000} seconds`)), limitMs);
  worker.once('message', resolve);
  worker.once('error', (error: Error) => resolve(unfinished(order, error.message)));
  worker.once('exit', () => resolve(unfinished(order, 'the composing thread ended')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function unfinished({ subgraphs, subject }: ComposeOrder, reason: string): Composition {
  const about = subgraphs.find(({ name }) => name === subject) ?? subgraphs[0];
  const { file, text } = about?.own ?? { file: 'schema.graphql', text: '' };
  const message = `composition could not finish: ${reason}`;
  return {
    kind: 'failed',
    problems: [pageProblem('WF-C099', about?.name ?? '', startOf(file), text, message)],
  };
}
