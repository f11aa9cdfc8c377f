import type { LoadRecord, RecordKind } from './record.ts';

/** What became of rows, by count. */
export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** The counts of one table. */
export interface TableCounts extends Counts {
  readonly table: string;
}

/** What became of records that were put. */
export interface PutOutcome {
  readonly tables: readonly TableCounts[];
  /** Records the agency could not take; nothing of them is in the counts. */
  readonly refused: readonly { readonly record: LoadRecord; readonly reason: string }[];
}

/** An agency's store during one load: nothing put is seen by others, or survives, before `commit`. */
export interface Staging {
  put(records: readonly LoadRecord[]): Promise<PutOutcome>;
  commit(): Promise<void>;
  /** Undoes all that was put; harmless after `commit` or when repeated. */
  rollback(): Promise<void>;
}

/** Where records go: an agency that takes some kinds of them. */
export interface Destination {
  readonly agency: string;
  accepts(kind: RecordKind): boolean;
  begin(): Promise<Staging>;
}
