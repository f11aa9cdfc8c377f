import type { ChainState, SealedRecord } from './chain.ts';
import type { DisclosureQuery } from './disclosure.ts';

/** Where records are written; what is written is on the disk when a promise resolves. */
export interface RecordWriter {
  /** Where a chain stands; nothing for one that is not there, or whose last record is not what its state says. */
  state(chain: string): Promise<ChainState | undefined>;
  /** Puts a chain there unless it is there. */
  begin(chain: string, state: ChainState): Promise<void>;
  /**
   * Moves a chain from one state to the next with the records between, all or nothing.
   *
   * False, and nothing is written, where the chain does not stand at `from`.
   */
  append(chain: string, from: ChainState, to: ChainState, records: readonly SealedRecord[]): Promise<boolean>;
  /** Does a piece of the work that can wait until nobody waits; whether more is left. */
  tidy(): Promise<boolean>;
  close(): Promise<void>;
}

/** A record as a store gives it back, unchecked. */
export interface StoredRecord {
  readonly number: number;
  readonly chain: string;
  readonly sequence: number;
  /** The digests in hex in a row. */
  readonly entities: string;
  readonly coordinate: string;
  readonly agency: string;
  readonly at: string;
  readonly entry: string;
  readonly hash: Buffer;
}

/** Where a record stands in its chain; two may claim one sequence where somebody has been at the store. */
export type Place = Pick<StoredRecord, 'sequence' | 'number'>;

/** What is looked for in all stores of records: the entity by its digest. */
export interface DigestQuery extends Omit<DisclosureQuery, 'of'> {
  readonly entity?: string;
}

/** What is looked for in a store at once: one coordinate at most. */
export interface RecordQuery extends Omit<DigestQuery, 'coordinates'> {
  readonly coordinate?: string;
}

/** Where records are read. */
export interface RecordReader {
  /** Every chain with the size it claims; a chain that only has records claims 0. */
  chains(): Promise<readonly { readonly chain: string; readonly size: number }[]>;
  /** Records of a chain in their order, behind one of them or from the first. */
  records(chain: string, after: Place | undefined, limit: number): Promise<readonly StoredRecord[]>;
  find(query: RecordQuery): Promise<readonly StoredRecord[]>;
  /** How many records `find` would not give although they are there. */
  hidden(): Promise<number>;
  close(): Promise<void>;
}

/** Which store: a file, or a schema on a PostgreSQL server. */
export type StoreAddress =
  | { readonly kind: 'sqlite'; readonly file: string; readonly maxBytes?: number }
  | { readonly kind: 'postgres'; readonly connection: string; readonly schema: string };

/** What is told of a store that is of an earlier layout, where it must only be read. */
export const earlierLayout =
  'the log was written by an earlier watchfloor, start the gateway once: it brings the store up to date and keeps every record';

/** What is told of a store that is of a later layout. */
export const newerLayout = 'the log was written by a newer watchfloor, use that one';
