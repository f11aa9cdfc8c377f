import { checkedConnection } from './log-connection.ts';
import { openPostgresReader } from './postgres-reader.ts';
import { openPostgresWriter } from './postgres-writer.ts';
import type { RecordReader, RecordWriter, StoreAddress } from './record-store.ts';
import { openSqliteReader } from './sqlite-reader.ts';
import { openSqliteWriter } from './sqlite-writer.ts';

/** The schema on a PostgreSQL server; no agency's store can have this name. */
const logSchema = 'disclosure_log';

/**
 * Where records are: in `file`, or on the server that `connection` (a `postgres://` URL) names.
 *
 * Throws for a connection that is empty or of another kind: a misspelt setting must not write elsewhere.
 */
export function storeAddress(file: string, connection: string | undefined, schema = logSchema): StoreAddress {
  const checked = checkedConnection(connection);
  return checked === undefined ? { kind: 'sqlite', file } : { kind: 'postgres', connection: checked, schema };
}

/**
 * Opens a store for writing.
 *
 * One that an earlier watchfloor wrote is brought up to date with all its records; `beforeLong` is called first, since
 * that may take long.
 */
export async function openWriter(address: StoreAddress, beforeLong: () => void): Promise<RecordWriter> {
  return address.kind === 'sqlite'
    ? openSqliteWriter(address.file, address.maxBytes, beforeLong)
    : openPostgresWriter(address.connection, address.schema, beforeLong);
}

/** Opens a store for reading; throws, with what to do, where it is of an earlier or later watchfloor. */
export async function openReader(address: StoreAddress): Promise<RecordReader> {
  return address.kind === 'sqlite'
    ? openSqliteReader(address.file)
    : openPostgresReader(address.connection, address.schema);
}
