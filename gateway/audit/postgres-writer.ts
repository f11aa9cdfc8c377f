import type { SealedRecord } from './chain.ts';
import { bytesArray, textArray } from './postgres-array.ts';
import { openPostgresClient } from './postgres-client.ts';
import { bringUpToDate } from './postgres-layouts.ts';
import type { RecordWriter } from './record-store.ts';
import { peaksColumn, postgresStateQuery, stateOf, type ChainRow } from './stored-state.ts';

/** One statement, so one transaction and one journey: the records are inserted only if the chain moved. */
const append = {
  name: 'append',
  text: `with moved as (
      update chain set size = $1, hash = $2, peaks = $3, written = $4
      where id = $5 and size = $6 and hash = $7 returning id
    ), kept as (
      insert into disclosure (chain, sequence, entities, coordinate, agency, at, entry, hash)
      select moved.id, $6::bigint + row.place,
             case length(row.digests) when 32 then array[row.digests] else array(
               select substr(row.digests, start, 32) from generate_series(1, length(row.digests), 32) as start
               order by start) end,
             row.coordinate, row.agency, row.at, row.entry, row.hash
      from moved, unnest($8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bytea[])
        with ordinality as row (digests, coordinate, agency, at, entry, hash, place)
      order by row.place
    )
    select id from moved`,
};

/**
 * Writes records to a schema on a PostgreSQL server, which is made when it is missing.
 *
 * `beforeLong` is called before a store of an earlier layout is changed, which may take long.
 */
export async function openPostgresWriter(
  connection: string,
  schema: string,
  beforeLong: () => void,
): Promise<RecordWriter> {
  await bringUpToDate(connection, schema, beforeLong);
  const client = await openPostgresClient(connection, schema);
  return {
    state: async (chain) => stateOf((await client.query<ChainRow>(postgresStateQuery, [chain])).rows[0]),
    begin: async (chain, state) => {
      const { tree, hash, written } = state;
      await client.query(
        'insert into chain (id, size, hash, peaks, written) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [chain, tree.size, hash, peaksColumn(state), written],
      );
    },
    append: async (chain, from, to, records) => {
      const chainValues = [
        to.tree.size,
        to.hash,
        peaksColumn(to),
        to.written,
        chain,
        from.tree.size,
        from.hash,
      ];
      const { rowCount } = await client.query({
        ...append,
        values: [...chainValues, ...columns(records)],
      });
      return rowCount === 1;
    },
    tidy: async () => false,
    close: () => client.end(),
  };
}

function columns(records: readonly SealedRecord[]): readonly Buffer[] {
  return [
    bytesArray(records.map(({ entities }) => Buffer.from(entities, 'hex'))),
    textArray(records.map(({ coordinate }) => coordinate)),
    textArray(records.map(({ agency }) => agency)),
    textArray(records.map(({ at }) => at)),
    textArray(records.map(({ entry }) => entry)),
    bytesArray(records.map(({ hash }) => hash)),
  ];
}
