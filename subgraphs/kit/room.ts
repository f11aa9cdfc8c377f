import { run, sql, value } from './fragment.ts';
import type { Store } from './store.ts';

/** What the kit keeps in every agency's store beside the agency's own tables. */
export const ROOM_MIGRATION = `create table room (
  id integer primary key check (id = 1),
  clock text,
  on_shift text,
  last_update text,
  scenario text
)`;

/** How an agency is present in the room, as the type `AgencyPresence` of the shared schema has it. */
export interface AgencyPresence {
  readonly onShift: string | null;
  readonly health: 'UP' | 'DEGRADED' | 'DOWN';
  /** RFC 3339, UTC; null while the agency has no data. */
  readonly lastUpdate: string | null;
}

/** The agency's own entry: the exercise's clock, its desk, and which scenario its store holds. */
export interface Room {
  /** The time it is in the exercise; null when none is played, then the real time counts. */
  readonly clock: string | null;
  readonly onShift: string | null;
  readonly lastUpdate: string | null;
  /** Fingerprint of the scenario's rows in this store. */
  readonly scenario: string | null;
}

/** The agency's entry; all null in a fresh store. */
export async function readRoom(store: Store): Promise<Room> {
  const [row] = await store.query('select clock, on_shift, last_update, scenario from room where id = 1');
  return {
    clock: textOf(row?.['clock']),
    onShift: textOf(row?.['on_shift']),
    lastUpdate: textOf(row?.['last_update']),
    scenario: textOf(row?.['scenario']),
  };
}

/** Changes parts of the agency's entry; what is not given stays. */
export async function writeRoom(store: Store, change: Partial<Room>): Promise<void> {
  const { clock, onShift, lastUpdate, scenario } = { ...(await readRoom(store)), ...change };
  const values = sql`1, ${value(clock)}, ${value(onShift)}, ${value(lastUpdate)}, ${value(scenario)}`;
  await run(
    store,
    sql`insert into room (id, clock, on_shift, last_update, scenario) values (${values})
      on conflict (id) do update set clock = excluded.clock, on_shift = excluded.on_shift,
        last_update = excluded.last_update, scenario = excluded.scenario`,
  );
}

function textOf(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null;
}
