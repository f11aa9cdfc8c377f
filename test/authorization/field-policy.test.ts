import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWholeRoom, type WholeRoom } from '../questions/whole-room.ts';
import { callers } from './callers.ts';
import { fieldPolicy, type PolicyRow, type Seen } from './field-policy-rows.ts';
import { outcomeOf } from './outcome.ts';

let room: WholeRoom;
/** The same exercise without rights: what there is to be seen. */
let open: WholeRoom;
beforeAll(async () => {
  [room, open] = await Promise.all([openWholeRoom({ enforced: true }), openWholeRoom()]);
}, 60_000);
afterAll(() => Promise.all([room.close(), open.close()]));

describe.each(fieldPolicy.map((each) => [each.row, each] as const))('%s', (_row, { on, fields, seen }) => {
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
  for (const { row, seen } of fieldPolicy) {
    const named = Object.values(seen).flatMap((each) => (each === 'everybody else' ? [] : each));
    expect([...new Set(named)].toSorted(), row).toEqual(named.toSorted());
    for (const name of named) expect([...callers.keys()], row).toContain(name);
    expect(
      Object.values(seen).filter((each) => each === 'everybody else'),
      row,
    ).toHaveLength(1);
  }
});

function expected(seen: PolicyRow['seen']): Readonly<Record<string, string>> {
  return Object.fromEntries([...callers.keys()].map((name) => [name, outcomeFor(seen, name)]));
}

function outcomeFor(seen: Seen, caller: string): string {
  const outcomes = Object.entries(seen);
  const named = outcomes.find(([, each]) => each !== 'everybody else' && each.includes(caller));
  const [outcome = ''] = named ?? outcomes.find(([, each]) => each === 'everybody else') ?? [];
  return outcome;
}
