import type { ServeSettings } from '../../config/serve-settings.ts';
import type { StartSettings } from '../../config/start-settings.ts';
import type { Publication, PublishOutcome } from '../../registry/publication.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import type { ExitCode } from '../exit.ts';

/**
 * What a worker is to answer for: a port, and all that a gateway there is opened with.
 *
 * `agencies` are the names that the operator's folders hold.
 */
export type WorkerJob =
  | {
      readonly kind: 'start';
      readonly settings: StartSettings;
      readonly agencies: readonly string[];
    }
  | { readonly kind: 'serve'; readonly settings: ServeSettings };

/** What the primary tells a worker; `number` comes back with what became of it. */
export type ToWorker =
  | {
      readonly kind: 'run';
      readonly worker: number;
      readonly job: WorkerJob;
      readonly supergraph: Supergraph;
    }
  | { readonly kind: 'supergraph'; readonly number: number; readonly supergraph: Supergraph }
  | { readonly kind: 'outcome'; readonly number: number; readonly outcome: PublishOutcome }
  | { readonly kind: 'not published'; readonly number: number }
  | { readonly kind: 'stop' };

/** What a worker tells the primary. `hello` is the first: only then it hears. */
export type FromWorker =
  | { readonly kind: 'hello' }
  | { readonly kind: 'ready'; readonly url: string; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string; readonly code: ExitCode }
  | { readonly kind: 'taken'; readonly number: number }
  | { readonly kind: 'refused'; readonly number: number }
  | { readonly kind: 'publish'; readonly number: number; readonly publication: Publication };
