import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeFacts } from '../../subgraphs/elections/place-tables.ts';
import type { Store } from '../../subgraphs/kit/store.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { openWholeRoom, type WholeRoom } from '../questions/whole-room.ts';
import { callers } from './callers.ts';
import { fieldPolicy } from './field-policy-rows.ts';
import type { Seen } from './field-policy-seen.ts';
import { outcomeOf } from './outcome.ts';
import { placeOutsideExercise } from './situations.ts';

let room: WholeRoom;
/** The same exercise without rights: what there is to be seen. */
let open: WholeRoom;
beforeAll(async () => {
  const beside = async (agency: string, store: Store): Promise<void> => {
    if (agency === 'elections') await upsert(store, placeFacts, [placeOutsideExercise]);
  };
  [room, open] = await Promise.all([openWholeRoom({ enforced: true, beside }), openWholeRoom({ beside })]);
}, 60_000);
afterAll(() => Promise.all([room.close(), open.close()]));

const rows = fieldPolicy.map((each) => [`${each.line}: ${each.rule}`, each] as const);

describe.each(rows)('%s', (_row, { on, fields, seen }) => {
  test.each(
    fields.map((each) =>
      typeof each === 'string' ? ([each, each] as const) : ([each[0], `${each[0]} { ${each[1]} }`] as const),
    ),
  )(`%s on ${on.words}`, async (field, selection) => {
    const query = on.ask(selection);
    const truth = await open.ask(query);
    expect(truth.errors).toEqual([]);
    const found: Record<string, string> = {};
    for (const [name, persona] of callers) {
      found[name] = outcomeOf(await room.ask(query, { persona }), truth, on.steps, field);
    }
    expect(found).toEqual(expected(seen));
  });
});

test('every row says of every caller what they see, and names nobody else', () => {
  for (const [row, { seen }] of rows) {
    const named = Object.values(seen).flatMap((each) => (each === 'everybody else' ? [] : each));
    expect([...new Set(named)].toSorted(), row).toEqual(named.toSorted());
    for (const name of named) expect([...callers.keys()], row).toContain(name);
    expect(
      Object.values(seen).filter((each) => each === 'everybody else'),
      row,
    ).toHaveLength(1);
  }
});

function expected(seen: Seen): Readonly<Record<string, string>> {
  return Object.fromEntries([...callers.keys()].map((name) => [name, outcomeFor(seen, name)]));
}

function outcomeFor(seen: Seen, caller: string): string {
  const outcomes = Object.entries(seen);
  const named = outcomes.find(([, each]) => each !== 'everybody else' && each.includes(caller));
  const [outcome = ''] = named ?? outcomes.find(([, each]) => each === 'everybody else') ?? [];
  return outcome;
}
