import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { inOrder, inSequence } from './record-order.ts';
import type { Place, RecordQuery, RecordReader, StoredRecord } from './record-store.ts';
import { checkReadable, patienceMs } from './sqlite-layouts.ts';
import { countHidden, lookedUp } from './sqlite-lookups.ts';

/** Reads the records of a SQLite file, beside whoever writes it; throws where there is no such file. */
export function openSqliteReader(file: string): RecordReader {
  const database = new DatabaseSync(file, { readOnly: true, timeout: patienceMs });
  try {
    checkReadable(database);
  } catch (error) {
    database.close();
    throw error;
  }
  // One moment for all statements: a record that enters the lookups meanwhile is found once.
  const atOnce = <T>(work: () => T): T => {
    database.exec('begin');
    try {
      return work();
    } finally {
      database.exec('commit');
    }
  };
  return {
    chains: async () =>
      database
        .prepare(
          `select id as chain, size from chain union all
           select distinct chain, 0 from by_chain where chain not in (select id from chain) union
           select distinct chain, 0 from disclosure
             where ${isRecent} and chain not in (select id from chain) order by 1`,
        )
        .all()
        .map(({ chain, size }) => ({ chain: String(chain), size: Number(size) })),
    records: async (chain, after, limit) => atOnce(() => page(database, chain, after, limit)),
    find: async (query) => atOnce(() => found(database, query)),
    hidden: async () => atOnce(() => countHidden(database)),
    close: async () => database.close(),
  };
}

/** Records that have not entered the lookups yet. */
const isRecent = `number > ${lookedUp}`;

/** Records of a chain in their order; of two with one number, which nobody but a stranger writes, both. */
function page(
  database: DatabaseSync,
  chain: string,
  after: Place | undefined,
  limit: number,
): readonly StoredRecord[] {
  const known = [after?.sequence ?? Number.MIN_SAFE_INTEGER, after?.number ?? Number.MIN_SAFE_INTEGER];
  const old = database.prepare(
    `select d.* from by_chain as i cross join disclosure as d on d.number = i.number
     where i.chain = ? and (i.sequence, i.number) > (?, ?) order by i.sequence, i.number limit ?`,
  );
  const recent = database.prepare(
    `select * from disclosure
     where ${isRecent} and chain = ? and (sequence, number) > (?, ?) order by sequence, number limit ?`,
  );
  const rows = [...old.all(chain, ...known, limit), ...recent.all(chain, ...known, limit)];
  return inSequence(rows.map(recordOf), limit);
}

type Condition = readonly [sql: string, ...values: SQLInputValue[]];

function found(database: DatabaseSync, query: RecordQuery): readonly StoredRecord[] {
  const lookup = lookupFor(query);
  const direction = query.newest ? 'desc' : 'asc';
  const ask = (source: string, of: string, conditions: readonly Condition[]): readonly StoredRecord[] => {
    const where = ['true', ...conditions.map(([sql]) => sql)].join(' and ');
    const order = (by: string): string => `order by ${by}.at ${direction}, ${by}.number ${direction}`;
    // First which ones, then what they hold: what is sorted is small.
    const sql = `select d.* from
      (select ${of}.at, ${of}.number from ${source} where ${where} ${order(of)} limit ?) as first
      cross join disclosure as d on d.number = first.number ${order('first')}`;
    const values = conditions.flatMap(([, ...each]) => each);
    return database
      .prepare(sql)
      .all(...values, query.first)
      .map(recordOf);
  };
  // `cross` keeps SQLite from beginning with the other table.
  const joined = `${sources[lookup]} cross join disclosure as d on d.number = i.number`;
  const old = ask(joined, 'i', conditionsOf(query, 'i', lookup));
  const recent = ask('disclosure as d not indexed', 'd', [
    [`d.${isRecent}`],
    ...conditionsOf(query, 'd', undefined),
  ]);
  return inOrder([...old, ...recent], query);
}

const sources = {
  // Entities are in order within a block alone, so that filling them in writes few pages.
  entity: 'block cross join by_entity as i on i.block = block.until',
  coordinate: 'by_coordinate as i',
  agency: 'by_agency as i',
  time: 'by_time as i',
} as const;

type Lookup = keyof typeof sources;

function lookupFor({ entity, coordinate, agency }: RecordQuery): Lookup {
  if (entity !== undefined) return 'entity';
  if (coordinate !== undefined) return 'coordinate';
  return agency === undefined ? 'time' : 'agency';
}

/** What must hold; the time, and what the lookup is by, are taken from `of`. */
function conditionsOf(query: RecordQuery, of: string, lookup: Lookup | undefined): readonly Condition[] {
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
