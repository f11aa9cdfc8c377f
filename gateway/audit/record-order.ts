import type { RecordQuery, StoredRecord } from './record-store.ts';

/** The first of `records` in the order of a query. */
export function inOrder(
  records: readonly StoredRecord[],
  { first, newest = false }: Pick<RecordQuery, 'first' | 'newest'>,
): readonly StoredRecord[] {
  const sorted = records.toSorted(byTime);
  return (newest ? sorted.toReversed() : sorted).slice(0, first);
}

function byTime(a: StoredRecord, b: StoredRecord): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.number - b.number;
}

/** The first of the records of a chain by their sequence. */
export function inSequence(records: readonly StoredRecord[], first: number): readonly StoredRecord[] {
  return records.toSorted((a, b) => a.sequence - b.sequence || a.number - b.number).slice(0, first);
}
