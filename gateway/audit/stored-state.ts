import type { ChainState } from './chain.ts';
import { lookedUp } from './sqlite-lookups.ts';

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

/** The statement that gives such a row of a SQLite file; its one parameter is the chain. */
export const sqliteStateQuery = `with newest as (
    select * from (
      select d.sequence, d.hash from by_chain as i cross join disclosure as d on d.number = i.number
      where i.chain = ?1 order by i.sequence desc, i.number desc limit 1)
    union all select * from (
      select sequence, hash from disclosure where number > ${lookedUp} and chain = ?1
      order by sequence desc, number desc limit 1)
  )
  select size, chain.hash, peaks, written, newest.sequence as last, newest.hash as last_hash
  from chain left join newest on true where id = ?1 order by last desc nulls last limit 1`;

/** The statement that gives it on a PostgreSQL server; its one parameter is the chain. */
export const postgresStateQuery = `select size, chain.hash, peaks, written, sequence as last, disclosure.hash as last_hash
  from chain left join disclosure on chain = id
  where id = $1 order by sequence desc nulls last limit 1`;

/** The peaks as one column. */
export function peaksColumn({ tree }: ChainState): Buffer {
  return Buffer.concat(tree.peaks);
}

function bitsSet(count: number): number {
  return [...count.toString(2)].filter((bit) => bit === '1').length;
}
