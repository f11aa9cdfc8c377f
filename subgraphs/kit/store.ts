/** A value of a column as both engines keep it: booleans are 0 or 1, lists and objects are JSON text. */
export type Value = string | number | null;

/** A row as a statement answers it, by column name. */
export type Row = Readonly<Record<string, Value>>;

/**
 * An agency's store: one SQL text for SQLite and PostgreSQL, placeholders `$1`, `$2`, …
 *
 * Text is ordered and compared bytewise where the SQL says `collate "C"`, on both engines. Rows of a query never
 * hold booleans, big integers or dates. Text with U+0000 or a lone surrogate is refused, since PostgreSQL cannot
 * keep it. One statement per `query`.
 */
export interface Store {
  readonly agency: string;
  readonly engine: 'sqlite' | 'postgres';
  query(sql: string, parameters?: readonly Value[]): Promise<readonly Row[]>;
  /** Runs a text of several statements without parameters, all or none: data definition, for migrations. */
  script(sql: string): Promise<void>;
  /**
   * Runs `work` in a transaction, commits when it returns and rolls back when it throws.
   *
   * A statement that failed fails its transaction, also when `work` caught the error. Calling `transaction` on the
   * store that `work` was given makes a savepoint. Inside `work` the outer store can only be read, and what it
   * reads is the state before the transaction.
   */
  transaction<T>(work: (transaction: Store) => Promise<T>): Promise<T>;
  /** SQL statements run so far, those that begin and end transactions included. */
  statements(): number;
  /** Waits for the statements under way, then lets go of the files or connections; harmless when repeated. */
  close(): Promise<void>;
}
