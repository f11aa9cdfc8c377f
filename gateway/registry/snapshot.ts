import { committedSupergraph, hashOfCommitted, sourcesHash } from '../compose/sources.ts';
import {
  committedFiles,
  readSubgraphs,
  sharedDocument,
  type SourceTree,
} from '../compose/subgraph-folders.ts';
import type { SubgraphSdl } from '../compose/subgraph-sdl.ts';
import { compositionInputs } from './composition-inputs.ts';
import type { Version } from './publication.ts';
import { readRegistryStore } from './registry-store.ts';

/**
 * What a gateway on a data directory composes, read from the files alone.
 *
 * `newest` is what was published; `hash` is that of the supergraph in use, else of the one in use last, else of
 * the committed one, even when that is stale; missing where there is none of them.
 */
export interface Snapshot {
  readonly inputs: readonly SubgraphSdl[];
  readonly newest: readonly Version[];
  readonly hash?: string;
}

/** The snapshot of a data directory; without a registry in it, of the folders. */
export function readSnapshot(dataDir: string, tree: SourceTree): Snapshot {
  const store = readRegistryStore(dataDir);
  try {
    const newest = store?.newest() ?? [];
    const inputs = compositionInputs(readSubgraphs(tree), newest, sharedDocument(tree));
    const last = store?.supergraph();
    const inUse =
      last !== undefined && (newest.length > 0 || last.sources === sourcesHash(inputs)) ? last : undefined;
    const committed = committedFiles(tree);
    const hash = committedSupergraph(committed, inputs)?.hash ?? inUse?.hash ?? hashOfCommitted(committed);
    return { inputs, newest, ...(hash === undefined ? {} : { hash }) };
  } finally {
    store?.close();
  }
}
