import { run, sql } from '../kit/fragment.ts';
import type { Fragment } from '../kit/fragment.ts';
import type { Store } from '../kit/store.ts';
import type { CapStatus } from '../kit/marking.ts';
import type { Traffic } from './traffic.ts';

/**
 * What passed between all agencies at any time, whoever asks: for an average of pairs, and for nothing else.
 *
 * What its label or a caveat keeps among fewer than the two agencies and the room is left out, and enters no figure.
 */
export async function readEverybodysTraffic(store: Store): Promise<readonly Traffic[]> {
  const [bulletins, rfis] = await Promise.all([
    run(
      store,
      sql`select b."issuer_id" as "issuer", a."agency_id" as "recipient", b."cap_status" as "status",
          k."minutes_to_acknowledge" as "minutes"
        from "bulletin" b join "bulletin_audience" a on a."bulletin_id" = b."id"
        left join "acknowledgement" k on k."bulletin_id" = b."id" and k."by_id" = a."ocd_id" and ${open('k')}
        where ${open('b')}`,
    ),
    run(
      store,
      sql`select r."from_id" as "issuer", r."to_id" as "recipient", r."cap_status" as "status",
          case when r."answered_at" <= r."due_at" then 1 else 0 end as "on time"
        from "rfi" r where ${open('r')}`,
    ),
  ]);
  const pairOf = (row: Readonly<Record<string, unknown>>) => ({
    issuerId: String(row['issuer']),
    recipientId: String(row['recipient']),
    status: row['status'] as CapStatus,
  });
  return [
    ...bulletins.map((row): Traffic => ({
      ...pairOf(row),
      kind: 'bulletin',
      minutes: row['minutes'] === null ? null : Number(row['minutes']),
    })),
    ...rfis.map((row): Traffic => ({ ...pairOf(row), kind: 'rfi', isOnTime: Number(row['on time']) === 1 })),
  ];
}

function open(table: 'b' | 'k' | 'r'): Fragment {
  return {
    sql: `(${table}."tlp" in ('CLEAR', 'GREEN', 'AMBER') and ${table}."caveats" = '[]')`,
    parameters: [],
  };
}
