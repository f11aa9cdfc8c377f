import { changesOf } from '../change.ts';
import type { Change } from '../change.ts';
import type { Marking } from '../marking.ts';
import { readRoom, writeRoom } from '../room.ts';
import type { StoreOptions } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { Agency } from '../subgraph.ts';
import type { Table } from '../table.ts';
import { upsert } from '../upsert.ts';
import type { Destination, PutOutcome, Staging, TableCounts } from './destination.ts';
import type { LoadRecord } from './record.ts';

/** What a load needs of an agency. */
export type ReceivingAgency = Pick<Agency, 'name' | 'imports' | 'openStore'>;

/** An agency's own store as the destination of a load: one transaction from `begin` to `commit`. */
export function storeDestination(
  agency: ReceivingAgency,
  options: Omit<StoreOptions, 'agency'>,
): Destination {
  return {
    agency: agency.name,
    accepts: (kind) => agency.imports[kind] !== undefined,
    begin: async () => {
      const store = await agency.openStore(options);
      try {
        const held = await hold(store);
        return staging(agency, store, held);
      } catch (error) {
        await store.close();
        throw error;
      }
    },
  };
}

/** The record as the agency keeps it: what names no originator is the agency's own from here on. */
function owned(record: LoadRecord, agency: string): LoadRecord {
  const own = (marking: Marking): Marking =>
    marking.originator === '' ? { ...marking, originator: agency } : marking;
  const marking = own(record.marking);
  if (record.kind !== 'stix') return { ...record, marking };
  const fieldMarkings = record.fieldMarkings.map((entry) => ({ ...entry, marking: own(entry.marking) }));
  return { ...record, marking, fieldMarkings };
}

interface Held {
  readonly transaction: Store;
  /** Ends the transaction; throws when it could not be ended so. */
  readonly end: (how: 'commit' | 'rollback') => Promise<void>;
}

class RolledBack extends Error {}

// The store's transaction lives as long as its work runs; here that is until `end` is called.
async function hold(store: Store): Promise<Held> {
  const opened = Promise.withResolvers<Store>();
  const verdict = Promise.withResolvers<'commit' | 'rollback'>();
  const ended = store.transaction(async (transaction) => {
    opened.resolve(transaction);
    if ((await verdict.promise) === 'rollback') throw new RolledBack();
  });
  ended.catch(opened.reject);
  const transaction = await opened.promise;
  return {
    transaction,
    async end(how) {
      verdict.resolve(how);
      try {
        await ended;
      } catch (error) {
        if (!(error instanceof RolledBack) || how === 'commit') throw error;
      }
    },
  };
}

function staging(agency: ReceivingAgency, store: Store, { transaction, end }: Held): Staging {
  let changed = false;
  let over = false;
  const finish = async (how: 'commit' | 'rollback'): Promise<void> => {
    if (over) return;
    over = true;
    try {
      await end(how);
    } finally {
      await store.close();
    }
  };
  return {
    async put(records) {
      const { rows, refused } = rowsOf(agency, records);
      const tables: TableCounts[] = [];
      for (const [table, entries] of rows) {
        const counts = await upsert(transaction, table, entries);
        changed ||= counts.new + counts.changed > 0;
        tables.push({ table: table.name, ...counts });
      }
      return { tables, refused };
    },
    async commit() {
      // While an exercise is played its clock, and not this machine's, says when data last changed.
      if (!over && changed && (await readRoom(transaction)).clock === null)
        await writeRoom(transaction, { lastUpdate: new Date().toISOString() });
      await finish('commit');
    },
    rollback: () => finish('rollback'),
  };
}

interface Rows {
  readonly rows: ReadonlyMap<Table<unknown>, readonly unknown[]>;
  readonly refused: PutOutcome['refused'];
}

// Tables are written in the order in which changes first name them, so an import names a parent before its children.
function rowsOf(agency: ReceivingAgency, records: readonly LoadRecord[]): Rows {
  const rows = new Map<Table<unknown>, unknown[]>();
  const refused: { record: LoadRecord; reason: string }[] = [];
  for (const record of records) {
    const changes = checkedChanges(agency, record);
    if (typeof changes === 'string') {
      refused.push({ record, reason: changes });
      continue;
    }
    for (const { table, row } of changes) {
      const known = rows.get(table);
      if (known === undefined) rows.set(table, [row]);
      else known.push(row);
    }
  }
  return { rows, refused };
}

// A record that its agency's import or tables cannot take is refused like any other, with the reason they give.
function checkedChanges(agency: ReceivingAgency, record: LoadRecord): readonly Change[] | string {
  try {
    const changes = changesOf(agency.imports, owned(record, agency.name));
    for (const { table, row } of changes) table.toValues(row);
    return changes;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `\`${agency.name}\` cannot take it: ${reason.split('\n')[0] ?? ''}`;
  }
}
