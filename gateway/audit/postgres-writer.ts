import { makePostgresTables, openPostgresClient } from './postgres-client.ts';
import type { RecordWriter } from './record-store.ts';
import { peaksColumn, stateOf, stateQuery, type ChainRow } from './stored-state.ts';

/** One statement, so one transaction and one journey: the records are inserted only if the chain moved. */
const append = {
  name: 'append',
  text: `with moved as (
      update chain set size = $1, hash = $2, peaks = $3, written = $4
      where id = $5 and size = $6 and hash = $7 returning id
    ), kept as (
      insert into disclosure (chain, sequence, entities, coordinate, agency, at, entry, hash)
      select moved.id, row.sequence, row.entities::bytea[], row.coordinate, row.agency, row.at, row.entry,
             decode(row.hash, 'hex')
      from moved, unnest($8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
        as row (sequence, entities, coordinate, agency, at, entry, hash)
      order by row.sequence
    )
    select id from moved`,
};

/** Writes records to a schema on a PostgreSQL server, which is made when it is missing. */
export async function openPostgresWriter(connection: string, schema: string): Promise<RecordWriter> {
  const client = await openPostgresClient(connection, schema);
  try {
    await makePostgresTables(client, schema);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    state: async (chain) => stateOf((await client.query<ChainRow>(stateQuery, [chain])).rows[0]),
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
        values: [
          ...chainValues,
          records.map(({ sequence }) => sequence),
          records.map(({ entities }) => entitiesLiteral(entities)),
          records.map(({ coordinate }) => coordinate),
          records.map(({ agency }) => agency),
          records.map(({ at }) => at),
          records.map(({ entry }) => entry),
          records.map(({ hash }) => hash.toString('hex')),
        ],
      });
      return rowCount === 1;
    },
    tidy: async () => false,
    close: () => client.end(),
  };
}

/** Digests in a row as PostgreSQL writes an array of bytes. */
function entitiesLiteral(digests: string): string {
  return `{${digests.replaceAll(/.{64}/g, '"\\\\x$&",').slice(0, -1)}}`;
}
