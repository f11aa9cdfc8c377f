import { openPostgresClient } from './postgres-client.ts';
import { checkReadable } from './postgres-layouts.ts';
import type { RecordReader, StoredRecord } from './record-store.ts';

/** Reads the records of a schema on a PostgreSQL server. */
export async function openPostgresReader(connection: string, schema: string): Promise<RecordReader> {
  const client = await openPostgresClient(connection, schema);
  try {
    await checkReadable(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  const ask = async (sql: string, values: readonly unknown[]): Promise<readonly StoredRecord[]> => {
    const { rows } = await client.query<Row>(sql, [...values]);
    return rows.map(recordOf);
  };
  return {
    chains: async () => {
      const { rows } = await client.query<{ chain: string; size: string }>(
        `select id as chain, size from chain union all
         select distinct chain, 0 from disclosure where chain not in (select id from chain) order by 1`,
      );
      return rows.map(({ chain, size }) => ({ chain, size: Number(size) }));
    },
    records: (chain, after, limit) =>
      ask('select * from disclosure where chain = $1 and sequence > $2 order by sequence limit $3', [
        chain,
        // From far below, so that a record with a number that no record has is met.
        after?.sequence ?? Number.MIN_SAFE_INTEGER,
        limit,
      ]),
    find: ({ entity, coordinate, agency, from, until, after, first, newest = false }) => {
      const values: unknown[] = [];
      const conditions = ['true'];
      const add = (condition: (parameter: string) => string, value: unknown): void => {
        if (value === undefined) return;
        values.push(value);
        conditions.push(condition(`$${values.length}`));
      };
      add(
        (parameter) => `entities @> array[${parameter}::bytea]`,
        entity === undefined ? undefined : Buffer.from(entity, 'hex'),
      );
      add((parameter) => `coordinate = ${parameter}`, coordinate);
      add((parameter) => `agency = ${parameter}`, agency);
      add((parameter) => `at >= ${parameter}`, from);
      add((parameter) => `at < ${parameter}`, until);
      add(
        (parameter) =>
          `(at, number) ${newest ? '<' : '>'} (select at, number from disclosure where number = ${parameter})`,
        after,
      );
      values.push(first);
      const direction = newest ? 'desc' : 'asc';
      const where = conditions.join(' and ');
      return ask(
        `select * from disclosure where ${where} order by at ${direction}, number ${direction} limit $${values.length}`,
        values,
      );
    },
    // Its lookups are indexes, which the server keeps true.
    hidden: () => Promise.resolve(0),
    close: () => client.end(),
  };
}

interface Row {
  readonly number: string;
  readonly chain: string;
  readonly sequence: string;
  readonly entities: readonly Buffer[];
  readonly coordinate: string;
  readonly agency: string;
  readonly at: string;
  readonly entry: string;
  readonly hash: Buffer;
}

function recordOf({ number, sequence, entities, ...row }: Row): StoredRecord {
  const digests = entities.map((entity) => entity.toString('hex')).join('');
  return { ...row, number: Number(number), sequence: Number(sequence), entities: digests };
}
