import { createHash } from 'node:crypto';
import { composeAside } from '../compose/compose-aside.ts';
import type { Composition } from '../compose/compose.ts';
import type { Problem } from '../compose/problem.ts';
import { committedSupergraph, sourcesHash, type CommittedTexts } from '../compose/sources.ts';
import { isSubgraphName, type SharedDocument, type SubgraphSdl } from '../compose/subgraph-sdl.ts';
import { supergraphOf, type Supergraph, type SupergraphSource } from '../supergraph/supergraph.ts';
import { compositionInputs } from './composition-inputs.ts';
import type { Publication, PublishOutcome, Version } from './publication.ts';
import { openRegistryStore, type RegistryStore, type StoredSupergraph } from './registry-store.ts';
import { subgraphAddress } from './subgraph-address.ts';

/** Takes a supergraph into use; a rejection means that it cannot be used. */
export type SupergraphListener = (next: Supergraph) => void | Promise<void>;

/**
 * The published schemas of all agencies and the supergraph they compose to.
 *
 * `publish` returns when every listener has the new supergraph in use and the version is on the disk. `place`
 * says where the operator runs a subgraph. `close` waits for a publication under way.
 */
export interface Registry extends SupergraphSource {
  subscribe(listener: SupergraphListener): () => void;
  publish(publication: Publication): Promise<PublishOutcome>;
  place(name: string, url: string): Promise<void>;
  versions(name?: string): readonly Version[];
  /** The newest revision of every subgraph there is or was; 0 where the operator's folder is in use. */
  revisions(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/**
 * What a registry is opened with.
 *
 * `base` is what the operator's folders hold, `shared` the community's document and policies,
 * `committed` the texts of `schema/`, which save composing when they are current. `reserved` are names no agency may
 * publish under. `warn` takes one line.
 */
export interface RegistryOptions {
  readonly dataDir: string;
  readonly base: readonly SubgraphSdl[];
  readonly shared: SharedDocument;
  readonly committed?: CommittedTexts;
  readonly allowedHosts: readonly string[];
  readonly reserved: readonly string[];
  readonly warn: (line: string) => void;
}

/** The schemas do not compose and no earlier supergraph is there to go on with. */
export class CompositionFailure extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('the schemas do not compose');
    this.problems = problems;
  }
}

/** Opens the registry of a data directory; throws a CompositionFailure when there is no supergraph to begin with. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const store = openRegistryStore(options.dataDir);
  try {
    return registryOf(options, store, await firstSupergraph(options, store));
  } catch (error) {
    store.close();
    throw error;
  }
}

async function firstSupergraph(options: RegistryOptions, store: RegistryStore): Promise<StoredSupergraph> {
  const newest = store.newest();
  const inputs = compositionInputs(options.base, newest, options.shared);
  const committed =
    options.committed === undefined ? undefined : committedSupergraph(options.committed, inputs);
  if (committed !== undefined) return stored(committed, inputs, newest);
  const last = store.supergraph();
  if (last?.sources === sourcesHash(inputs)) return last;
  const composition = await composeAside({ subgraphs: inputs });
  if (composition.kind === 'composed') {
    const next = stored(composition.supergraph, inputs, newest);
    store.append(next);
    return next;
  }
  // What was published before goes on answering: an edited folder must not take every agency down.
  if (newest.length === 0 || last === undefined) throw new CompositionFailure(composition.problems);
  options.warn('the folders do not compose with what is published, the last good supergraph stays in use');
  return last;
}

function registryOf(options: RegistryOptions, store: RegistryStore, first: StoredSupergraph): Registry {
  const { base, shared, allowedHosts, reserved } = options;
  const listeners = new Set<SupergraphListener>();
  const places = new Map<string, string>();
  let inUse = first;
  let current = withEndpoints(inUse, store.newest(), places, allowedHosts);
  let turn: Promise<unknown> = Promise.resolve();

  /** One change at a time: each is composed on what the one before it left. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const announce = async (next: Supergraph): Promise<void> => {
    await Promise.all([...listeners].map(async (listener) => listener(next)));
  };
  const latest = (name: string): Version | undefined => store.versions(name).at(-1);
  const operatorsOwn = (name: string): Contents => {
    const folder = base.find((each) => each.name === name);
    return { sdl: folder?.own.text ?? null, policy: folder?.policy?.text ?? null, url: null };
  };

  const change = async (publication: Publication): Promise<PublishOutcome> => {
    const { name } = publication;
    const previous = latest(name);
    const previousRevision = previous?.revision ?? 0;
    if (publication.baseRevision !== undefined && publication.baseRevision !== previousRevision) {
      return { kind: 'conflict', revision: previousRevision };
    }
    const wanted = content(publication, previous);
    if ('reason' in wanted) return { kind: 'refused', reason: wanted.reason };
    const before = previous ?? operatorsOwn(name);
    if (before.sdl === wanted.sdl && before.policy === wanted.policy && before.url === wanted.url) {
      return { kind: 'unchanged', revision: previousRevision, hash: inUse.hash };
    }
    const version: Version = {
      name,
      revision: previousRevision + 1,
      sha256: digestOf(wanted),
      ...wanted,
      publisher: publication.publisher,
      publishedAt: new Date().toISOString(),
    };
    const newest = [...store.newest().filter((each) => each.name !== name), version];
    const inputs = compositionInputs(base, newest, shared);
    const composition: Composition = await composeAside({ subgraphs: inputs, subject: name });
    if (composition.kind === 'failed') return composition;
    const next = stored(composition.supergraph, inputs, newest);
    const fallback = current;
    const candidate = withEndpoints(next, newest, places, allowedHosts);
    // In use first, stored second: a supergraph that the gateway cannot use must never become a version.
    try {
      await announce(candidate);
    } catch {
      await announce(fallback).catch(() => undefined);
      return { kind: 'refused', reason: 'the gateway cannot use the composed supergraph, the old one stays' };
    }
    try {
      store.append(next, version);
    } catch (error) {
      await announce(fallback).catch(() => undefined);
      throw error;
    }
    const previousHash = inUse.hash;
    inUse = next;
    current = candidate;
    return {
      kind: 'published',
      version,
      previousRevision,
      previousHash,
      hash: next.hash,
      hints: composition.hints,
    };
  };

  const content = (
    { name, content: asked, url }: Publication,
    previous: Version | undefined,
  ): Contents | { readonly reason: string } => {
    if (!isSubgraphName(name)) return { reason: `\`${name}\` cannot name a subgraph` };
    if (reserved.includes(name)) return { reason: `\`${name}\` is the gateway's own subgraph` };
    if (asked.kind === 'revision') {
      if (asked.revision === 0) return operatorsOwn(name);
      const again = store.versions(name).find(({ revision }) => revision === asked.revision);
      if (again === undefined) return { reason: `\`${name}\` has no revision ${asked.revision}` };
      const address = again.url === null ? { url: null } : subgraphAddress(again.url, allowedHosts);
      return 'reason' in address ? address : { sdl: again.sdl, policy: again.policy, url: address.url };
    }
    const { sdl, policy = null } = asked;
    if (url === undefined || url === places.get(name)) {
      if ((previous?.url ?? null) === null && !places.has(name)) {
        return { reason: `nobody runs \`${name}\` here, say where it answers: \`--url\`` };
      }
      return { sdl, policy, url: url === undefined ? (previous?.url ?? null) : null };
    }
    const address = subgraphAddress(url, allowedHosts);
    return 'reason' in address ? address : { sdl, policy, url: address.url };
  };

  return {
    current: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish: (publication) => inTurn(() => change(publication)),
    place: (name, url) =>
      inTurn(async () => {
        if (places.get(name) === url) return;
        places.set(name, url);
        current = withEndpoints(inUse, store.newest(), places, allowedHosts);
        await announce(current);
      }),
    versions: (name) => store.versions(name),
    revisions: () => {
      const names = [...base.map(({ name }) => name), ...store.newest().map(({ name }) => name)];
      return Object.fromEntries(
        [...new Set(names)].toSorted().map((name) => [name, latest(name)?.revision ?? 0]),
      );
    },
    close: () => inTurn(async () => store.close()),
  };
}

/** What of a version is its publisher's choice. */
type Contents = Pick<Version, 'sdl' | 'policy' | 'url'>;

function digestOf({ sdl, policy }: Contents): string {
  const hash = createHash('sha256').update(sdl ?? '');
  // A zero byte stands in no text, so no schema with a policy reads like another with none.
  return (policy === null ? hash : hash.update('\0').update(policy)).digest('hex');
}

function stored(
  supergraph: Supergraph,
  inputs: readonly SubgraphSdl[],
  newest: readonly Version[],
): StoredSupergraph {
  return {
    hash: supergraph.hash,
    sdl: supergraph.sdl,
    policies: supergraph.policies,
    sources: sourcesHash(inputs),
    revisions: Object.fromEntries(newest.map(({ name, revision }) => [name, revision])),
    composedAt: new Date().toISOString(),
  };
}

/** A subgraph that nobody runs gets no endpoint: its stand-in address must never be looked up. */
function withEndpoints(
  { sdl, policies }: StoredSupergraph,
  newest: readonly Version[],
  places: ReadonlyMap<string, string>,
  allowedHosts: readonly string[],
): Supergraph {
  const urls = new Map(places);
  for (const version of newest) {
    if (version.sdl === null) urls.delete(version.name);
    else if (version.url !== null) {
      // The operator may have taken the permission back since it was published.
      const address = subgraphAddress(version.url, allowedHosts);
      if ('url' in address) urls.set(version.name, address.url);
      else urls.delete(version.name);
    }
  }
  return supergraphOf(
    sdl,
    [...urls].map(([name, url]) => ({ name, url })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    policies,
  );
}
