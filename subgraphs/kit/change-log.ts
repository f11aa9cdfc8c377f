import DataLoader from 'dataloader';
import { compared } from './column.ts';
import { all, run, sql, value } from './fragment.ts';
import type { Reading } from './fragment.ts';
import { visibleRows, type GuardedStore } from './guard/guarded-rows.ts';
import type { Marking } from './marking.ts';
import { ordered } from './order.ts';
import { MARKING_COLUMNS, table } from './table.ts';

/** One thing that changed at an agency, as the type `Change` of the shared schema has it. */
export interface LoggedChange {
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly summary: string;
  readonly marking: Marking;
}

/** The table of an agency's changes; its migration is `CHANGE_LOG_MIGRATION`. */
export const changeLog = table<LoggedChange>({
  name: 'change_log',
  key: ['id'],
  columns: { id: 'text', at: 'text', subjectType: 'text', subjectId: 'text', summary: 'text' },
  marked: true,
  type: 'Change',
});

/** Makes the table of an agency's changes. */
export const CHANGE_LOG_MIGRATION = `create table change_log (
  id text primary key,
  at text not null,
  subject_type text not null,
  subject_id text not null,
  summary text not null,
  ${MARKING_COLUMNS}
);
create index change_log_at on change_log (at)`;

/** An agency's changes that the caller may know of, at or after an instant (RFC 3339 in UTC), newest first; one statement for all instants. */
export function changesSince(
  store: GuardedStore,
  reading: Reading = {},
): DataLoader<string, readonly LoggedChange[]> {
  const at = changeLog.column('at');
  return new DataLoader<string, readonly LoggedChange[]>(async (instants) => {
    const earliest = instants.reduce((a, b) => (a < b ? a : b));
    const where = all([
      sql`${compared(at)} >= ${value(earliest)}`,
      reading.visible,
      visibleRows(store, changeLog),
    ]);
    const order = ordered(at, changeLog.key, 'DESC');
    const rows = await run(
      store,
      sql`select ${changeLog.select} from ${changeLog.sql} where ${where} order by ${order} limit 1000`,
    );
    const found = rows.map(changeLog.fromRow);
    return instants.map((since) => found.filter((change) => change.at >= since));
  });
}
