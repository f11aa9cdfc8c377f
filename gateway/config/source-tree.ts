import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceTree } from '../compose/subgraph-folders.ts';

/** The tree this program is part of; `subgraphs` names another folder of agencies than its own. */
export function sourceTree(subgraphs?: string): SourceTree {
  const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
  return { root, subgraphs: subgraphs === undefined ? resolve(root, 'subgraphs') : resolve(subgraphs) };
}
