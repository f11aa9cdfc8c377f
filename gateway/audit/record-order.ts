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
