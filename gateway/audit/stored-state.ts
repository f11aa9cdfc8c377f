import type { ChainState } from './chain.ts';

/** A row of the table of chains, whatever the store gives. */
export type ChainRow = Readonly<Record<string, unknown>>;

/**
 * The state that a row holds, or nothing where it is damaged.
 *
 * The row also has what the last record says of itself: `last`, its sequence, and `last_hash`, both null without one.
 */
export function stateOf(row: ChainRow | undefined): ChainState | undefined {
  if (row === undefined) return undefined;
  const { size, hash, peaks, written, last, last_hash: lastHash } = row;
  const count = Number(size);
  if (!(hash instanceof Uint8Array) || !(peaks instanceof Uint8Array) || typeof written !== 'string') {
    return undefined;
  }
  if (!Number.isSafeInteger(count) || count < 0 || peaks.length !== 32 * bitsSet(count)) return undefined;
  if (Number(last ?? 0) !== count) return undefined;
  if (count > 0 && !(lastHash instanceof Uint8Array && Buffer.from(hash).equals(lastHash))) return undefined;
  const parts = Array.from({ length: peaks.length / 32 }, (_, at) =>
    Buffer.from(peaks.subarray(32 * at, 32 * at + 32)),
  );
  return { tree: { size: count, peaks: parts }, hash: Buffer.from(hash), written };
}

/** The statement that gives such a row; its one parameter is the chain. */
export const stateQuery = `select size, chain.hash, peaks, written, sequence as last, disclosure.hash as last_hash
  from chain left join disclosure on chain = id
  where id = $1 order by sequence desc nulls last limit 1`;

/** The peaks as one column. */
export function peaksColumn({ tree }: ChainState): Buffer {
  return Buffer.concat(tree.peaks);
}

function bitsSet(count: number): number {
  return [...count.toString(2)].filter((bit) => bit === '1').length;
}
