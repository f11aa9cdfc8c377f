import type { Destination, PutOutcome, Staging, TableCounts } from './destination.ts';
import type { LoadRecord, RecordKind } from './record.ts';

/** The counts of one table of one agency. */
export interface AgencyTableCounts extends TableCounts {
  readonly agency: string;
}

/** All agencies' stagings of one load as one. */
export interface StagingGround {
  put(records: readonly LoadRecord[]): Promise<PutOutcome>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Counts so far by agency and table, in alphabetical order. */
  counts(): readonly AgencyTableCounts[];
  /** Kinds of records that came and that no agency takes. */
  untaken(): readonly RecordKind[];
}

/** The agencies' stagings as one; an agency's begins when the first record comes that it takes. */
export function stagingGround(destinations: readonly Destination[]): StagingGround {
  const begun = new Map<string, Staging>();
  const totals = new Map<string, AgencyTableCounts>();
  const untaken = new Set<RecordKind>();
  const stagingOf = async (destination: Destination): Promise<Staging> => {
    const known = begun.get(destination.agency);
    if (known !== undefined) return known;
    const staging = await destination.begin();
    begun.set(destination.agency, staging);
    return staging;
  };
  return {
    async put(records) {
      const outcome: { tables: TableCounts[]; refused: PutOutcome['refused'][number][] } = {
        tables: [],
        refused: [],
      };
      for (const { kind } of records)
        if (!destinations.some((destination) => destination.accepts(kind))) untaken.add(kind);
      for (const destination of destinations) {
        const accepted = records.filter(({ kind }) => destination.accepts(kind));
        if (accepted.length === 0) continue;
        const { tables, refused } = await (await stagingOf(destination)).put(accepted);
        outcome.tables.push(...tables);
        outcome.refused.push(...refused);
        for (const counts of tables) addTo(totals, destination.agency, counts);
      }
      return outcome;
    },
    async commit() {
      const done: string[] = [];
      for (const [agency, staging] of begun) {
        try {
          await staging.commit();
          done.push(agency);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          const kept = done.length === 0 ? 'nothing is loaded' : `loaded are ${done.join(', ')}`;
          throw new Error(`\`${agency}\` could not keep the load (${reason}); ${kept}; load again`, {
            cause: error,
          });
        }
      }
    },
    async rollback() {
      await Promise.allSettled([...begun.values()].map((staging) => staging.rollback()));
    },
    counts: () => [...totals.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, counts]) => counts),
    untaken: () => [...untaken].toSorted(),
  };
}

function addTo(totals: Map<string, AgencyTableCounts>, agency: string, counts: TableCounts): void {
  const key = `${agency} ${counts.table}`;
  const before = totals.get(key) ?? { new: 0, changed: 0, unchanged: 0 };
  totals.set(key, {
    agency,
    table: counts.table,
    new: before.new + counts.new,
    changed: before.changed + counts.changed,
    unchanged: before.unchanged + counts.unchanged,
  });
}
