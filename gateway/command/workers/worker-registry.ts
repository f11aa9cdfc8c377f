import type { Publication, PublishOutcome } from '../../registry/publication.ts';
import { readRegistryStore, type RegistryStore } from '../../registry/registry-store.ts';
import type { Registry } from '../../registry/registry.ts';
import type { SupergraphSource } from '../../supergraph/supergraph.ts';

/**
 * The registry as a worker has it: it reads the file, and the primary, which alone writes it, publishes.
 *
 * `agencies` are the names that the operator's folders hold.
 */
export function workerRegistry(
  dataDir: string,
  agencies: readonly string[],
  source: SupergraphSource,
  publish: (publication: Publication) => Promise<PublishOutcome>,
): Registry {
  const reading = <T>(read: (store: RegistryStore) => T): T => {
    const store = readRegistryStore(dataDir);
    if (store === undefined) throw new Error('the registry is not there');
    try {
      return read(store);
    } finally {
      store.close();
    }
  };
  return {
    ...source,
    publish,
    versions: (name) => reading((store) => store.versions(name)),
    revisions: () => {
      const newest = new Map(
        reading((store) => store.newest()).map(({ name, revision }) => [name, revision]),
      );
      const names = new Set([...agencies, ...newest.keys()]);
      return Object.fromEntries([...names].toSorted().map((name) => [name, newest.get(name) ?? 0]));
    },
    place: () => Promise.reject(new Error('only the primary places subgraphs')),
    close: () => Promise.resolve(),
  };
}
