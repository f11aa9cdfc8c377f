import type { Table } from '../table.ts';
import type { AgencyRules } from './agency-rules.ts';

/**
 * What is left of an object that the caller may not know: its key and its marking, by which the gateway says that
 * something is withheld, from whom to ask for it and why; null where objects of its type carry no marking to say so.
 */
export function sealedRow<T>(rules: AgencyRules, table: Table<T>, row: T): T | null {
  const markedBy = table.ruled && rules.types.get(table.ruled.type)?.markedBy;
  if (markedBy === undefined) return null;
  const values = row as Readonly<Record<string, unknown>>;
  const kept = [...table.key.map(({ property }) => property), 'marking'];
  // Every reader of a row's other properties stands behind a rule that such an object does not pass.
  const sealed = Object.fromEntries(kept.map((property) => [property, values[property]]));
  sealedRows.add(sealed);
  return sealed as T;
}

const sealedRows = new WeakSet<object>();

/**
 * The objects of a list that was put together by keys: what is not there is left out, and so is what the caller may not
 * know, which a list says nothing of. An error among what was loaded is thrown.
 */
export function listed<T extends object>(loaded: readonly (T | Error | null)[]): readonly T[] {
  return loaded.flatMap((each) => {
    if (each instanceof Error) throw each;
    return each === null || sealedRows.has(each) ? [] : [each];
  });
}

/** The object that was loaded by its key, where the caller may know it; for what is reckoned from it and not shown. */
export function knownOrNull<T extends object>(loaded: T | null): T | null {
  return loaded === null || sealedRows.has(loaded) ? null : loaded;
}
