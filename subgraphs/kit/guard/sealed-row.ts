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
  return Object.fromEntries(kept.map((property) => [property, values[property]])) as T;
}
