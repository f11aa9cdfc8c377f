import type { Destination } from '../../subgraphs/kit/load/destination.ts';
import { identityOf } from '../../subgraphs/kit/load/record.ts';
import type { LoadRecord, RecordKind } from '../../subgraphs/kit/load/record.ts';

/** An agency's store in memory, with what it kept and how its transactions ended. */
export interface MemoryDestination extends Destination {
  readonly kept: ReadonlyMap<string, LoadRecord>;
  readonly ends: readonly ('begin' | 'commit' | 'rollback')[];
}

/** A destination in memory that takes these kinds, one table per kind. */
export function memoryDestination(agency: string, ...kinds: readonly RecordKind[]): MemoryDestination {
  const kept = new Map<string, LoadRecord>();
  const ends: ('begin' | 'commit' | 'rollback')[] = [];
  return {
    agency,
    kept,
    ends,
    accepts: (kind) => kinds.length === 0 || kinds.includes(kind),
    begin() {
      const staged = new Map<string, LoadRecord>();
      let over = false;
      ends.push('begin');
      const end = (how: 'commit' | 'rollback'): Promise<void> => {
        if (!over) {
          ends.push(how);
          if (how === 'commit') for (const [key, record] of staged) kept.set(key, record);
        }
        over = true;
        return Promise.resolve();
      };
      return Promise.resolve({
        put(records) {
          const tables = records.map((record) => {
            const key = `${record.kind} ${identityOf(record)}`;
            const before = staged.get(key) ?? kept.get(key);
            staged.set(key, record);
            const same = JSON.stringify(before) === JSON.stringify(record);
            return {
              table: record.kind,
              new: before === undefined ? 1 : 0,
              changed: before !== undefined && !same ? 1 : 0,
              unchanged: same ? 1 : 0,
            };
          });
          return Promise.resolve({ tables, refused: [] });
        },
        commit: () => end('commit'),
        rollback: () => end('rollback'),
      });
    },
  };
}
