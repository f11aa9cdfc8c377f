import { randomBytes } from 'node:crypto';
import { emptyTree, grownTree, leafHash, leafPrefix, type MerkleTree } from './merkle-tree.ts';
import { sha256 } from './sha256.ts';

/** Where a chain of records stands: its tree, the hash of its last record and when that was written. */
export interface ChainState {
  readonly tree: MerkleTree;
  readonly hash: Buffer;
  readonly written: string;
}

/**
 * A disclosure on its way into a chain: its canonical JSON, and what the store looks it up by. `entities` are the
 * digests in hex in a row.
 */
export interface Draft {
  readonly text: string;
  readonly entities: string;
  readonly coordinate: string;
  readonly agency: string;
  readonly at: string;
}

/** A disclosure in its chain; `entry` is the canonical JSON that both hash and tree are made of. */
export interface SealedRecord extends Omit<Draft, 'text'> {
  readonly sequence: number;
  readonly entry: string;
  readonly hash: Buffer;
}

/** A new chain's id: 16 hexadecimal digits at random. */
export function newChainId(): string {
  return randomBytes(8).toString('hex');
}

/** The chain before its first record; its hash is that of the chain's id, so that no two chains share records. */
export function emptyChain(id: string): ChainState {
  return { tree: emptyTree, hash: sha256(`watchfloor disclosure log ${id}`), written: '' };
}

/**
 * Puts drafts at the end of a chain, all written at `clock` (RFC 3339).
 *
 * A clock that has gone back is kept beside the time of the record before: a chain's times never go back.
 */
export function seal(
  state: ChainState,
  drafts: readonly Draft[],
  clock: string,
): { readonly state: ChainState; readonly records: readonly SealedRecord[] } {
  const late = clock < state.written;
  const written = late ? state.written : clock;
  const before = late ? `{"clock":"${clock}","disclosure":` : '{"disclosure":';
  const after = `,"written":"${written}"}`;
  let last = state.hash;
  const leaves: Buffer[] = [];
  const records = drafts.map(({ text, entities, coordinate, agency, at }, index) => {
    const entry = before + text + after;
    const { hash: own, leaf } = recordHashes(last, entry);
    last = own;
    leaves.push(leaf);
    return { sequence: state.tree.size + index + 1, entities, coordinate, agency, at, entry, hash: own };
  });
  return { state: { tree: grownTree(state.tree, leaves), hash: last, written }, records };
}

/**
 * The hash of a record, SHA-256 over the hash of the one before it (32 bytes) and its own canonical JSON, and its leaf
 * in the tree.
 */
export function recordHashes(
  previous: Uint8Array,
  entry: string,
): { readonly hash: Buffer; readonly leaf: Buffer } {
  // An entry takes at most three bytes a UTF-16 unit. One piece of memory serves both hashes of all records.
  const most = hashLength + 3 * entry.length;
  if (scratch.length < most) scratch = Buffer.alloc(2 * most);
  scratch.set(previous);
  const end = hashLength + scratch.write(entry, hashLength);
  const own = sha256(scratch.subarray(0, end));
  scratch[hashLength - 1] = leafPrefix;
  return { hash: own, leaf: leafHash(scratch.subarray(hashLength - 1, end)) };
}

const hashLength = 32;
let scratch = Buffer.alloc(16_384);
