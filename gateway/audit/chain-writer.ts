import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyChain, newChainId, seal, type ChainState, type Draft } from './chain.ts';
import { headsOf, openHeadFile, type HeadFile } from './head-folder.ts';
import { keptFile, syncFolder } from './kept-file.ts';
import { logPlace } from './log-place.ts';
import { rootHash } from './merkle-tree.ts';
import { openWriter } from './open-store.ts';
import type { RecordWriter, StoreAddress } from './record-store.ts';
import { isSignedBy, openSigningKey, type SignedHead, type SigningKey } from './signed-head.ts';

/** What a writer of the log works with; `worker` numbers the gateway's processes on one data directory. */
export interface ChainWriterSettings {
  readonly dataDir: string;
  readonly heads: string;
  readonly worker: number;
  readonly store: StoreAddress;
  /** A head is signed after so many records, and `headEveryMs` after a record at the latest. */
  readonly headEvery: number;
  readonly headEveryMs: number;
}

/** Writes the chain of one process; every call must be awaited before the next. */
export interface ChainWriter {
  /** Puts drafts at the end of the chain; they are on the disk when this resolves. */
  append(drafts: readonly Draft[]): Promise<void>;
  /** Signs the chain as it stands and puts the head in the second place. */
  head(): SignedHead;
  /** What need not hold up an answer: a head that is due, lookups. */
  afterwards(): Promise<void>;
  /** Signs what has no head yet, and closes the store. */
  close(): Promise<void>;
}

/**
 * Opens the chain of this process where it stood, and makes sure that the store can be written.
 *
 * A chain that is damaged, or lacks records which a signed head knows, is left as it is for `verify` to tell of, and a
 * new one is begun. `beforeLong` is called before a store is brought up to date, which may take long.
 */
export async function openChainWriter(
  settings: ChainWriterSettings,
  beforeLong: () => void,
): Promise<ChainWriter> {
  const { dataDir, heads, headEvery, headEveryMs } = settings;
  const key = openSigningKey(logPlace(dataDir).signingKey);
  const store = await openWriter(settings.store, beforeLong);
  let chain: string;
  let state: ChainState;
  let headFile: HeadFile;
  try {
    ({ chain, state } = await openChain(settings, store, key));
    headFile = openHeadFile(heads, chain);
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
  let signed = headsOf(heads, chain).heads.at(-1)?.size;
  let signedAt = Date.now();

  const head = (): SignedHead => {
    const { tree, hash, written } = state;
    const [root, last] = [rootHash(tree).toString('hex'), hash.toString('hex')];
    const made = key.sign({ chain, size: tree.size, root, last, at: written || new Date().toISOString() });
    headFile.append(made);
    [signed, signedAt] = [tree.size, Date.now()];
    return made;
  };
  // From its first record on, the second place knows of the chain: one that vanishes is missed.
  if (signed === undefined) head();
  const unsigned = (): number => state.tree.size - (signed ?? 0);
  return {
    append: async (drafts) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const next = seal(state, drafts, new Date().toISOString());
        if (await store.append(chain, state, next.state, next.records)) {
          state = next.state;
          return;
        }
        // Another process writes this chain, or somebody has been at the store.
        const found = await store.state(chain);
        if (found === undefined || found.tree.size <= state.tree.size) break;
        state = found;
      }
      throw new Error('the chain does not stand where this process left it');
    },
    head,
    afterwards: async () => {
      const behind = unsigned();
      if (behind >= headEvery || (behind > 0 && Date.now() - signedAt >= headEveryMs)) head();
      await store.tidy();
    },
    close: async () => {
      if (unsigned() > 0) head();
      headFile.close();
      await store.close();
    },
  };
}

const attempts = 5;

async function openChain(
  { dataDir, heads, worker }: ChainWriterSettings,
  store: RecordWriter,
  key: SigningKey,
): Promise<{ readonly chain: string; readonly state: ChainState }> {
  const file = join(logPlace(dataDir).folder, `chain-${worker}`);
  const kept = keptFile(file, () => `${newChainId()}\n`).trim();
  if (!/^[0-9a-f]{16}$/.test(kept))
    throw new Error(`\`${file}\` names no chain, delete it to begin a new one`);
  const found = await opened(store, kept);
  const known = headsOf(heads, kept).heads.findLast((head) => isSignedBy(key.name, head));
  if (found && (known === undefined || holds(found, known))) return { chain: kept, state: found };
  const chain = newChainId();
  const state = await opened(store, chain);
  if (state === undefined) throw new Error('the store does not keep what it is given');
  const aside = `${file}.new`;
  writeFileSync(aside, `${chain}\n`, { mode: 0o600, flush: true });
  renameSync(aside, file);
  syncFolder(logPlace(dataDir).folder);
  return { chain: readFileSync(file, 'utf8').trim(), state };
}

/** The state of a chain, if it is whole, after a write of nothing, which tells whether the store takes writes. */
async function opened(store: RecordWriter, chain: string): Promise<ChainState | undefined> {
  await store.begin(chain, emptyChain(chain));
  const state = await store.state(chain);
  if (state) await store.append(chain, state, state, []);
  return state;
}

function holds({ tree }: ChainState, { size, root }: SignedHead): boolean {
  return tree.size > size || (tree.size === size && rootHash(tree).toString('hex') === root);
}
