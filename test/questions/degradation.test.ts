import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agenciesOf, openWholeRoom, operationNames } from './whole-room.ts';
import type { RoomAnswer, WholeRoom } from './whole-room.ts';

const agencies = [
  'elections',
  'cyber',
  'law-enforcement',
  'intelligence',
  'information-environment',
  'coordination',
  'exercise',
];

/** The answer without the places that the errors name, and without what hangs below them. */
function without(data: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const path of paths) {
    let at: unknown = copy;
    for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown> | null)?.[step];
    if (at !== null && typeof at === 'object')
      (at as Record<string | number, unknown>)[path.at(-1) ?? ''] = null;
  }
  return copy;
}

describe.each(agencies)('with `%s` gone', (gone) => {
  let room: WholeRoom;
  const before = new Map<string, RoomAnswer>();
  beforeAll(async () => {
    room = await openWholeRoom();
    for (const name of operationNames()) before.set(name, await room.ask(name));
    await room.end(gone);
  });
  afterAll(() => room.close());

  test.each(operationNames())('%s loses the fields of that agency and nothing else', async (name) => {
    const [whole, left] = [before.get(name), await room.ask(name)];
    expect(left.status).toBe(200);
    expect(left.errors.length > 0).toBe(agenciesOf(name).includes(gone));
    for (const { message, path, extensions } of left.errors) {
      expect(extensions).toMatchObject({
        code: 'SUBGRAPH_UNAVAILABLE',
        agency: gone,
        traceId: expect.any(String),
      });
      expect(message).toContain(`\`${gone}\``);
      expect(path?.length).toBeGreaterThan(0);
    }
    expect(left.text).not.toMatch(/127\.0\.0\.1|localhost|:\d{4,5}\b|ECONN/u);
    const paths = left.errors.map(({ path }) => path ?? []);
    expect(without(left.data, paths)).toEqual(without(whole?.data, paths));
  });
});
