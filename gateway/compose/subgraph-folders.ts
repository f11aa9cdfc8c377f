import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { SdlDocument, SubgraphSdl } from './subgraph-sdl.ts';

/** The folders that hold what is composed: `schema/shared.graphql`, `subgraphs/`, `gateway/viewer/`. */
export interface SourceTree {
  readonly root: string;
  readonly subgraphs: string;
}

/** The name of the gateway's own subgraph; no agency may publish under it. */
export const ownSubgraph = 'watchfloor';

/** The shared document of the community; a tree without it throws. */
export function sharedDocument({ root }: SourceTree): SdlDocument {
  return documentAt(root, join(root, 'schema', 'shared.graphql'));
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
  return { name: basename(resolve(folder)), shared: sharedDocument(tree), own };
}

/** All that the tree composes: each agency's folder, and the gateway's own subgraph where there is one. */
export function readSubgraphs(tree: SourceTree): readonly SubgraphSdl[] {
  const agencies = agencyFolders(tree).map((name) => readSubgraph(tree, join(tree.subgraphs, name)));
  const viewer = join(tree.root, 'gateway', 'viewer', 'schema.graphql');
  if (!existsSync(viewer)) return agencies;
  return [
    ...agencies,
    { name: ownSubgraph, shared: sharedDocument(tree), own: documentAt(tree.root, viewer) },
  ];
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
