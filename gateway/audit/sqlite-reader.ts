import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { inOrder } from './record-order.ts';
import type { RecordQuery, RecordReader, StoredRecord } from './record-store.ts';

/** Reads the records of a SQLite file, beside whoever writes it; throws where there is no such file. */
export function openSqliteReader(file: string): RecordReader {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  const page = 'select * from disclosure where chain = ? and sequence > ? order by sequence limit ?';
  return {
    chains: async () =>
      database
        .prepare(
          `select id as chain, size from chain union all
           select distinct chain, 0 from disclosure where chain not in (select id from chain) order by 1`,
        )
        .all()
        .map(({ chain, size }) => ({ chain: String(chain), size: Number(size) })),
    records: async (chain, after, limit) => database.prepare(page).all(chain, after, limit).map(recordOf),
    find: async (query) => {
      // One moment for all statements: a record that enters the lookups meanwhile is found once.
      database.exec('begin');
      try {
        return found(database, query);
      } finally {
        database.exec('commit');
      }
    },
    hidden: async () => {
      return Number(database.prepare(hiddenQuery).get()?.['hidden']);
    },
    close: async () => database.close(),
  };
}

const absent = ['coordinate', 'agency'].map(
  (column) => `not exists (select 1 from by_${column} as i
    where i.${column} = d.${column} and i.at = d.at and i.number = d.number)`,
);
const hiddenQuery = `with recursive part (number, at, size, start) as (
    select number, at, length(entities), 1 from disclosure where number <= (select until from looked_up)
    union all select number, at, size, start + 32 from part where start + 32 <= size
  )
  select count(distinct d.number) as hidden from part join disclosure as d using (number)
  where ${absent.join(' or ')} or (size > 0 and not exists (select 1 from by_entity as i
    where i.entity = substr(d.entities, start, 32) and i.at = d.at and i.number = d.number))`;

type Condition = readonly [sql: string, value: SQLInputValue];

function found(database: DatabaseSync, query: RecordQuery): readonly StoredRecord[] {
  const lookup = lookupFor(query);
  const direction = query.newest ? 'desc' : 'asc';
  const ask = (source: string, of: string, conditions: readonly Condition[]): readonly StoredRecord[] => {
    const where = ['true', ...conditions.map(([sql]) => sql)].join(' and ');
    return database
      .prepare(
        `select d.* from ${source} where ${where} order by ${of}.at ${direction}, ${of}.number ${direction} limit ?`,
      )
      .all(...conditions.map(([, value]) => value), query.first)
      .map(recordOf);
  };
  if (lookup === undefined) return ask('disclosure as d', 'd', conditionsOf(query, 'd', undefined));
  const until = Number(database.prepare('select until from looked_up').get()?.['until'] ?? 0);
  // `cross` keeps SQLite from beginning with the other table.
  const joined = `by_${lookup} as i cross join disclosure as d on d.number = i.number`;
  const old = ask(joined, 'i', conditionsOf(query, 'i', lookup));
  // Records that have not entered the lookups yet are few, and looked through: the index by time has all of them.
  const recent = ask('disclosure as d not indexed', 'd', [
    ['d.number > ?', until],
    ...conditionsOf(query, 'd', undefined),
  ]);
  return inOrder([...old, ...recent], query);
}

type Lookup = 'entity' | 'coordinate' | 'agency' | undefined;

function lookupFor({ entity, coordinate, agency }: RecordQuery): Lookup {
  if (entity !== undefined) return 'entity';
  if (coordinate !== undefined) return 'coordinate';
  return agency === undefined ? undefined : 'agency';
}

/** What must hold; the time, and what the lookup is by, are taken from `of`. */
function conditionsOf(query: RecordQuery, of: string, lookup: Lookup): readonly Condition[] {
  const { entity, coordinate, agency, from, until, after, newest = false } = query;
  const conditions: Condition[] = [];
  if (entity !== undefined) {
    const digest = Buffer.from(entity, 'hex');
    conditions.push(
      lookup === 'entity' ? [`${of}.entity = ?`, digest] : [`instr(d.entities, ?) % 32 = 1`, digest],
    );
  }
  if (coordinate !== undefined) {
    conditions.push([`${lookup === 'coordinate' ? of : 'd'}.coordinate = ?`, coordinate]);
  }
  if (agency !== undefined) conditions.push([`${lookup === 'agency' ? of : 'd'}.agency = ?`, agency]);
  if (from !== undefined) conditions.push([`${of}.at >= ?`, from]);
  if (until !== undefined) conditions.push([`${of}.at < ?`, until]);
  if (after !== undefined) {
    const known = '(select at, number from disclosure where number = ?)';
    conditions.push([`(${of}.at, ${of}.number) ${newest ? '<' : '>'} ${known}`, after]);
  }
  return conditions;
}

function recordOf(row: Record<string, SQLOutputValue>): StoredRecord {
  const { entities, hash } = row;
  if (!(entities instanceof Uint8Array) || !(hash instanceof Uint8Array)) {
    throw new Error('the log holds a record that this watchfloor cannot read');
  }
  return {
    number: Number(row['number']),
    chain: String(row['chain']),
    sequence: Number(row['sequence']),
    entities: Buffer.from(entities).toString('hex'),
    coordinate: String(row['coordinate']),
    agency: String(row['agency']),
    at: String(row['at']),
    entry: String(row['entry']),
    hash: Buffer.from(hash),
  };
}
