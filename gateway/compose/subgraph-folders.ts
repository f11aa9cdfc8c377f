import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { CommittedTexts } from './sources.ts';
import type { SdlDocument, SharedDocument, SubgraphSdl } from './subgraph-sdl.ts';

/** The folders that hold what is composed: `schema/shared.graphql`, `subgraphs/`, `gateway/viewer/`. */
export interface SourceTree {
  readonly root: string;
  readonly subgraphs: string;
}

/** The name of the gateway's own subgraph; no agency may publish under it. */
export const ownSubgraph = 'watchfloor';

/** The shared document of the community with its policies, `schema/policies/*.cedar`; a tree without the document throws. */
export function sharedDocument({ root }: SourceTree): SharedDocument {
  const folder = join(root, 'schema', 'policies');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.cedar')) : [];
  return {
    ...documentAt(root, join(root, 'schema', 'shared.graphql')),
    policies: files.toSorted().map((name) => documentAt(root, join(folder, name))),
  };
}

/** What the tree has committed: `schema/supergraph.graphql` and `schema/policies.json`. */
export function committedFiles({ root }: SourceTree): CommittedTexts {
  const textAt = (name: string): string | undefined => {
    const file = join(root, 'schema', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  return { supergraph: textAt('supergraph.graphql'), policies: textAt('policies.json') };
}

/** Names of the agencies' folders, sorted: every folder with a `schema.graphql`, whoever added it. */
export function agencyFolders({ subgraphs }: SourceTree): readonly string[] {
  if (!existsSync(subgraphs)) return [];
  return readdirSync(subgraphs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(subgraphs, entry.name, 'schema.graphql')))
    .map(({ name }) => name)
    .toSorted();
}

/** The subgraph of one agency's folder; a folder without `schema.graphql` throws. */
function readSubgraph(tree: SourceTree, folder: string): SubgraphSdl {
  const own = documentAt(tree.root, join(folder, 'schema.graphql'));
  const policy = join(folder, 'policy.cedar');
  return {
    name: basename(resolve(folder)),
    shared: sharedDocument(tree),
    own,
    ...(existsSync(policy) ? { policy: documentAt(tree.root, policy) } : {}),
  };
}

/** All that the tree composes: each agency's folder, and the gateway's own subgraph where there is one. */
export function readSubgraphs(tree: SourceTree): readonly SubgraphSdl[] {
  const agencies = agencyFolders(tree).map((name) => readSubgraph(tree, join(tree.subgraphs, name)));
  const viewer = join(tree.root, 'gateway', 'viewer');
  if (!existsSync(join(viewer, 'schema.graphql'))) return agencies;
  return [...agencies, { ...readSubgraph(tree, viewer), name: ownSubgraph }];
}

/** Whether `path` is a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The text of a file under the name people know it by: relative to the root, or to where they are. */
function documentAt(root: string, path: string): SdlDocument {
  const inside = relative(root, path);
  const file = inside.startsWith('..') ? path : inside.replaceAll('\\', '/');
  return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
}
