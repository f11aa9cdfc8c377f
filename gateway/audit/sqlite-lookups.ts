import type { DatabaseSync } from 'node:sqlite';

/** The number of the last record that the lookups know; those behind it are few, and looked through. */
export const lookedUp = '(select coalesce(max(until), 0) from block)';

/** How much may wait for the lookups, as `loadOf` counts it. */
export const lookupBacklog = 8192;

/** How much is entered at once; who appends meanwhile waits for it. */
const mostAtOnce = 2 * lookupBacklog;

/** What a record is for the lookups: itself and its entities, each as one. */
export function loadOf({ entities }: { readonly entities: string }): number {
  return 1 + entities.length / 64;
}

/** The lookups beside that of entities: each has the columns of its key alone. */
const keys = {
  by_chain: ['chain', 'sequence', 'number'],
  by_coordinate: ['coordinate', 'at', 'number'],
  by_agency: ['agency', 'at', 'number'],
  by_time: ['at', 'number'],
} as const;

/**
 * What enters the next records into the lookups, within the transaction of its caller; it gives the number of the last
 * record that the lookups know then.
 */
export function lookupFill(database: DatabaseSync): () => number {
  keepStarts(database);
  const next = database.prepare(`select ${lookedUp} as until,
    coalesce(max(number) filter (where load <= ${mostAtOnce}), min(number)) as last, max(size) as size from (
      select number, length(entities) as size, sum(1 + length(entities) / 32) over (order by number) as load
      from disclosure where number > ${lookedUp}
        and number < (select min(number) from disclosure where number > ${lookedUp}) + ${mostAtOnce})`);
  const starts = database.prepare(moreStarts);
  const fills = [
    // A record that somebody changed may name an entity twice.
    `insert or ignore into by_entity select ?2, substr(entities, byte, 32), at, number
       from disclosure cross join temp.start
       where number > ?1 and number <= ?2 and byte <= length(entities) order by 2, 3, 4`,
    ...Object.entries(keys).map(
      ([table, key]) => `insert or rollback into ${table} select ${key.join()} from disclosure
       where number > ?1 and number <= ?2 order by ${key.join()}`,
    ),
  ].map((sql) => database.prepare(sql));
  const enter = database.prepare('insert into block values (?)');
  return () => {
    const { until, last, size } = next.get() ?? {};
    if (typeof last !== 'number') return Number(until);
    starts.run(Number(size));
    for (const fill of fills) fill.run(Number(until), last);
    enter.run(last);
    return last;
  };
}

/** How many records the lookups should know and do not. */
export function countHidden(database: DatabaseSync): number {
  keepStarts(database);
  const longest = database.prepare('select max(length(entities)) as size from disclosure').get();
  database.prepare(moreStarts).run(Number(longest?.['size'] ?? 0));
  const absent = Object.entries(keys).map(([table, key]) => {
    const same = key.map((column) => `i.${column} = d.${column}`).join(' and ');
    return `not exists (select 1 from ${table} as i where ${same})`;
  });
  const query = `select count(*) as hidden from disclosure as d where number <= ${lookedUp} and (
    ${absent.join(' or ')} or exists (
      select 1 from temp.start where byte <= length(d.entities) and not exists (
        select 1 from by_entity as i where i.block = (select min(until) from block where until >= d.number)
          and i.entity = substr(d.entities, byte, 32) and i.at = d.at and i.number = d.number)))`;
  return Number(database.prepare(query).get()?.['hidden']);
}

/** Where digests begin among those of a record, which are in a row: at the bytes 1, 33 and so on. */
function keepStarts(database: DatabaseSync): void {
  database.exec(
    'pragma temp_store = memory; create temp table if not exists start (byte integer primary key)',
  );
}

/** Makes sure that there are starts for so many bytes. */
const moreStarts = `with recursive more (byte) as (
    select coalesce(max(byte), -31) + 32 from temp.start
    union all select byte + 32 from more where byte + 32 <= ?1
  )
  insert into temp.start select byte from more where byte <= ?1`;
