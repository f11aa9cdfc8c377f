import { sha256 } from './sha256.ts';

/**
 * A Merkle tree that only grows, kept as the roots of its perfect subtrees, largest first: one for each bit of
 * `size` (RFC 9162 2.1.1).
 */
export interface MerkleTree {
  readonly size: number;
  readonly peaks: readonly Buffer[];
}

/** The tree without leaves. */
export const emptyTree: MerkleTree = { size: 0, peaks: [] };

/** What an entry begins with when its leaf's hash is taken (RFC 9162 2.1.1). */
export const leafPrefix = 0;

/** The hash of a leaf; `prefixed` is its entry behind the `leafPrefix`, so that nothing has to be copied here. */
export function leafHash(prefixed: Uint8Array): Buffer {
  return sha256(prefixed);
}

/** The tree with more leaves, given by their hashes. */
export function grownTree(tree: MerkleTree, leaves: readonly Buffer[]): MerkleTree {
  const peaks = [...tree.peaks];
  let { size } = tree;
  for (const leaf of leaves) {
    let node = leaf;
    // Every low bit that is set is a subtree of the same height as `node`: the two become one.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(peaks.pop(), node);
    peaks.push(node);
    size += 1;
  }
  return { size, peaks };
}

/** The root hash; that of no leaves is SHA-256 of nothing (RFC 9162 2.1.1). */
export function rootHash({ peaks }: MerkleTree): Buffer {
  const last = peaks.at(-1);
  if (last === undefined) return sha256(Buffer.alloc(0));
  return peaks.slice(0, -1).reduceRight((root, peak) => nodeHash(peak, root), last);
}

const pair = Buffer.alloc(65, 1);

function nodeHash(left: Buffer | undefined, right: Buffer): Buffer {
  if (left === undefined) throw new Error('the tree has fewer peaks than its size says');
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}
